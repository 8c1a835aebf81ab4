const pattern = /^poster-(\d{1,12})$/;

/** Pictures cross the contract by id; a host makes the URL. */
export const posterImageId = (filmId: number): string => `poster-${filmId}`;

/** null for an id that names no poster. */
export function filmIdOfImage(imageId: string): number | null {
  const match = pattern.exec(imageId);
  return match === null ? null : Number(match[1]);
}
