/** Addresses of the screens, as links write them (hash location: the same in `app://` and on loopback). */
export const routes = {
  discover: '#/discover',
  rate: '#/rate',
  welcome: '#/welcome',
  newProfile: '#/profiles/new',
  library: '#/library',
  lab: '#/lab/train',
  settings: '#/settings',
  film: (filmId: number): string => `#/film/${filmId}`,
} as const;
