import type { Brought } from '../../../../src-main/contract/comparisons.ts';
import type { AppClient } from '../../../client/client.ts';

/** Of one call, before they are written as text, which makes four bytes of three. */
const MOST_BYTES = 8 * 1024 * 1024;

export interface NewEntrant {
  readonly comparisonId: string;
  readonly name: string;
  readonly seconds: number | null;
}

/** Hands over chosen files, as many at a time as fit into one message; what is too large for any is refused here with its reason. */
export async function bringInParts(client: Pick<AppClient, 'comparisons'>, entrant: NewEntrant, files: readonly File[]): Promise<Brought> {
  const names = files.map(({ name }) => name);
  const brought: Brought = { entrantId: '', taken: 0, refused: [] };
  const fitting: File[] = [];
  for (const file of files) {
    if (file.size > MOST_BYTES)
      brought.refused.push({ file: file.name, why: 'It is larger than 8 MiB; bring it by its folder, or save it smaller.' });
    else fitting.push(file);
  }
  for (const part of partsOf(fitting)) {
    const encoded = await Promise.all(
      part.map(async (file) => ({ fileName: file.name, base64: base64Of(new Uint8Array(await file.arrayBuffer())) })),
    );
    const { entrantId, taken, refused } = await client.comparisons.bringFiles({ ...entrant, names, files: encoded });
    brought.entrantId = entrantId;
    brought.taken += taken;
    brought.refused.push(...refused);
  }
  return brought;
}

function partsOf(files: readonly File[]): File[][] {
  const parts: File[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const file of files) {
    if (size + file.size > MOST_BYTES) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)!.push(file);
    size += file.size;
  }
  return parts;
}

const CHUNK = 32_768;

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += CHUNK) text += String.fromCharCode(...bytes.subarray(from, from + CHUNK));
  return btoa(text);
}
