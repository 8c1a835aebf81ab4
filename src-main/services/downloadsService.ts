import type { HubModel as ListedModel } from '../contract/downloads.ts';
import { DomainError } from '../core/base/errors.ts';
import { type HubModel, hubModels, totalBytes } from '../core/embedding/hubModels.ts';
import { freeBytesOf } from '../core/storage/download.ts';
import { downloadHubModel, hubBytesReceived } from '../core/storage/hubDownload.ts';
import { hubFolder, importHubModel, installedModel, removeHubModel } from '../core/storage/modelHub.ts';
import type { Services } from './handlers.ts';
import type { JobQueue } from './jobQueue.ts';
import type { Stores } from './stores.ts';

/** Models of others. Nothing is fetched unless a person asked for this very model, having been told size, licence and source. */
export function createDownloadsService(stores: () => Stores, queue: JobQueue, mirror: string | null = null): Services['downloads'] {
  const titleOf = ({ id }: HubModel): string => `Download ${id}`;
  const isDownloading = (model: HubModel): boolean =>
    queue
      .list()
      .some(({ kind, title, state }) => kind === 'download' && title === titleOf(model) && (state === 'running' || state === 'queued'));

  const sourceOf = (model: HubModel): string => mirror ?? model.source;

  function known(id: string): HubModel {
    const model = hubModels.find((candidate) => candidate.id === id);
    if (model === undefined) throw new DomainError('not-found', `Marquee knows no model called "${id}" that could be downloaded.`, { id });
    return model;
  }

  function listed(model: HubModel): ListedModel {
    const { dataDir } = stores();
    const installed = installedModel(dataDir, model);
    const { id, purpose, publisher, licence, licenceUrl } = model;
    return {
      id,
      purpose,
      publisher,
      licence,
      licenceUrl,
      source: sourceOf(model),
      files: model.files.map((file) => ({ ...file })),
      sizeBytes: totalBytes(model),
      receivedBytes: installed === null ? hubBytesReceived(dataDir, model) : totalBytes(model),
      freeBytes: freeBytesOf(dataDir),
      state: installed !== null ? 'installed' : isDownloading(model) ? 'downloading' : 'absent',
      isVerified: installed?.isVerified ?? false,
      from: installed?.from ?? null,
      folder: hubFolder(dataDir, model),
    };
  }

  function refuseWhileDownloading(model: HubModel): void {
    if (isDownloading(model))
      throw new DomainError('conflict', `${model.id} is being downloaded; wait for it, or cancel it first.`, { id: model.id });
  }

  return {
    list: () => hubModels.map(listed),
    start({ id }) {
      const model = known(id);
      refuseWhileDownloading(model);
      const { jobId } = queue.start({
        kind: 'download',
        title: titleOf(model),
        async run({ signal, reportProgress }) {
          await downloadHubModel(stores().dataDir, model, { signal, reportProgress, source: sourceOf(model) });
          return { summary: `${id} is here, and its checksums agree.` };
        },
      });
      return { jobId };
    },
    async importFolder({ id, path }, { signal }) {
      const model = known(id);
      refuseWhileDownloading(model);
      await importHubModel(stores().dataDir, model, path, signal);
      return listed(model);
    },
    remove({ id }) {
      const model = known(id);
      refuseWhileDownloading(model);
      removeHubModel(stores().dataDir, model);
      return { removed: true };
    },
  };
}
