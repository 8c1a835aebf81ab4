import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportProgress } from '../base/progress.ts';
import { type HubModel, totalBytes } from '../embedding/hubModels.ts';
import { type DownloadOptions, downloadFile, receivedBytes } from './download.ts';
import { type InstalledModel, hubFolder, installedModel, markInstalled } from './modelHub.ts';

export interface HubDownloadOptions extends Pick<DownloadOptions, 'signal' | 'stallMs' | 'freeBytes'> {
  readonly reportProgress?: ReportProgress;
  /** In place of the model's own source, for tests and mirrors; the hashes stay what they are. */
  readonly source?: string;
}

const isThere = (path: string, sizeBytes: number): boolean => statSync(path, { throwIfNoEntry: false })?.size === sizeBytes;

/** Bytes of this model that lie here already, whole files and beginnings. */
export function hubBytesReceived(dataDir: string, model: HubModel): number {
  const folder = hubFolder(dataDir, model);
  return model.files.reduce((sum, { path, sizeBytes }) => {
    const target = join(folder, path);
    return sum + (isThere(target, sizeBytes) ? sizeBytes : receivedBytes({ path: target }));
  }, 0);
}

/** Fetches every file of a model, each checked by its hash, and declares it installed. @throws DomainError as `downloadFile` */
export async function downloadHubModel(dataDir: string, model: HubModel, options: HubDownloadOptions = {}): Promise<InstalledModel> {
  const { source = model.source, reportProgress, ...rest } = options;
  const folder = hubFolder(dataDir, model);
  mkdirSync(folder, { recursive: true });
  const total = totalBytes(model);
  let before = 0;
  for (const { path, sizeBytes, sha256 } of model.files) {
    await downloadFile({
      ...rest,
      url: `${source}/${path}`,
      path: join(folder, path),
      sizeBytes,
      sha256,
      reportProgress: ({ done }) => reportProgress?.({ phase: `Downloading ${model.id}`, done: before + done, total, unit: 'bytes' }),
    });
    before += sizeBytes;
  }
  markInstalled(dataDir, model, { isVerified: true, from: source, files: [...model.files] });
  return installedModel(dataDir, model)!;
}
