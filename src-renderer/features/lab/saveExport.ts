import { saveFile } from '../../components/saveFile.ts';

/** Hands over a file that came as base64; answers with its name. */
export function saveExport(file: { readonly fileName: string; readonly mediaType: string; readonly base64: string }): string {
  const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0));
  saveFile(file.fileName, file.mediaType, bytes);
  return file.fileName;
}
