import type { Image } from '../../../src-main/contract/images.ts';

/** What a picture was to show: its prompt, else its genres and decade. */
export function pictureWords({ prompt, genres, decade }: Pick<Image, 'prompt' | 'genres' | 'decade'>): string {
  if (prompt !== '') return prompt;
  const parts = [...genres, ...(decade === null ? [] : [`${decade}s`])];
  return parts.length === 0 ? 'Painted without words' : parts.join(', ');
}
