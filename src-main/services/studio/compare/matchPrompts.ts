import { parse } from 'node:path';
import { fileStem } from '../../posterImages.ts';

const plain = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ');

/** Which prompt a text is, from 0; null where it is none of them. */
export function promptOfText(text: string | null | undefined, prompts: readonly string[]): number | null {
  if (text === null || text === undefined) return null;
  const found = prompts.findIndex((prompt) => plain(prompt) === plain(text));
  return found === -1 ? null : found;
}

/**
 * Which prompt each file belongs to by its name, from 0: a number at its beginning or end ("03.png", "castle-3.png"; counted from 1, or from 0 where one is 0), or
 * the prompt's own words ("an-empty-street.png"). Where names tell nothing of any file and there are as many files as prompts, files belong to prompts in the order
 * of their names.
 */
export function promptsOfNames(names: readonly string[], prompts: readonly string[]): Map<string, number> {
  const slugs = prompts.map((prompt) => fileStem(prompt));
  const stems = names.map((name) => ({ name, slug: slugs.indexOf(fileStem(parse(name).name)), number: numberIn(parse(name).name) }));
  const first = stems.some(({ number, slug }) => number === 0 && slug === -1) ? 0 : 1;
  const known = new Map<string, number>();
  for (const { name, slug, number } of stems) {
    const place = slug !== -1 ? slug : number === null ? -1 : number - first;
    if (place >= 0 && place < prompts.length) known.set(name, place);
  }
  if (known.size === 0 && names.length === prompts.length) names.toSorted().forEach((name, i) => known.set(name, i));
  return known;
}

function numberIn(stem: string): number | null {
  const digits = /^(\d{1,6})(?!\d)/.exec(stem)?.[1] ?? /(?<!\d)(\d{1,6})$/.exec(stem)?.[1];
  return digits === undefined ? null : Number(digits);
}
