import type { AppClient } from '../../src-main/services/transports/inProcess.ts';
import type { Fixture } from './routeCases.ts';

/** What cases of the lab build on, made when it is first asked for. */
export function labFixture(
  client: AppClient,
  dataset: string,
): Pick<Fixture, 'waitingJob' | 'runs' | 'search' | 'model'> & { clearQueue(): Promise<void> } {
  const blocking: string[] = [];
  let runs: Promise<readonly [string, string]> | null = null;
  let search: Promise<string> | null = null;
  let model: Promise<string> | null = null;

  async function done(jobId: string): Promise<void> {
    for await (const { job } of await client.jobs.watch()) {
      if (job.jobId !== jobId) continue;
      if (job.state === 'done') return;
      if (job.finishedAt !== null) throw new Error(`${job.title} ended as ${job.state}: ${job.error?.message ?? ''}`);
    }
  }

  /** Takes away what `waitingJob` put there, so that others need not wait for it. */
  async function clearQueue(): Promise<void> {
    for (const jobId of blocking.splice(0).reverse()) await client.jobs.cancel({ jobId });
  }

  async function run(name: 'bias' | 'popularity', protocol: 'rows-80-20' | null): Promise<string> {
    await clearQueue();
    const { runId, jobId } = await client.experiments.start({ dataset, protocol, model: name, seeds: [1], device: 'cpu' });
    await done(jobId);
    return runId;
  }

  return {
    clearQueue,
    async waitingJob() {
      // Two of them: the first may have begun before the second is asked about.
      for (let at = 0; at < 3; at++) {
        const { jobId } = await client.experiments.search({ dataset, protocol: 'rows-80-20', model: 'item-knn', trials: 200 });
        blocking.push(jobId);
      }
      return blocking.at(-1)!;
    },
    runs: () => (runs ??= (async () => [await run('bias', 'rows-80-20'), await run('popularity', 'rows-80-20')] as const)()),
    search: () =>
      (search ??= (async () => {
        await clearQueue();
        const { searchId, jobId } = await client.experiments.search({ dataset, protocol: 'rows-80-20', model: 'bias', trials: 2 });
        await done(jobId);
        return searchId;
      })()),
    model: () =>
      (model ??= (async () => {
        const { modelId } = await client.runs.get({ runId: await run('bias', null) });
        if (modelId === null) throw new Error('the run saved no model');
        return modelId;
      })()),
  };
}
