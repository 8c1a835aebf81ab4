/** What a sentence encoder reads of a film; null where there is no plot. Part of the content hash: changing this computes all anew. */
export function plotText(title: string, overview: string | null, tagline: string | null): string | null {
  if (overview === null || overview.trim() === '') return null;
  return [`${title}.`, overview.trim(), ...(tagline === null ? [] : [tagline.trim()])].join(' ');
}
