import { type CompositionName, compositionsOf } from './compositions/index.ts';
import { type LeadGenre, leadGenres, type Palette, palettes } from './palettes.ts';
import { type PosterTitle, posterTitle } from './posterTitle.ts';
import { posterRandom } from './random.ts';

/** What a poster is drawn from. The title as the data set writes it ("Samouraï, Le (Godson, The) (1967)"). */
export interface PosterFilm {
  readonly filmId: number;
  readonly rawTitle: string;
  /** Where the title has none. */
  readonly year?: number | null;
  readonly genres: readonly string[];
}

/** Everything that is settled before drawing. Never depends on the size asked for. */
export interface PosterPlan {
  readonly title: PosterTitle;
  readonly year: number | null;
  readonly lead: LeadGenre;
  readonly palette: Palette;
  /** Compositions to try, in order, until one sets the title large enough. */
  readonly order: readonly CompositionName[];
  readonly k: number;
}

const rank = new Map<string, number>(leadGenres.map((genre, i) => [genre, i]));

const isLead = (genre: string): genre is LeadGenre => rank.has(genre);

/** Rules 2 to 4 of the drawn posters: lead genre, palette, composition. */
export function planPoster(film: PosterFilm): PosterPlan {
  const random = posterRandom(film.filmId, 'poster plan');
  const title = posterTitle(film.rawTitle);
  const year = title.year ?? film.year ?? null;
  const known = film.genres.filter(isLead).sort((a, b) => rank.get(a)! - rank.get(b)!);
  const secondLeads = random.chance(0.22);
  const lead = (secondLeads ? known[1] : undefined) ?? known[0] ?? 'Drama';
  const drawn = random.pick(palettes[lead]);
  // In these two genres `a` is the blood or the light: it stays.
  const swap = random.chance(0.35) && lead !== 'Film-Noir' && lead !== 'Horror';
  const palette = swap ? { ...drawn, a: drawn.c, c: drawn.a } : drawn;
  const typical = compositionsOf[lead];
  const first = periodComposition(lead, year, random.uniform()) ?? random.pick(typical);
  const rest = [...new Set(typical)].filter((name) => name !== first);
  return { title, year, lead, palette, order: [...new Set([first, ...rest, 'bigType', 'ticket'] as const)], k: random.integer(97) };
}

/** Before 1946 deco a third of the time; 1947 to 1969 cut paper, or mid-century for the light genres. */
function periodComposition(lead: LeadGenre, year: number | null, draw: number): CompositionName | null {
  if (year === null) return null;
  if (year < 1946) return lead !== 'Horror' && draw < 0.33 ? 'deco' : null;
  if (year > 1946 && year < 1970 && draw < 0.3)
    return lead === 'Comedy' || lead === 'Romance' || lead === 'Musical' ? 'midcentury' : 'cutPaper';
  return null;
}
