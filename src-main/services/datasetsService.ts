import { basename } from 'node:path';
import { importReportSchema } from '../contract/datasets.ts';
import type { ComputeClient } from '../compute/computeClient.ts';
import type { MethodOutput } from '../compute/computeContract.ts';
import { DomainError } from '../core/base/errors.ts';
import type { Services } from './handlers.ts';
import type { JobQueue } from './jobQueue.ts';
import { readSettings } from './settings.ts';
import type { Stores } from './stores.ts';
import { resolveDevice } from './testDevices.ts';

export function createDatasetsService(
  stores: () => Stores,
  queue: JobQueue,
  compute: ComputeClient,
  modelsDir: string,
): Services['datasets'] {
  return {
    list: () =>
      stores()
        .datasets.list()
        .map((info) => ({ ...info, scale: { ...info.scale } })),
    import({ path, name, details, posters }) {
      const job = queue.start({
        kind: 'import',
        title: `Import ${name ?? basename(path)}`,
        async run(context) {
          const { dataDir } = stores();
          const report = await compute.call(
            'importDataset',
            { dataDir, path, name: name ?? null, details: details ?? null, posters: posters ?? null },
            context,
          );
          stores().refreshDatasets();
          const what = `${report.rows.toLocaleString('en')} ratings of ${report.films.toLocaleString('en')} films`;
          // The title says the name that was asked for.
          const as = report.name === (name ?? basename(path)) ? '' : `${report.name}: `;
          const skipped = report.numSkipped === 0 ? '' : `, ${report.numSkipped.toLocaleString('en')} lines skipped`;
          return {
            summary: report.unchanged ? `${report.name} was there already, with the same bytes.` : `${as}${what}${skipped}.`,
            report,
          };
        },
      });
      return { jobId: job.jobId };
    },
    report({ jobId }) {
      const report = importReportSchema.safeParse(queue.report(jobId));
      if (!report.success)
        throw new DomainError('not-found', 'There is no report of this job; it has one once an import is done.', { jobId });
      return report.data;
    },
    embed({ name, text, posters }) {
      stores().datasets.info(name);
      const job = queue.start({
        kind: 'embed',
        title: `Plots and posters of ${name} as numbers`,
        async run(context) {
          const { dataDir } = stores();
          const device = await resolveDevice(compute, readSettings(stores().person).device, context.signal);
          const done = await compute.call('embed', { dataDir, modelsDir, dataset: name, text, posters, device }, context);
          stores().refreshDatasets();
          return { summary: embedSummary(done), report: done };
        },
      });
      return { jobId: job.jobId };
    },
    remove({ name }) {
      const busy = queue.list().some((job) => job.kind !== 'backup' && (job.state === 'running' || job.state === 'queued'));
      if (busy)
        throw new DomainError(
          'conflict',
          'A job is running that may use this data set; wait for it or cancel it, then remove the data set.',
          { name },
        );
      stores().datasets.remove(name);
      stores().refreshDatasets();
      return { removed: true };
    },
  };
}

type Embedded = MethodOutput<'embed'>;

function embedSummary({ dataset, text, posters }: Embedded): string {
  const told = (what: string, part: Embedded['text']): string[] => {
    if (part === null) return [];
    if (part.why !== null) return [part.why];
    return [`${part.total.toLocaleString('en')} ${what}, ${part.computed.toLocaleString('en')} of them new.`];
  };
  return `${dataset}: ${[...told('plots', text), ...told('posters', posters)].join(' ')}`;
}
