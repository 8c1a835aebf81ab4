import { Download, FileText } from 'lucide-react';
import type { Showcase } from '../../../../src-main/contract/showcase.ts';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/emptyState.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { MODEL_NAMES } from '../../../components/modelWords.ts';
import { formatGuess, formatStars } from '../../../components/numberWords.ts';
import { Poster } from '../../../components/poster.tsx';
import { saveFile } from '../../../components/saveFile.ts';
import { routes } from '../../../routes.ts';
import { useClient, useRatingsRevision, useStores } from '../../../stores/hooks.tsx';
import { useAction } from '../../../stores/useAction.ts';
import { useLoad } from '../../../stores/useLoad.ts';
import lab from '../lab.module.css';
import { drawShowcase } from './drawShowcase.ts';
import styles from './showcase.module.css';

/** A person's favourites beside what is recommended from them; to show to others as a picture or as text. */
export function ShowcaseScreen({ profileId }: { readonly profileId: string }) {
  const client = useClient();
  const { notices } = useStores();
  const loaded = useLoad(() => client.showcase.get({ profileId }), profileId, useRatingsRevision());
  const picture = useAction(async () => {
    if (loaded.data === null) return;
    const bytes = await drawShowcase(
      loaded.data,
      async (filmId, width) => (await client.catalog.posterImage({ filmId, format: 'png', width })).base64,
    );
    const fileName = `${fileWord(loaded.data.name)}-showcase.png`;
    saveFile(fileName, 'image/png', bytes);
    notices.say(`Saved ${fileName}`);
  });
  const markdown = useAction(async () => {
    const { fileName, mediaType, text } = await client.showcase.markdown({ profileId });
    saveFile(fileName, mediaType, text);
    notices.say(`Saved ${fileName}`);
  });
  if (loaded.data === null) {
    return loaded.error === null ? (
      <Loading sentence="Choosing the films" shapes={10} />
    ) : (
      <ErrorPanel error={loaded.error} title="The showcase could not be made" />
    );
  }
  const showcase = loaded.data;
  if (showcase.favourites.length === 0) {
    return (
      <EmptyState title="Nothing to show yet" action={<ButtonLink href={routes.rate}>Rate films</ButtonLink>}>
        The films that you rate highest stand here beside what follows from them.
      </EmptyState>
    );
  }
  return (
    <>
      <div className={lab.tools}>
        <p className={lab.note}>{`${showcase.name}’s favourites, and what ${MODEL_NAMES[showcase.model]} makes of them.`}</p>
        <span className={lab.toolsEnd}>
          <Button icon={FileText} isDisabled={markdown.isRunning} onPress={() => void markdown.run()}>
            Save as Markdown
          </Button>
          <Button icon={Download} isDisabled={picture.isRunning} onPress={() => void picture.run()}>
            {picture.isRunning ? 'Drawing' : 'Save as a picture'}
          </Button>
        </span>
      </div>
      {picture.error !== null && <ErrorPanel error={picture.error} title="The picture was not made" />}
      {markdown.error !== null && <ErrorPanel error={markdown.error} title="The text was not made" />}
      <div className={styles.sides}>
        <Side title="Favourites" films={showcase.favourites.map(({ film, stars }) => ({ film, note: formatStars(stars), isOwn: true }))} />
        <Side
          title="Recommended"
          films={showcase.top.map(({ film, guess }) => ({
            film,
            note: guess.stars === null ? '' : formatGuess(guess.stars),
            isOwn: false,
          }))}
        />
      </div>
    </>
  );
}

interface Shown {
  readonly film: Showcase['favourites'][number]['film'];
  readonly note: string;
  readonly isOwn: boolean;
}

function Side({ title, films }: { readonly title: string; readonly films: readonly Shown[] }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ol className={styles.films}>
        {films.map(({ film, note, isOwn }) => (
          <li key={film.filmId}>
            <a href={routes.film(film.filmId)}>
              <Poster film={film} size="small" isDecorative />
              <span className={styles.title} title={film.title}>
                {film.title}
              </span>
            </a>
            <span className={styles.line}>
              {film.year ?? ''}
              {note !== '' && <b className={isOwn ? styles.own : undefined}>{`★ ${note}`}</b>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const fileWord = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase() || 'marquee';
