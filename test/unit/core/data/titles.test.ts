import { describe, expect, it } from 'vitest';
import { displayTitle, moveArticle, splitYear } from '../../../../src-main/core/data/titles.ts';

describe('displayTitle', () => {
  it.each([
    ['Toy Story (1995)', 'Toy Story', null, 1995],
    ['Matrix, The (1999)', 'The Matrix', null, 1999],
    ['City of Lost Children, The (Cité des enfants perdus, La) (1995)', 'The City of Lost Children', 'La Cité des enfants perdus', 1995],
    ['Postino, Il (Postman, The) (1994)', 'Il Postino', 'The Postman', 1994],
    ["Avventura, L' (a.k.a. Adventure, The) (1960)", 'L’Avventura', 'The Adventure', 1960],
    ['Léon: The Professional (a.k.a. The Professional) (Léon) (1994)', 'Léon: The Professional', 'Léon', 1994],
    ['Death Note: Desu nôto (2006–2007)', 'Death Note: Desu nôto', null, 2006],
    ['From Dusk Till Dawn 2: Texas Blood Money (1999) ', 'From Dusk Till Dawn 2: Texas Blood Money', null, 1999],
    ["Schindler's List (1993)", 'Schindler’s List', null, 1993],
    ['8 1/2 (8½) (1963)', '8½', '8½', 1963],
    ['Star Wars: Episode IV - A New Hope (1977)', 'Star Wars: Episode IV – A New Hope', null, 1977],
    ['Moonlight', 'Moonlight', null, null],
    ['Cosmos', 'Cosmos', null, null],
    ['(500) Days of Summer (2009)', '(500) Days of Summer', null, 2009],
    ['2001: A Space Odyssey (1968)', '2001: A Space Odyssey', null, 1968],
    ['1984 (Nineteen Eighty-Four) (1984)', '1984', 'Nineteen Eighty-Four', 1984],
    ['(1234)', '(1234)', null, null],
  ])('%s', (raw, title, originalTitle, year) => {
    expect(displayTitle(raw)).toEqual({ title, originalTitle, year });
  });

  it('leaves what only looks like an article', () => {
    expect(moveArticle('Guys, Dolls')).toBe('Guys, Dolls');
    expect(moveArticle('Paris, Texas')).toBe('Paris, Texas');
    expect(moveArticle('Crying Game, The')).toBe('The Crying Game');
  });

  it('takes only a year of cinema for a year', () => {
    expect(splitYear('Class of (0001)')).toEqual({ title: 'Class of (0001)', year: null });
    expect(splitYear('A (1902)')).toEqual({ title: 'A', year: 1902 });
  });
});
