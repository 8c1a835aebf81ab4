import { foldText } from '../../data/searchText.ts';

/** [from, to) in UTF-16 code units. */
export type Range = readonly [number, number];

/**
 * Where the words found stand in a title as it is shown: a word is marked as far as it was typed.
 * @param readings folded words, @param joined the query without spaces, for titles such as "WALL·E" found by "walle".
 */
export function highlightsOf(title: string, readings: readonly string[], joined: string): Range[] {
  const ranges: Range[] = [];
  for (const { from, text } of wordsOf(title)) {
    const folded = foldText(text).replaceAll(' ', '');
    const matched = readings.filter((reading) => reading !== '' && folded.startsWith(reading)).sort((a, b) => b.length - a.length)[0];
    if (matched !== undefined) ranges.push([from, from + lengthOfFolded(text, matched.length)]);
  }
  if (ranges.length > 0) return ranges;
  const whole = foldText(title).replaceAll(' ', '');
  return joined !== '' && whole.startsWith(joined) ? [[0, lengthOfFolded(title, joined.length)]] : [];
}

function wordsOf(title: string): { from: number; text: string }[] {
  return [...title.matchAll(/[\p{L}\p{N}\p{M}'’]+/gu)].map((match) => ({ from: match.index, text: match[0] }));
}

/** How many code units of `text` fold to `foldedLength` letters ("Ærlig": 2 folded letters are 1 unit). */
function lengthOfFolded(text: string, foldedLength: number): number {
  let units = 0;
  let folded = 0;
  for (const letter of text) {
    if (folded >= foldedLength && !/\p{M}/u.test(letter)) break;
    folded += foldText(letter).replaceAll(' ', '').length;
    units += letter.length;
  }
  return units;
}
