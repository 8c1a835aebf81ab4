/** Addresses of the screens, as links write them (hash location: the same in `app://` and on loopback). */
export const routes = {
  discover: '#/discover',
  rate: '#/rate',
  welcome: '#/welcome',
  newProfile: '#/profiles/new',
  library: '#/library',
  lab: '#/lab/train',
  models: '#/lab/models',
  settings: '#/settings',
  settingsPart: (part: string): string => `#/settings/${part}`,
  studio: '#/studio',
  gallery: '#/studio/gallery',
  trainPainter: '#/studio/train',
  comparePictures: '#/studio/compare',
  training: (trainingId: string): string => `#/studio/train/${trainingId}`,
  comparison: (comparisonId: string): string => `#/studio/compare/${comparisonId}`,
  paintFilm: (filmId: number): string => `#/studio/film/${filmId}`,
  picture: (imageId: string): string => `#/studio/picture/${imageId}`,
  /** Two pictures of the gallery, one over the other. */
  pictures: (first: string, second: string): string => `#/studio/pictures/${first},${second}`,
  film: (filmId: number): string => `#/film/${filmId}`,
} as const;
