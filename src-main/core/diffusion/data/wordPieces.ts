/** Words cut into the pieces of a vocabulary (BERT's uncased rules: Devlin et al. 2019; WordPiece: Wu et al. 2016, section 4.1). */
export interface WordPieces {
  readonly size: number;
  /** Ids of the pieces in order, at most `limit`; a word that no pieces make up is left out. */
  encode(text: string, limit: number): number[];
}

const MAX_WORD_LENGTH = 100;
/** More than any caption needs; what follows is not even looked at. */
const MAX_TEXT_LENGTH = 4_000;
const CONTINUATION = '##';

/** @param vocabulary the pieces in the order of their ids; what continues a word begins with `##` */
export function createWordPieces(vocabulary: readonly string[]): WordPieces {
  const ids = new Map(vocabulary.map((piece, id) => [piece, id]));

  function pieces(word: string): number[] {
    const found: number[] = [];
    for (let start = 0; start < word.length; ) {
      let end = word.length;
      let id: number | undefined;
      for (; end > start; end--) {
        id = ids.get((start > 0 ? CONTINUATION : '') + word.slice(start, end));
        if (id !== undefined) break;
      }
      if (id === undefined) return [];
      found.push(id);
      start = end;
    }
    return found;
  }

  return {
    size: vocabulary.length,
    encode(text, limit) {
      const found: number[] = [];
      for (const word of words(text.slice(0, MAX_TEXT_LENGTH))) {
        if (word.length <= MAX_WORD_LENGTH) found.push(...pieces(word));
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    },
  };
}

/** Lower case, accents off; every punctuation mark and every ideograph is a word of its own. */
export function words(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ');
  return plain.match(/[\p{P}$+<=>^`|~]|\p{Script=Han}|[^\s\p{P}$+<=>^`|~\p{Script=Han}]+/gu) ?? [];
}
