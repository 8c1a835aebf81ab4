import { DomainError } from '../../base/errors.ts';
import { detectLayout, type Layout, type RatingsLayout } from '../../data/movieLensLayouts.ts';
import { type ByteSource, readHead } from './byteSource.ts';
import type { ImportSources } from './importSources.ts';

type Kind<K extends Layout['kind']> = { readonly source: ByteSource; readonly layout: Extract<Layout, { kind: K }> };

/** Which of the files play which part. Where several could, the largest does: u.data and not its split files. */
export interface ClassifiedSources {
  readonly ratings: { readonly source: ByteSource; readonly layout: RatingsLayout };
  readonly films: Kind<'films'> | null;
  readonly users: Kind<'users'> | null;
  readonly tags: Kind<'tags'> | null;
  readonly links: Kind<'links'> | null;
  readonly details: Kind<'details'> | null;
  readonly ignored: readonly string[];
}

const HEAD_BYTES = 65_536;

/** @throws DomainError 'data-invalid' when there are no ratings among the files. */
export async function classifySources(from: ImportSources, path: string): Promise<ClassifiedSources> {
  const ignored = [...from.ignored];
  const found = new Map<Layout['kind'], { source: ByteSource; layout: Layout }[]>();
  for (const source of from.sources) {
    const { head, isWhole } = await readHead(source, HEAD_BYTES);
    const layout = detectLayout(head, isWhole);
    if (layout === null) ignored.push(source.name);
    else found.set(layout.kind, [...(found.get(layout.kind) ?? []), { source, layout }]);
  }
  function take<K extends Layout['kind']>(kind: K): Kind<K> | null {
    const [first, ...others] = (found.get(kind) ?? []).toSorted((a, b) => b.source.sizeBytes - a.source.sizeBytes);
    for (const other of others) ignored.push(other.source.name);
    return (first as Kind<K> | undefined) ?? null;
  }
  const ratings = take('ratings');
  if (ratings === null)
    throw noRatings(
      path,
      [...found.values()].flat().map(({ source, layout }) => `${source.name} (${layout.kind})`),
      ignored,
    );
  return {
    ratings,
    films: take('films'),
    users: take('users'),
    tags: take('tags'),
    links: take('links'),
    details: take('details'),
    ignored: ignored.sort(),
  };
}

function noRatings(path: string, known: readonly string[], ignored: readonly string[]): DomainError {
  const seen = [...known, ...ignored].slice(0, 8).join(', ');
  const what = seen === '' ? 'It is empty.' : `It holds ${seen}.`;
  return new DomainError(
    'data-invalid',
    `There are no MovieLens ratings in ${path}. ${what} Choose a folder, zip or file with rows such as user, film, rating, time.`,
    { path },
  );
}
