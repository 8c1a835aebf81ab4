/** Five colours that belong together. Ink reads on the ground (4.5:1 at least, tested); a, b and c are the picture. */
export interface Palette {
  readonly ground: string;
  readonly ink: string;
  readonly a: string;
  readonly b: string;
  readonly c: string;
}

/** Lead genres in rank: the first of a film's genres in this order decides most of its look. */
export const leadGenres = [
  'Film-Noir',
  'Western',
  'Horror',
  'Musical',
  'Documentary',
  'Sci-Fi',
  'War',
  'Animation',
  'Children',
  'Fantasy',
  'Mystery',
  'Crime',
  'Romance',
  'Thriller',
  'Action',
  'Adventure',
  'Comedy',
  'Drama',
] as const;
export type LeadGenre = (typeof leadGenres)[number];

function palette(colours: string): Palette {
  const [ground, ink, a, b, c] = colours.split(' ').map((hex) => `#${hex}`) as [string, string, string, string, string];
  return { ground, ink, a, b, c };
}

const forTheYoung = [
  palette('f7e7bf 1d2b3a ea5a43 27929c f4b53a'),
  palette('135a78 fff5dd f7c64c f07a3c 8fd0c4'),
  palette('f6b137 2c1a10 dc4a38 1f7689 fff0cf'),
  palette('dfeadb 1c3831 ee6b4a 3f9a78 f2c24b'),
  palette('2f4a3c f9efd6 f4b94c ea6d4f 8fb996'),
];

