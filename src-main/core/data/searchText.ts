/** Letters that Unicode does not decompose. */
const plainLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  '&': ' and ',
};
const romanNumerals: Readonly<Record<string, string>> = { ii: '2', iii: '3', iv: '4', v: '5', vi: '6', vii: '7', viii: '8', ix: '9' };
const articles = new Set('the a an la le les l el los las il lo gli un une una der die das den het'.split(' '));

/**
 * Text as search compares it: lower case, no accents, no apostrophes, everything else that is no letter or digit as one space
 * ("Schindler's Ark: Été" -> "schindlers ark ete").
 */
export function foldText(text: string): string {
  return text
    .replaceAll('½', ' 1 2')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[øæœßłđðþı&]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/\p{M}+|['’‘`´]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function foldWords(text: string): string[] {
  const folded = foldText(text);
  return folded === '' ? [] : folded.split(' ');
}

/** "starwarsepisodeiv...": so that "starwars" and "walle" find what is written apart. */
export function squash(text: string): string {
  return foldText(text).replaceAll(' ', '');
}

/** Words that stand for others ("Rocky II" is also found as "rocky 2"). */
export function wordVariants(word: string): string[] {
  const digits = romanNumerals[word];
  return digits === undefined ? [word] : [word, digits];
}

export function isArticle(word: string): boolean {
  return articles.has(word);
}

/** The article of which this is a slip by two swapped neighbours ("teh" -> "the"), or null. */
export function swappedArticle(word: string): string | null {
  if (isArticle(word)) return null;
  for (let at = 0; at + 1 < word.length; at++) {
    const swapped = `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
    if (isArticle(swapped)) return swapped;
  }
  return null;
}

/** One bit per letter a to z, for ruling words out before the distance is computed. */
export function letterMask(word: string): number {
  let mask = 0;
  for (let i = 0; i < word.length; i++) {
    const letter = word.charCodeAt(i) - 97;
    if (letter >= 0 && letter < 26) mask |= 1 << letter;
  }
  return mask;
}

/**
 * Least number of insertions, deletions, replacements and swaps of neighbours (optimal string alignment, Damerau 1964) that turn `typed` into a
 * prefix of `word`; more than `limit` is answered as limit + 1.
 */
export function prefixDistance(typed: string, word: string, limit: number): number {
  const rows = typed.length;
  const columns = Math.min(word.length, rows + limit);
  if (columns < rows - limit) return limit + 1;
  let before = new Uint8Array(columns + 1);
  let above = new Uint8Array(columns + 1).map((_, column) => column);
  let row = new Uint8Array(columns + 1);
  for (let i = 1; i <= rows; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= columns; j++) {
      const same = typed.charCodeAt(i - 1) === word.charCodeAt(j - 1);
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && typed.charCodeAt(i - 1) === word.charCodeAt(j - 2) && typed.charCodeAt(i - 2) === word.charCodeAt(j - 1)) {
        cost = Math.min(cost, before[j - 2]! + 1);
      }
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [before, above, row] = [above, row, before];
  }
  let best = limit + 1;
  for (let j = 0; j <= columns; j++) best = Math.min(best, above[j]!);
  return best;
}
