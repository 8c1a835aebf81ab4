/** Addresses of the screens, as links write them (hash location: the same in `app://` and on loopback). */
export const routes = {
  discover: '#/discover',
  rate: '#/rate',
  welcome: '#/welcome',
  newProfile: '#/profiles/new',
  library: '#/library',
  lab: '#/lab/train',
  settings: '#/settings',
  studio: '#/studio',
  gallery: '#/studio/gallery',
  paintFilm: (filmId: number): string => `#/studio/film/${filmId}`,
  picture: (imageId: string): string => `#/studio/picture/${imageId}`,
  film: (filmId: number): string => `#/film/${filmId}`,
} as const;
