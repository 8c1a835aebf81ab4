import { graph, input, type Value } from '../engine/graph.ts';
import { boundScope, declaringScope } from '../engine/parameters.ts';
import { add, concat, mul, reciprocal, slice, sub } from '../engine/ops.ts';
import type { Tensor } from '../engine/tensor.ts';
import type { CompiledGraph, DeviceTensor, TensorRuntime } from '../engine/tensorRuntime.ts';
import { DomainError } from '../base/errors.ts';
import { type Caption, emptyCaption } from './data/captions.ts';
import { conditionTypes, encodeConditions } from './data/condition.ts';
import type { ConditionInputs } from './networks/conditioning.ts';
import type { TextTable } from './data/textTable.ts';
import { CHANNELS, denoiserOutput } from './denoiser.ts';
import { denoisedOf } from './preconditioning.ts';
import type { StageConfig } from './stages.ts';

/** A stage ready to denoise one picture at a time, so that a picture's bits never depend on what is painted beside it. */
export interface StagePainter {
  readonly stage: StageConfig;
  /** Trained to guess the picture outright, for the sampler `consistency`; guidance is built in. */
  readonly isDistilled: boolean;
  /**
   * The denoised picture at unit variance. @param x noised, [3 H W] @param below enlarged picture of the stage below with its noise level in [0, 1]
   * @param guidance weight of what the caption adds (Ho and Salimans 2022, equation 6); 1 takes the caption alone and half the time
   */
  denoise(request: DenoiseRequest): Promise<Float32Array>;
  dispose(): Promise<void>;
}

export interface DenoiseRequest {
  readonly x: Float32Array;
  readonly sigma: number;
  readonly caption: Caption;
  /** What guidance leads away from; default: no caption. */
  readonly negative?: Caption;
  readonly guidance: number;
  readonly below?: { readonly picture: Float32Array; readonly noise: number };
}

/** @param parameters by name, float32 @throws DomainError 'model-invalid' where they do not fit the stage */
export async function openStage(
  runtime: TensorRuntime,
  stage: StageConfig,
  parameters: Readonly<Record<string, Tensor>>,
  table: TextTable,
): Promise<StagePainter> {
  const plain = await compileStage(runtime, stage, parameters, table.width, 1);
  let guided: Promise<CompiledGraph> | null = null;
  const resident: Record<string, DeviceTensor> = {};
  for (const [name, tensor] of Object.entries(parameters)) resident[name] = await runtime.upload(tensor);
  const shape = [1, CHANNELS, stage.height, stage.width];

  return {
    stage,
    isDistilled: false,
    async denoise({ x, sigma, caption, negative = emptyCaption, guidance, below }) {
      const isGuided = guidance !== 1;
      const conditions = encodeConditions(isGuided ? [caption, negative] : [caption], table);
      const compiled = isGuided ? await (guided ??= compileStage(runtime, stage, parameters, table.width, 2)) : plain;
      const number = (value: number): Tensor => ({ dtype: 'float32', shape: [1], data: Float32Array.of(value) });
      const outputs = await compiled.run({
        ...resident,
        ...conditions,
        x: { dtype: 'float32', shape, data: x },
        sigma: number(sigma),
        ...(isGuided ? { guidance: number(guidance) } : {}),
        ...(below === undefined ? {} : { below: { dtype: 'float32', shape, data: below.picture }, noiseBelow: number(below.noise) }),
      });
      return outputs['denoised']!.data as Float32Array;
    },
    async dispose() {
      for (const tensor of Object.values(resident)) tensor.dispose();
      await plain.dispose();
      if (guided !== null) await (await guided).dispose();
    },
  };
}

/** Denoises one picture by one caption, or by two for guidance: D = D_negative + guidance (D_caption - D_negative). */
async function compileStage(
  runtime: TensorRuntime,
  stage: StageConfig,
  parameters: Readonly<Record<string, Tensor>>,
  wordWidth: number,
  captions: 1 | 2,
): Promise<CompiledGraph> {
  const picture = [1, CHANNELS, stage.height, stage.width];
  const x = input('x', 'float32', picture);
  const sigma = input('sigma', 'float32', [1]);
  const conditions = Object.fromEntries(
    Object.entries(conditionTypes(captions, wordWidth)).map(([name, { dtype, shape }]) => [name, input(name, dtype, shape)]),
  ) as Record<'genres' | 'decade' | 'pieces' | 'isPiece', Value>;
  const below = stage.factor === null ? null : { picture: input('below', 'float32', picture), noise: input('noiseBelow', 'float32', [1]) };
  const guidance = captions === 2 ? input('guidance', 'float32', [1]) : null;

  const known = new Map(Object.entries(parameters).map(([name, { dtype, shape }]) => [name, input(name, dtype, shape)]));
  checkFit(stage, parameters, { x, sigma, conditions, below });
  // The network sees x / (1 + sigma) at time sigma / (1 + sigma) (noiseSchedule.ts).
  const scale = reciprocal(add(sigma, 1));
  const seen = repeated(mul(x, scale), captions);
  const time = repeated(mul(sigma, scale), captions);
  const under = below === null ? {} : { below: { picture: repeated(below.picture, captions), noise: repeated(below.noise, captions) } };
  const output = denoiserOutput(boundScope(known).scope, { x: seen, time, condition: conditions, ...under }, stage);
  const both = denoisedOf(stage.prediction, seen, time, output);
  const denoised = guidance === null ? both : add(slice(both, 0, 1, 2), mul(sub(slice(both, 0, 0, 1), slice(both, 0, 1, 2)), guidance));
  const inputs = [
    x,
    sigma,
    ...Object.values(conditions),
    ...(below === null ? [] : [below.picture, below.noise]),
    ...(guidance === null ? [] : [guidance]),
  ];
  return await runtime.compile(graph(`paint-${stage.width}x${stage.height}`, [...inputs, ...known.values()], { denoised }));
}

/** One picture under two captions is a batch of two. */
const repeated = (value: Value, count: 1 | 2): Value => (count === 1 ? value : concat([value, value], 0));

function checkFit(
  stage: StageConfig,
  parameters: Readonly<Record<string, Tensor>>,
  inputs: {
    readonly x: Value;
    readonly sigma: Value;
    readonly conditions: ConditionInputs;
    readonly below: { readonly picture: Value; readonly noise: Value } | null;
  },
): void {
  const n = inputs.conditions.genres.shape[0] as 1 | 2;
  const { scope, specs } = declaringScope();
  const below =
    inputs.below === null ? {} : { below: { picture: repeated(inputs.below.picture, n), noise: repeated(inputs.below.noise, n) } };
  denoiserOutput(scope, { x: repeated(inputs.x, n), time: repeated(inputs.sigma, n), condition: inputs.conditions, ...below }, stage);
  const wrong = specs.find(({ name, shape }) => parameters[name]?.shape.join() !== shape.join() || parameters[name]?.dtype !== 'float32');
  if (wrong !== undefined || specs.length !== Object.keys(parameters).length)
    throw new DomainError(
      'model-invalid',
      `The weights of the painter's stage ${stage.width}x${stage.height} do not fit its card${wrong === undefined ? '' : ` (${wrong.name})`}; install or train it again.`,
    );
}
