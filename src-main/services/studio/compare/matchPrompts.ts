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
 * Which prompt each file belongs to by its name, from 0: a number at its beginning or end ("03.png", "castle-3.png"), or the prompt's own words ("an-empty-street.png").
 * Where names tell nothing of any file and there are as many files as prompts, files belong to prompts in the order of their names.
 */
export function promptsOfNames(names: readonly string[], prompts: readonly string[]): Map<string, number> {
  const slugs = prompts.map((prompt) => fileStem(prompt));
  const known = new Map<string, number>();
  for (const name of names) {
    const stem = parse(name).name;
    const number = Number(/^(\d{1,4})(?!\d)/.exec(stem)?.[1] ?? /(?<!\d)(\d{1,4})$/.exec(stem)?.[1] ?? 0);
    const slug = slugs.indexOf(fileStem(stem));
    if (slug !== -1) known.set(name, slug);
    else if (number >= 1 && number <= prompts.length) known.set(name, number - 1);
  }
  if (known.size === 0 && names.length === prompts.length) names.toSorted().forEach((name, i) => known.set(name, i));
  return known;
}
