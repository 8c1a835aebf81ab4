const pattern = /^poster-(\d{1,12})$/;

/** Pictures cross the contract by id; a host makes the URL. */
export const posterImageId = (filmId: number): string => `poster-${filmId}`;

/** null for an id that names no poster. */
export function filmIdOfImage(imageId: string): number | null {
  const match = pattern.exec(imageId);
  return match === null ? null : Number(match[1]);
}

const paintedPattern = /^painted-([\w-]{1,100})$/;

export const paintedImageId = (imageId: string): string => `painted-${imageId}`;

/** null for an id that names no painted picture. */
export const paintedImageOf = (id: string): string | null => paintedPattern.exec(id)?.[1] ?? null;
