/** The clean picture that a noised one probably came from. Arrays hold pictures at unit variance, one or several in a row. */
export type Denoise = (x: Float32Array, sigma: number) => Promise<Float32Array>;

export interface SamplerContext {
  /** Falling noise levels, the last of them 0. */
  readonly sigmas: Float64Array;
  /** Fresh standard normal numbers, as many as a picture has, for samplers that add noise; drawn outside the model. */
  readonly freshNoise: () => Float32Array;
  /** After each step: steps made and what the picture looks like so far. May throw to stop. */
  readonly onStep?: (made: number, denoised: Float32Array) => void | Promise<void>;
}

/** Brings noise x of level `sigmas[0]` down to a picture. */
export type Sampler = (denoise: Denoise, x: Float32Array, context: SamplerContext) => Promise<Float32Array>;

/** a x + b y */
export function combine(a: number, x: Float32Array, b: number, y: Float32Array): Float32Array {
  const result = new Float32Array(x.length);
  for (let i = 0; i < x.length; i++) result[i] = a * x[i]! + b * y[i]!;
  return result;
}
