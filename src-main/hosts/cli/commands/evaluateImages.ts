import { z } from 'zod';
import { devices } from '../../../contract/app.ts';
import { guidanceSchema, painterNameSchema, pictureCountSchema, seedSchema, stepsSchema } from '../../../contract/pictures.ts';
import { nothing, numeric } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withCompute } from '../openApplication.ts';

const figure = z.number().nullable();
const distances = z.object({
  efficientnet: z.number(),
  own: figure,
  inception: z.number().optional(),
  realHalves: z.number(),
  baseline: figure,
});
const schema = z.object({
  model: z.string(),
  n: z.number().int(),
  seed: z.number().int(),
  size: z.string(),
  reference: z.object({ sha256: z.string(), n: z.number().int() }),
  kid: distances,
  fid: distances,
  genreAccuracy: z.object({ painted: z.number(), real: z.number(), chance: z.number() }).nullable(),
  memorisation: z.object({ rate: z.number(), threshold: z.number(), realRate: z.number() }).nullable(),
  fewStep: z.object({ kid: z.number(), steps: z.number().int(), sampler: z.string() }).nullable(),
  int8: z.object({ kid: z.number() }).nullable(),
  enlarge: z.object({ psnr: z.number(), psnrLanczos: z.number(), kid: z.number(), kidLanczos: z.number() }).nullable(),
  seconds: z.number(),
});

export const evaluateImagesCommand = defineCommand({
  name: 'evaluate-images',
  usage: '[--model NAME] --reference TAR|FOLDER --details JSONL [--training TAR|FOLDER] [--n 500] [--seed 1]',
  summary: 'Measures how far painted pictures are from real ones, and whether they copy any.',
  help: [
    '--model NAME      the painter (poster)',
    '--reference PATH  real pictures; the same path as --training takes the films that training holds back',
    '--details FILE    film details as JSON lines: the captions to paint by',
    '--training PATH   what it was trained on, for the baseline, genres and memorisation',
    '--n N             pictures to paint (500)',
    '--seed N          (1)',
    '--steps N, --guidance X   as in paint (20, 2)',
    '--quick           the distances alone',
    'Inception-v3 measures too where models/inception-v3/model.onnx lies in the data folder: [1, 3, 299, 299] from -1 to 1, 2,048 numbers out.',
  ],
  options: {
    model: { type: 'string' },
    reference: { type: 'string' },
    details: { type: 'string' },
    training: { type: 'string' },
    n: { type: 'string' },
    seed: { type: 'string' },
    steps: { type: 'string' },
    guidance: { type: 'string' },
    quick: { type: 'boolean' },
    device: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    model: painterNameSchema.default('poster'),
    reference: z.string({ error: 'name a folder or tar of real pictures' }).min(1),
    details: z.string().min(1).optional(),
    training: z.string().min(1).optional(),
    n: numeric(pictureCountSchema.min(4), 'a whole number from 4 to 1000').default(500),
    seed: numeric(seedSchema, 'a whole number').default(1),
    steps: numeric(stepsSchema, 'a whole number from 1 to 200').default(20),
    guidance: numeric(guidanceSchema, 'a number from 0 to 20').default(2),
    quick: z.boolean().default(false),
    device: z.enum(devices).default('cpu'),
  }),
  schema,
  async run(args, context) {
    const report = await withCompute(context, async (call, deviceOf) =>
      call('evaluateImages', {
        dataDir: context.dataDir,
        modelsDir: context.paths.modelsDir,
        model: args.model,
        reference: args.reference,
        details: args.details ?? null,
        training: args.training ?? null,
        n: args.n,
        seed: args.seed,
        steps: args.steps,
        guidance: args.guidance,
        quick: args.quick,
        device: await deviceOf(args.device),
      }),
    );
    return { json: report, text: table(report) };
  },
});

function table(report: z.input<typeof schema>): string {
  const { model, n, size, reference, kid, fid, genreAccuracy, memorisation, fewStep, int8, enlarge, seconds } = report;
  const line = (name: string, { efficientnet, own, inception, realHalves, baseline }: z.input<typeof distances>): string =>
    `${name}  painted ${efficientnet} (by our own encoder ${own ?? 'not measured'}${inception === undefined ? '' : `, by Inception ${inception}`}), real halves ${realHalves}, baseline ${baseline ?? 'not measured'}`;
  return [
    `${model} at ${size}: ${n} pictures against ${reference.n} real ones, in ${Math.round(seconds)} s`,
    line('KID', kid),
    line('FID', fid),
    ...(fewStep === null ? [] : [`KID in ${fewStep.steps} steps  ${fewStep.kid} (${fewStep.sampler})`]),
    ...(int8 === null ? [] : [`KID with int8 weights  ${int8.kid}`]),
    ...(genreAccuracy === null
      ? []
      : [`genres told apart (area under the curve)  painted ${genreAccuracy.painted}, real ${genreAccuracy.real}, chance 0.5`]),
    ...(memorisation === null
      ? []
      : [`copies  ${(100 * memorisation.rate).toFixed(2)} % (real pictures ${(100 * memorisation.realRate).toFixed(2)} %)`]),
    ...(enlarge === null
      ? []
      : [`enlarging  PSNR ${enlarge.psnr} dB (Lanczos ${enlarge.psnrLanczos}), KID ${enlarge.kid} (Lanczos ${enlarge.kidLanczos})`]),
  ].join('\n');
}
