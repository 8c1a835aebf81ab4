const pattern = /^poster-(\d{1,12})$/;

/** Pictures cross the contract by id; a host makes the URL. */
export const posterImageId = (filmId: number): string => `poster-${filmId}`;

/** null for an id that names no poster. */
export function filmIdOfImage(imageId: string): number | null {
  const match = pattern.exec(imageId);
  return match === null ? null : Number(match[1]);
}

const filmPosterPattern = /^kept-(\d{1,12})-\d{1,16}$/;

/** @param keptAt makes another address of another poster of the same film */
export const filmPosterImageId = (filmId: number, keptAt: number): string => `kept-${filmId}-${keptAt}`;

/** null for an id that names no kept poster. */
export function filmOfPoster(id: string): number | null {
  const match = filmPosterPattern.exec(id);
  return match === null ? null : Number(match[1]);
}

const startPattern = /^start-([\da-f]{12})$/;

export const startImageId = (startId: string): string => `start-${startId}`;

/** null for an id that names no picture to paint from. */
export const startOfImage = (id: string): string | null => startPattern.exec(id)?.[1] ?? null;

const paintedPattern = /^painted-([\w-]{1,100})$/;

export const paintedImageId = (imageId: string): string => `painted-${imageId}`;

/** null for an id that names no painted picture. */
export const paintedImageOf = (id: string): string | null => paintedPattern.exec(id)?.[1] ?? null;
