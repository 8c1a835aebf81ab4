import { describe, expect, it } from 'vitest';
import { detectLayout } from '../../../../src-main/core/data/movieLensLayouts.ts';

const detect = (text: string, encoding: BufferEncoding = 'utf8'): unknown => detectLayout(Buffer.from(text, encoding), true);
const itemRow =
  '1|Toy Story (1995)|01-Jan-1995||http://us.imdb.com/M/title-exact?Toy%20Story%20(1995)|0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0\n';

describe('layouts are told by content and header', () => {
  it.each([
    [
      'ratings of 100K',
      '196\t242\t3\t881250949\n186\t302\t3\t891717742\n',
      { kind: 'ratings', separator: '\t', hasHeader: false, numColumns: 4 },
    ],
    ['ratings without times', '1\t2\t3\n1\t3\t4.5\n', { kind: 'ratings', separator: '\t', timestamp: null, numColumns: 3 }],
    ['ratings of 1M', '1::1193::5::978300760\n', { kind: 'ratings', separator: '::', hasHeader: false }],
    ['ratings of 10M', '1::122::5::838985046\n1::185::4.5::838983525\n', { kind: 'ratings', separator: '::' }],
    [
      'ratings.csv',
      'userId,movieId,rating,timestamp\r\n1,1,4.0,964982703\r\n',
      { kind: 'ratings', separator: ',', hasHeader: true, user: 0, item: 1 },
    ],
    ['columns in another order', 'rating,movie_id,user_id\n4,1,2\n', { kind: 'ratings', user: 2, item: 1, rating: 0, timestamp: null }],
    ['a header alone', 'userId,movieId,rating,timestamp\n', { kind: 'ratings' }],
    [
      'typed headers',
      'user_id:token\titem_id:token\trating:float\ttimestamp:float\n1\t2\t3\t4\n',
      { kind: 'ratings', separator: '\t', hasHeader: true },
    ],
    ['a byte order mark', '\ufeffuserId,movieId,rating,timestamp\n1,1,4,5\n', { kind: 'ratings', hasHeader: true }],
    ['movies.csv', 'movieId,title,genres\n1,Toy Story (1995),Adventure|Animation\n', { kind: 'films', format: 'csv' }],
    ['movies.dat', "1::Toy Story (1995)::Animation|Children's|Comedy\n", { kind: 'films', format: '::' }],
    ['u.item', itemRow, { kind: 'films', format: 'u.item' }],
    ['users.dat', '1::F::1::10::48067\n', { kind: 'users', format: '::' }],
    ['u.user', '1|24|M|technician|85711\n', { kind: 'users', format: 'u.user' }],
    ['tags.csv', 'userId,movieId,tag,timestamp\n2,60756,funny,1445714994\n', { kind: 'tags', format: 'csv' }],
    ['tags.dat', '15::4973::excellent!::1215184630\n', { kind: 'tags', format: '::' }],
    ['links.csv', 'movieId,imdbId,tmdbId\n1,0114709,862\n', { kind: 'links' }],
    ['film details', '{"movieId":1,"overview":"Toys."}\n', { kind: 'details' }],
  ])('%s', (_, text, expected) => {
    expect(detect(text)).toMatchObject(expected);
  });

  it.each([
    ['a README', 'SUMMARY\n=======\n\nThis dataset describes 5-star rating activity.\n'],
    ['u.genre', 'unknown|0\nAction|1\n'],
    ['u.info', '943 users\n1682 items\n100000 ratings\n'],
    ['u.occupation', 'administrator\nartist\n'],
    ['line numbers', '12\n17\n99\n'],
    ['genome scores', 'movieId,tagId,relevance\n1,1,0.02875\n'],
    ['binary', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['nothing', ''],
    ['other headers', 'userId,movieId,mood\n1,2,3\n'],
  ])('%s is none', (_, text) => {
    expect(detect(text, 'latin1')).toBeNull();
  });

  it('sees through a few broken rows, and is not fooled by a cut last line', () => {
    const rows = Array.from({ length: 30 }, (_, i) => (i === 5 ? 'broken' : `${i + 1}\t7\t3\t881250949`));
    expect(detect(rows.join('\n'))).toMatchObject({ kind: 'ratings' });
    expect(detectLayout(Buffer.from('1::1193::5::978300760\n1::66'), false)).toMatchObject({ kind: 'ratings' });
  });
});
