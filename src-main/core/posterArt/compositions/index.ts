import type { LeadGenre } from '../palettes.ts';
import type { Composition } from '../sheet.ts';
import { arches } from './arches.ts';
import { bigType } from './bigType.ts';
import { blinds } from './blinds.ts';
import { burst } from './burst.ts';
import { city } from './city.ts';
import { cutPaper } from './cutPaper.ts';
import { deco } from './deco.ts';
import { dread } from './dread.ts';
import { halftone } from './halftone.ts';
import { horizon } from './horizon.ts';
import { midcentury } from './midcentury.ts';
import { orbit } from './orbit.ts';
import { petals } from './petals.ts';
import { ridges } from './ridges.ts';
import { rings } from './rings.ts';
import { sea } from './sea.ts';
import { stripes } from './stripes.ts';
import { swiss } from './swiss.ts';
import { ticket } from './ticket.ts';
import { tiles } from './tiles.ts';

export const compositionNames = [
  'bigType',
  'cutPaper',
  'swiss',
  'rings',
  'horizon',
  'stripes',
  'ticket',
  'midcentury',
  'blinds',
  'orbit',
  'dread',
  'deco',
  'petals',
  'halftone',
  'tiles',
  'ridges',
  'burst',
  'arches',
  'city',
  'sea',
] as const;
export type CompositionName = (typeof compositionNames)[number];

export const compositions: Readonly<Record<CompositionName, Composition>> = {
  bigType,
  cutPaper,
  swiss,
  rings,
  horizon,
  stripes,
  ticket,
  midcentury,
  blinds,
  orbit,
  dread,
  deco,
  petals,
  halftone,
  tiles,
  ridges,
  burst,
  arches,
  city,
  sea,
};

/** What a lead genre may draw, the most typical ones named twice. */
export const compositionsOf: Readonly<Record<LeadGenre, readonly CompositionName[]>> = {
  'Film-Noir': ['blinds', 'blinds', 'city', 'cutPaper', 'arches'],
  Western: ['horizon', 'horizon', 'stripes', 'cutPaper', 'bigType'],
  Horror: ['dread', 'dread', 'dread', 'arches', 'bigType'],
  Musical: ['deco', 'stripes', 'midcentury', 'rings'],
  Documentary: ['halftone', 'halftone', 'swiss', 'ridges', 'bigType'],
  'Sci-Fi': ['orbit', 'orbit', 'rings', 'ridges', 'swiss', 'bigType'],
  War: ['horizon', 'bigType', 'swiss', 'cutPaper', 'stripes'],
  Animation: ['tiles', 'tiles', 'horizon', 'midcentury', 'sea'],
  Children: ['tiles', 'horizon', 'ticket', 'midcentury'],
  Fantasy: ['arches', 'horizon', 'sea', 'rings', 'deco'],
  Mystery: ['arches', 'rings', 'blinds', 'cutPaper', 'swiss'],
  Crime: ['cutPaper', 'cutPaper', 'city', 'bigType', 'blinds'],
  Romance: ['petals', 'petals', 'city', 'swiss', 'stripes', 'sea'],
  Thriller: ['cutPaper', 'rings', 'bigType', 'swiss', 'blinds'],
  Action: ['burst', 'burst', 'bigType', 'city', 'swiss'],
  Adventure: ['horizon', 'sea', 'burst', 'bigType', 'swiss'],
  Comedy: ['ticket', 'midcentury', 'stripes', 'bigType', 'tiles', 'city'],
  Drama: ['swiss', 'ridges', 'arches', 'horizon', 'halftone', 'petals', 'bigType'],
};
