import type { Showcase } from '../contract/showcase.ts';
import type { Film } from '../contract/shared.ts';
import type { Services } from './handlers.ts';
import { assertProfile } from './profileService.ts';
import { readSettings } from './settings.ts';
import type { Stores } from './stores.ts';

/** A person's favourites beside their list, to show and to keep. */
export function createShowcaseService(stores: () => Stores, recommendations: Services['recommendations']): Services['showcase'] {
  async function get({ profileId, model, favourites, top }: Parameters<Services['showcase']['get']>[0]): Promise<Showcase> {
    assertProfile(stores(), profileId);
    const { person, films, models } = stores();
    const loved = person.filmStates
      .list(profileId)
      .filter(({ stars }) => stars !== null)
      .sort((a, b) => (b.stars ?? 0) - (a.stars ?? 0) || b.changedAt - a.changedAt)
      .flatMap(({ filmId, stars }) => {
        const film = films.byId(filmId)?.film;
        return film === undefined || stars === null ? [] : [{ film, stars }];
      });
    const asked = models.ranking(model ?? readSettings(person).rankingModel).name;
    const list = await recommendations.list(
      { profileId, model: asked, genres: [], variety: 0, fame: 0, limit: top, offset: 0, reasonsFor: Math.min(top, 10) },
      {},
    );
    return { name: person.profiles.get(profileId).name, model: list.model, favourites: loved.slice(0, favourites), top: [...list.items] };
  }

  return {
    get,
    async markdown(input) {
      const showcase = await get(input);
      const stem = showcase.name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'profile';
      return { fileName: `marquee-${stem}.md`, mediaType: 'text/markdown', text: toMarkdown(showcase) };
    },
  };
}

export function toMarkdown({ name, model, favourites, top }: Showcase): string {
  const title = ({ title: words, year }: Film): string => `${escaped(words)}${year === null ? '' : ` (${year})`}`;
  const rows = Array.from({ length: Math.max(favourites.length, top.length) }, (_, at) => {
    const [loved, found] = [favourites[at], top[at]];
    const match = found?.guess.match ?? null;
    const cells = [
      String(at + 1),
      loved === undefined ? '' : `${title(loved.film)}, ${loved.stars} stars`,
      found === undefined ? '' : title(found.film),
      found?.guess.stars?.toFixed(1) ?? '',
      match === null ? '' : `${Math.round(100 * match)} %`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    `# ${escaped(name)}`,
    '',
    '|  | Favourites | Recommended | Guess | Match |',
    '| ---: | --- | --- | ---: | ---: |',
    ...rows,
    '',
    `Ranked by ${model}.`,
    '',
  ].join('\n');
}

const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&').replace(/\s+/g, ' ');
