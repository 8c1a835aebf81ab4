import { createRng } from '../../core/base/rng.ts';
import type { Caption } from '../../core/diffusion/data/captions.ts';
import type { PictureSet } from '../../core/diffusion/data/pictureSet.ts';
import { type Features, frechetDistance, kernelDistance } from '../../core/diffusion/measures/featureDistances.ts';
import { fitGaussianPictures } from '../../core/diffusion/measures/gaussianBaseline.ts';
import { fitGenreProbe, genreAccuracy } from '../../core/diffusion/measures/genreProbe.ts';
import { COPY_THRESHOLD, copiedShare, nearestByFeatures, nearestTraining } from '../../core/diffusion/measures/memorisation.ts';
import { area, resample } from '../../core/diffusion/resampling.ts';
import { packWeights, unpackWeights } from '../../core/diffusion/weights.ts';
import { createRuntime } from '../../core/engine/createRuntime.ts';
import type { LoadedGraph, TensorRuntime } from '../../core/engine/tensorRuntime.ts';
import type { PictureContext } from './pictureMethods.ts';
import type { ComputeHandlerOptions } from '../handlerOptions.ts';
import { type Distances, type EvaluateImagesInput, type EvaluateImagesOutput, readBoth } from './evaluationData.ts';
import { measureEnlarger } from './measureEnlarger.ts';
import { type PainterFiles, readPainter, readTextTable } from './painterFiles.ts';
import { paintMany, type PaintManySettings } from './paintMany.ts';
import { inceptionFeatures, openInception } from './inceptionFeatures.ts';
import { featuresOfPictures, listOf, listOfSet, openEncoder, ownFeatures } from './pictureFeatures.ts';

const FEW_STEPS = 4;
/** Sides for comparing pixels: finer grain would say that nothing is near anything. */
const PIXEL_MEASURE_WIDTH = 16;

/** Paints by the captions of the reference pictures and measures how far that is from the real ones. */
export async function evaluateImages(
  input: EvaluateImagesInput,
  context: PictureContext,
  { nowMs, logger }: ComputeHandlerOptions,
): Promise<EvaluateImagesOutput> {
  const began = nowMs();
  const { dataDir, modelsDir, model, n, seed } = input;
  const files = readPainter(dataDir, modelsDir, model);
  const table = readTextTable(modelsDir);
  const { width, height } = files.stages.at(-1)!.stage;
  const { reference, training } = await readBoth(input, { width, height }, context, logger);
  const captions = captionsFor(reference, n, seed);
  const runtime = await createRuntime(input.device, { logger });
  const encoder = await openEncoder(runtime, modelsDir);
  let inception: LoadedGraph | null = null;
  try {
    inception = await openInception(runtime, dataDir);
    const look = (pictures: readonly Float32Array[], what: string) =>
      featuresOfPictures(encoder, listOf(pictures, { width, height }), what, context);
    const settings: PaintManySettings = { captions, seed, steps: input.steps, guidance: input.guidance, sampler: 'dpm++2m' };
    const real = await featuresOfPictures(encoder, listOfSet(reference), 'real pictures', context);
    const painted = await paintMany(runtime, files, table, settings, context, 'Painting');
    const ofPainted = await look(painted, 'painted pictures');
    const [ownPainted, ownReal] = [
      await ownFeatures(runtime, modelsDir, listOf(painted, { width, height })),
      await ownFeatures(runtime, modelsDir, listOfSet(reference)),
    ];
    const byInception =
      inception === null
        ? null
        : {
            painted: await inceptionFeatures(inception, listOf(painted, { width, height }), 'painted pictures', context),
            real: await inceptionFeatures(inception, listOfSet(reference), 'real pictures', context),
          };
    const distances = (distance: (a: Features, b: Features) => number, baseline: Features | null): Distances => ({
      efficientnet: round(distance(ofPainted, real)),
      own: ownPainted === null || ownReal === null ? null : round(distance(ownPainted, ownReal)),
      ...(byInception === null ? {} : { inception: round(distance(byInception.painted, byInception.real)) }),
      realHalves: round(distance(part(real, 0, 2), part(real, 1, 2))),
      baseline: baseline === null ? null : round(distance(baseline, real)),
    });
    const sizes = { size: `${width}x${height}`, reference: { sha256: reference.sha256, n: reference.names.length } };
    const rest = { model, n, seed, ...sizes };
    if (input.quick) {
      const none = { genreAccuracy: null, memorisation: null, fewStep: null, int8: null, enlarge: null };
      return {
        ...rest,
        kid: distances(kernelDistance, null),
        fid: distances(frechetDistance, null),
        ...none,
        seconds: (nowMs() - began) / 1000,
      };
    }
    const baseline = training === null ? null : await look(await drawBaseline(training, n, seed, runtime), 'baseline pictures');
    const learnt = training === null ? null : await featuresOfPictures(encoder, listOfSet(training), 'training pictures', context);
    const probe = learnt === null ? null : await fitGenreProbe(learnt, training!.captions, runtime);
    const fewStepSampler = files.stages.some((stage) => stage.few !== null) ? 'consistency' : settings.sampler;
    const few = await look(
      await paintMany(runtime, files, table, { ...settings, steps: FEW_STEPS, sampler: fewStepSampler }, context, 'Painting in 4 steps'),
      'pictures',
    );
    const int8 = asInt8(files);
    // A painter that is kept as int8 would paint the same pictures once more.
    const small = haveSameWeights(files, int8)
      ? ofPainted
      : await look(await paintMany(runtime, int8, table, settings, context, 'Painting with int8 weights'), 'pictures');
    return {
      ...rest,
      kid: distances(kernelDistance, baseline),
      fid: distances(frechetDistance, baseline),
      genreAccuracy:
        probe === null
          ? null
          : {
              painted: round(genreAccuracy(probe(ofPainted), captions)),
              real: round(genreAccuracy(probe(real), reference.captions)),
              chance: 0.5,
            },
      memorisation:
        learnt === null
          ? null
          : {
              rate: copied(listOf(painted, { width, height }), ofPainted, training!, learnt),
              threshold: COPY_THRESHOLD,
              realRate: copied(listOfSet(reference), real, training!, learnt),
            },
      fewStep: { kid: round(kernelDistance(few, real)), steps: FEW_STEPS, sampler: fewStepSampler },
      int8: { kid: round(kernelDistance(small, real)) },
      enlarge: files.enlarger === null ? null : await measureEnlarger(files.enlarger, input, { runtime, encoder, logger, context }),
      seconds: Math.round((nowMs() - began) / 1000),
    };
  } finally {
    await encoder.dispose();
    await inception?.dispose();
    await runtime.dispose();
  }
}

