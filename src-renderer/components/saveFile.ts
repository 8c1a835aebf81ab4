/** Hands a file to the person: the browser's or the window's own download. */
export function saveFile(fileName: string, mediaType: string, content: Uint8Array<ArrayBuffer> | string): void {
  const url = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // The download reads the address after the click; a minute is more than it needs.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Hands over a file that came as base64; answers with its name. */
export function saveBase64(file: { readonly fileName: string; readonly mediaType: string; readonly base64: string }): string {
  const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0));
  saveFile(file.fileName, file.mediaType, bytes);
  return file.fileName;
}
