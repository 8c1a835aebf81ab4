import type { Run } from '../../../../src-main/contract/runs.ts';
import type { AppClient } from '../../../client/client.ts';

/** So many a call: a thousand at once would hold up the process that answers for a tenth of a second. */
const PAGE = 200;
const MOST = 2000;

export interface RunsQuery {
  readonly sort: string;
  readonly descending: boolean;
  readonly text: string;
}

export interface AllRuns {
  readonly runs: readonly Run[];
  readonly total: number;
  readonly metrics: readonly string[];
}

/** Every run that fits, in pages; one that moved from a page to the next meanwhile is there once. */
export async function allRuns(client: Pick<AppClient, 'runs'>, query: RunsQuery, signal: AbortSignal): Promise<AllRuns> {
  const runs = new Map<string, Run>();
  for (let offset = 0; ; offset += PAGE) {
    const page = await client.runs.list({ ...query, offset, limit: PAGE }, { signal });
    for (const run of page.runs) runs.set(run.runId, run);
    if (page.runs.length < PAGE || offset + PAGE >= MOST) return { runs: [...runs.values()], total: page.total, metrics: page.metrics };
  }
}