const round = (value: number): number => Number(value.toFixed(4));

/** Every `of`-th row from `first` on. */
function part({ width, data }: Features, first: number, of: number): Features {
  const rows: Float32Array[] = [];
  for (let row = first; row < data.length / width; row += of) rows.push(data.subarray(row * width, (row + 1) * width));
  const joined = new Float32Array(rows.length * width);
  rows.forEach((row, i) => joined.set(row, i * width));
  return { width, data: joined };
}

/** Captions of n reference pictures, drawn without repetition as long as there are enough. */
function captionsFor(reference: PictureSet, n: number, seed: number): Caption[] {
  const rng = createRng(seed, 'captions');
  const order = reference.captions.map((caption) => ({ caption, key: rng.uniform() })).sort((a, b) => a.key - b.key);
  return Array.from({ length: n }, (_, i) => order[i % order.length]!.caption);
}

async function drawBaseline(training: PictureSet, n: number, seed: number, runtime: TensorRuntime): Promise<Float32Array[]> {
  const list = listOfSet(training);
  const size = 3 * list.width * list.height;
  const rows = new Float32Array(list.count * size);
  for (let i = 0; i < list.count; i++) rows.set(list.planes(i), i * size);
  const rng = createRng(seed, 'baseline');
  const gaussian = await fitGaussianPictures(rows, size, runtime, rng);
  return Array.from({ length: n }, () => gaussian.draw(rng));
}

const asInt8 = (files: PainterFiles): PainterFiles => ({
  ...files,
  stages: files.stages.map((stage) => ({ ...stage, parameters: unpackWeights(packWeights(stage.parameters, 'int8')) })),
});

const haveSameWeights = (a: PainterFiles, b: PainterFiles): boolean =>
  a.stages.every(({ parameters }, at) =>
    Object.entries(parameters).every(([name, { data }]) => {
      const other = b.stages[at]!.parameters[name]!.data;
      return data.length === other.length && data.every((value, i) => value === other[i]);
    }),
  );

function copied(pictures: ReturnType<typeof listOf>, features: Features, training: PictureSet, learnt: Features): number {
  const byPixels = nearestTraining(smallPixels(pictures), smallPixels(listOfSet(training)));
  return round(copiedShare(byPixels, nearestByFeatures(features, learnt)));
}

function smallPixels(list: ReturnType<typeof listOf>): Features {
  const factor = Math.max(1, Math.floor(list.width / PIXEL_MEASURE_WIDTH));
  const [width, height] = [Math.floor(list.width / factor), Math.floor(list.height / factor)];
  const size = 3 * width * height;
  const data = new Float32Array(list.count * size);
  for (let i = 0; i < list.count; i++)
    data.set(resample({ width: list.width, height: list.height, data: list.planes(i) }, width, height, area).data, i * size);
  return { width: size, data };
}
