import type { AppErrorShape } from '../../src-main/contract/errors.ts';

/** Kinds of picture that Marquee reads. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'];

/** What one message to the app can hold, as base64. */
const MOST_BYTES = 11_000_000;

/** What is wrong with a file before it is sent; null where it may be sent. */
export function pictureFault({ size }: Pick<File, 'size'>): AppErrorShape | null {
  if (size <= MOST_BYTES) return null;
  return {
    code: 'too-large',
    message: 'This picture is larger than 11 MB; save it smaller and choose it again.',
    data: { sizeBytes: size },
  };
}

/** A file's bytes as the contract takes them. */
export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 32_768) binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(binary);
}
