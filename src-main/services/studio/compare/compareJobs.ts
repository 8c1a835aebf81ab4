import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ComputeClient } from '../../../compute/computeClient.ts';
import { painterNameSchema, seedSchema, stepsSchema } from '../../../contract/pictures.ts';
import { DomainError } from '../../../core/base/errors.ts';
import type { StoredComparison, StoredEntrant } from '../../../core/storage/person/comparisons.ts';
import type { JsonValue } from '../../../core/storage/person/settings.ts';
import type { JobContext, JobWork } from '../../jobQueue.ts';
import { readSettings } from '../../settings.ts';
import type { Stores } from '../../stores.ts';
import { resolveDevice } from '../../testDevices.ts';
import { paintCall, paintOrderSchema } from '../paintCall.ts';
import { comparisonsFolder, entrantFolder, pictureFileOf } from './bringPictures.ts';

const ids = { comparisonId: z.string(), entrantId: z.string() };
const inputSchema = z.discriminatedUnion('work', [
  z.object({ work: z.literal('paint-prompts'), ...ids, model: painterNameSchema, seed: seedSchema, steps: stepsSchema }),
  z.object({ work: z.literal('measure-comparison'), comparisonId: z.string(), reference: z.string() }),
]);
type CompareInput = z.infer<typeof inputSchema>;
type PaintInput = Extract<CompareInput, { work: 'paint-prompts' }>;
type MeasureInput = Extract<CompareInput, { work: 'measure-comparison' }>;

export const measuresSchema = z.object({
  reference: z.string(),
  pictures: z.number(),
  realHalves: z.number().nullable(),
  kids: z.record(z.string(), z.number().nullable()),
});

export interface CompareJobs {
  work(input: CompareInput): JobWork;
  /** null for an input of another kind, or where the comparison is gone. */
  revive(input: JsonValue): JobWork | null;
}

export interface CompareJobsOptions {
  readonly stores: () => Stores;
  readonly compute: ComputeClient;
  readonly modelsDir: string;
}

/** The long parts of a comparison as work of the queue: painting the prompts, and looking at all pictures beside real ones. */
export function createCompareJobs({ stores, compute, modelsDir }: CompareJobsOptions): CompareJobs {
  function known(comparisonId: string): StoredComparison {
    const comparison = stores().person.comparisons.get(comparisonId);
    if (comparison === null) throw new DomainError('not-found', 'This comparison was removed; begin a new one.', { comparisonId });
    return comparison;
  }

  async function paint(
    { comparisonId, entrantId, model, seed, steps }: PaintInput,
    { signal, reportProgress }: JobContext,
  ): Promise<string> {
    const { person, dataDir } = stores();
    const { prompts } = known(comparisonId);
    const device = await resolveDevice(compute, readSettings(person).device, signal);
    for (const [at, prompt] of prompts.entries()) {
      const pictures = person.comparisons.pictures(comparisonId);
      if (pictures.some((picture) => picture.entrantId === entrantId && picture.prompt === at)) continue;
      const file = pictureFileOf({ comparisonId, entrantId }, at);
      const order = paintOrderSchema.parse({ model, prompt, seed, steps });
      const call = paintCall(stores(), modelsDir, order, { out: join(comparisonsFolder(dataDir), file), count: 1, device });
      const { pictures: painted } = await compute.call(
        'paintImages',
        { ...call, recipe: false },
        { signal, reportProgress: () => reportProgress({ phase: 'Painting prompts', done: at, total: prompts.length, unit: 'pictures' }) },
      );
      const { width, height, ms } = painted[0]!;
      person.comparisons.addPicture({ pictureId: randomUUID(), entrantId, prompt: at, file, width, height, ms });
    }
    return `${model} painted ${prompts.length} prompts.`;
  }

  async function measure({ comparisonId, reference }: MeasureInput, { signal, reportProgress }: JobContext): Promise<string> {
    const { person, dataDir } = stores();
    known(comparisonId);
    const folderOf = (entrant: StoredEntrant): string => entrantFolder(dataDir, entrant);
    const entrants = person.comparisons
      .entrants(comparisonId)
      .filter((entrant) => existsSync(folderOf(entrant)))
      .map((entrant) => ({ entrantId: entrant.entrantId, folder: folderOf(entrant) }));
    const measured = await compute.call('measureComparison', { modelsDir, reference, entrants }, { signal, reportProgress });
    person.comparisons.setMeasures(comparisonId, { reference, ...measured });
    return `Measured against ${measured.pictures} pictures.`;
  }

  function work(input: CompareInput): JobWork {
    const { title, prompts } = known(input.comparisonId);
    const words = input.work === 'paint-prompts' ? `Paint ${prompts.length} prompts with ${input.model}` : 'Measure the pictures';
    return {
      kind: 'compare',
      title: `${words}: ${title}`,
      subject: input.comparisonId,
      input: { ...input },
      run: async (context) => ({ summary: input.work === 'paint-prompts' ? await paint(input, context) : await measure(input, context) }),
    };
  }

  return {
    work,
    revive(json) {
      const input = inputSchema.safeParse(json);
      if (!input.success || stores().person.comparisons.get(input.data.comparisonId) === null) return null;
      return work(input.data);
    },
  };
}