/** None holds pure black or white, none is violet. */
export const palettes: Readonly<Record<LeadGenre, readonly Palette[]>> = {
  'Film-Noir': [
    palette('101011 ece5d6 d6cfbe 5a564f a69f92'),
    palette('18191b f2e4b8 e9d48f 3e3b36 8f866b'),
    palette('12181d dfe6e5 a3b7c0 35464f d0ad6c'),
    palette('1d1613 f0e3cf c9a27a 4c3a30 b9483a'),
  ],
  Western: [
    palette('e8b35f 33190d b5452b 6d2d1c f8e4b6'),
    palette('d8662f 1d0b05 f3b868 7b2818 fae3b5'),
    palette('22313c f6e5c5 e0a451 41586a ba542f'),
    palette('e5d2ac 2a1c12 a8502d 6b7c6c d79c45'),
  ],
  Horror: [
    palette('110e0d f1e7d8 c4161f 590c11 e7dbc2'),
    palette('981519 fff1df 1a0706 5e0c0f f2c9a0'),
    palette('1b2a20 eaf0d9 9ac23f 0c150f d8e2b8'),
    palette('e6dece 160f0d 8e1d18 2c211c b6ab94'),
    palette('14202a e3ecea 7fb3b0 0b1218 c8402f'),
  ],
  Musical: [
    palette('16284c ffefd0 f0b63e e4594d 31a098'),
    palette('f6d9c9 34131f d63c5b efa33d 2c7b9e'),
    palette('ae2338 fff2dd f6c74b 761324 f39b84'),
    palette('f4e3bd 2a1c20 c9402f e0a02f 2f6f73'),
  ],
  Documentary: [
    palette('ece7da 171717 2a2a28 d2422c a8a193'),
    palette('1f2427 ece7da e5b74b 5d6b72 c8c2b4'),
    palette('c8d5d0 14201f 1f5c57 d75b2a 7d9a94'),
    palette('db4d33 180b07 f5e3c4 7b1e11 f0b04b'),
    palette('e3cf9f 1e1a14 3d4d52 b8472b 8f7b4e'),
  ],
  'Sci-Fi': [
    palette('0f1d2d eaf1ed ef6e3e 3d7da6 f2d48e'),
    palette('f0e7d6 15223e e15932 2b998d 15223e'),
    palette('111c1a ddf3e4 5ed4a6 204f46 efe266'),
    palette('3b1621 fae7d0 f07c4e f4c27a 7c2e36'),
    palette('d5dbd6 16242c c8472f 4a7d8c e8b85a'),
  ],
  War: [
    palette('464b34 f3ead1 cab56f 2a2d1f c45735'),
    palette('d9ceb1 25251b 6d6d47 a0321f 3b3c2d'),
    palette('2b3238 e9e4d5 8b9ba4 c24e2f 161a1d'),
    palette('c9bfa6 201d17 8a3324 4d5648 a88b4d'),
  ],
  Animation: forTheYoung,
  Children: forTheYoung,
  Fantasy: [
    palette('1e3b3b f4ebd1 e0b54e 508376 c95b41'),
    palette('ede3ce 23313d 3d6c6f b3543b d9af57'),
    palette('27334f f5e9d4 e5b658 5e77a6 d9806b'),
    palette('40292b f6e6cf e3a857 7e4f4a 8fae9c'),
  ],
  Mystery: [
    palette('17332d eee5ce cda54d 306152 d7673e'),
    palette('dad2be 1c2427 3a585f b4452c 908e78'),
    palette('1d2439 efe3c7 dea84b 42527b bd5147'),
    palette('2c2320 efe2cd b98a4e 5d4a40 6f9490'),
  ],
  Crime: [
    palette('e65731 150f0c 1a1310 f5e6c6 f3b33b'),
    palette('16120f f5e6c6 d63a2d efe0c0 7c1b13'),
    palette('eedec0 1c1714 c33220 241d18 dda136'),
    palette('1d3748 f4e7cc e5623c 0f1d26 eeb04c'),
    palette('8f1f1b fbeedd f0b34a 2a0d0b e6805c'),
  ],
  Romance: [
    palette('f3d8ce 3b1321 c33f50 e88d7d 7a203e'),
    palette('771f36 fce9df e5687a f3b6a6 4a1023'),
    palette('f7ebdd 31211d d35a4c efa590 3e6b6b'),
    palette('25324f f8e6da ee9088 f4c7b0 4b5b81'),
    palette('e9b8a4 3a1a1c a8323f f7e6d6 c8664f'),
  ],
  Thriller: [
    palette('f0c136 17130f 1f1914 df532c fff1d1'),
    palette('a4201d fceddb 190d0b ed8e4f 5b110f'),
    palette('112c30 e8f0e3 50aea5 0b1b1e f0c04f'),
    palette('eae3d3 16191c 22262a d63c25 8ea2a7'),
    palette('26303a edeae0 d9542f 4e6270 e6bf6a'),
  ],
  Action: [
    palette('c02615 fff2dd 17110f f69f3b 7a130b'),
    palette('131619 f5ebdb ef671f f3ae31 366890'),
    palette('f3ae31 18140f da4121 201a14 fff2d2'),
    palette('1e4f5f fcefd5 f1b13d e0592d 102d37'),
  ],
  Adventure: [
    palette('104b5a fcf0d6 f0a544 e26c1f 1d7b7a'),
    palette('e9d7b1 23312c 306f50 d67130 8da96b'),
    palette('e47b29 230f09 fed18c 8b3014 1f4e59'),
    palette('23403a f7ecd0 e6b34f 8a5a34 5f9487'),
  ],
  Comedy: [
    palette('f5c34a 2b1b11 e5583f 2c7d81 fff3d8'),
    palette('f3e8d6 24211d ec704d 2b8989 f3b63f'),
    palette('1b6a66 fff3dd f3c651 f08661 134b49'),
    palette('f2957e 2c1512 fae5cb a32c3d f5c258'),
    palette('cfe0d6 1f2a2b e2613f f2bd4a 3b7f83'),
  ],
  Drama: [
    palette('e8deca 27221c b65732 3d5b5d d7a343'),
    palette('2a3c4a f1e8d8 da9363 7c98a4 e6c99f'),
    palette('d7cebe 211d19 7b312d 2c3c4c c29b5c'),
    palette('3c2a2a f3e4d2 cb6e4f 71514b e5b982'),
    palette('c8d1c7 1e2824 3f5f56 c05b3b eee4cc'),
  ],
};
