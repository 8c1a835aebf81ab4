/** Planes of floats: [channels, height, width], row-major. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

interface Kernel {
  readonly radius: number;
  readonly at: (x: number) => number;
}

/** Keys 1981 with a = -0.5: reproduces quadratics. */
export const bicubic: Kernel = {
  radius: 2,
  at(x) {
    const d = Math.abs(x);
    if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
    return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
  },
};

/** sinc(x) sinc(x / 3) (Duchon 1979). */
export const lanczos3: Kernel = {
  radius: 3,
  at(x) {
    if (Math.abs(x) >= 3) return 0;
    if (Math.abs(x) < 1e-8) return 1;
    const angle = Math.PI * x;
    return (3 * Math.sin(angle) * Math.sin(angle / 3)) / (angle * angle);
  },
};

/** Mean over the area that a new pixel covers. */
export const area: Kernel = { radius: 0.5, at: (x) => (x >= -0.5 && x < 0.5 ? 1 : 0) };

/** For every new place: where its window begins and the weights within it, which sum to one. */
interface Taps {
  readonly starts: Int32Array;
  readonly count: number;
  readonly weights: Float32Array;
}

const tapsBySize = new Map<Kernel, Map<number, Taps>>();

/** Kernels widen with the factor when a picture shrinks, so that nothing aliases; beyond the edge lies nothing. */
function tapsOf(kernel: Kernel, from: number, to: number): Taps {
  const known = tapsBySize.get(kernel) ?? new Map<number, Taps>();
  tapsBySize.set(kernel, known);
  const key = from * 65_536 + to;
  const found = known.get(key);
  if (found !== undefined) return found;
  const scale = from / to;
  const stretch = Math.max(1, scale);
  const reach = kernel.radius * stretch;
  const count = Math.min(from, Math.ceil(reach) * 2 + 1);
  const starts = new Int32Array(to);
  const weights = new Float32Array(to * count);
  for (let place = 0; place < to; place++) {
    const centre = (place + 0.5) * scale;
    const start = Math.max(0, Math.min(from - count, Math.floor(centre - reach)));
    starts[place] = start;
    let total = 0;
    for (let k = 0; k < count; k++) total += weights[place * count + k] = tapWeight(kernel, start + k, centre, stretch);
    for (let k = 0; k < count; k++) weights[place * count + k]! /= total;
  }
  const taps = { starts, count, weights };
  known.set(key, taps);
  return taps;
}

/** For `area` the covered share of the pixel; for the others the kernel at its middle. */
function tapWeight(kernel: Kernel, pixel: number, centre: number, stretch: number): number {
  if (kernel !== area) return kernel.at((pixel + 0.5 - centre) / stretch);
  return Math.max(0, Math.min(pixel + 1, centre + stretch / 2) - Math.max(pixel, centre - stretch / 2));
}

/** Every plane at another size, one axis after the other. */
export function resample({ width, height, data }: Planes, newWidth: number, newHeight: number, kernel: Kernel): Planes {
  const planes = data.length / (width * height);
  const across = tapsOf(kernel, width, newWidth);
  const down = tapsOf(kernel, height, newHeight);
  const wide = new Float32Array(planes * height * newWidth);
  for (let row = 0; row < planes * height; row++) {
    for (let x = 0; x < newWidth; x++) {
      let sum = 0;
      const from = row * width + across.starts[x]!;
      for (let k = 0; k < across.count; k++) sum += across.weights[x * across.count + k]! * data[from + k]!;
      wide[row * newWidth + x] = sum;
    }
  }
  const result = new Float32Array(planes * newHeight * newWidth);
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < newHeight; y++) {
      const to = (plane * newHeight + y) * newWidth;
      for (let k = 0; k < down.count; k++) {
        const weight = down.weights[y * down.count + k]!;
        if (weight === 0) continue;
        const from = (plane * height + down.starts[y]! + k) * newWidth;
        for (let x = 0; x < newWidth; x++) result[to + x]! += weight * wide[from + x]!;
      }
    }
  }
  return { width: newWidth, height: newHeight, data: result };
}

/** Scaled to cover the new shape and cropped at the centre, by areas. @param pixels three bytes a pixel @returns the same */
export function coverCrop(
  { width, height, pixels }: { readonly width: number; readonly height: number; readonly pixels: Uint8Array },
  newWidth: number,
  newHeight: number,
): Uint8Array {
  if (width === newWidth && height === newHeight) return pixels;
  const factor = Math.min(width / newWidth, height / newHeight);
  const cropWidth = Math.max(1, Math.min(width, Math.round(newWidth * factor)));
  const cropHeight = Math.max(1, Math.min(height, Math.round(newHeight * factor)));
  const left = Math.floor((width - cropWidth) / 2);
  const top = Math.floor((height - cropHeight) / 2);
  const planes = new Float32Array(3 * cropWidth * cropHeight);
  for (let y = 0; y < cropHeight; y++) {
    for (let x = 0; x < cropWidth; x++) {
      const from = ((top + y) * width + left + x) * 3;
      for (let c = 0; c < 3; c++) planes[(c * cropHeight + y) * cropWidth + x] = pixels[from + c]!;
    }
  }
  // Enlarging by areas would be a mosaic.
  const kernel = factor >= 1 ? area : bicubic;
  return toBytes(resample({ width: cropWidth, height: cropHeight, data: planes }, newWidth, newHeight, kernel), (value) => value);
}

/** Bytes in pixel order from three planes; `toByte` maps a value to 0..255. */
export function toBytes({ width, height, data }: Planes, toByte: (value: number) => number): Uint8Array {
  const size = width * height;
  const bytes = new Uint8Array(3 * size);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < size; i++) bytes[3 * i + c] = Math.max(0, Math.min(255, Math.round(toByte(data[c * size + i]!))));
  }
  return bytes;
}
