import { ArrowLeftRight } from 'lucide-react';
import type { Image } from '../../../../src-main/contract/images.ts';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { routes } from '../../../routes.ts';
import { useClient } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import { pictureWords } from '../pictureWords.ts';
import { CompareSlider } from './compareSlider.tsx';
import styles from './gallery.module.css';
import { recipeParts } from './recipeRows.tsx';

/** Two pictures of the gallery, one over the other, and in what their recipes differ. */
export function PairScreen({ first, second }: { readonly first: string; readonly second: string }) {
  const client = useClient();
  const pair = useLoad(
    () => Promise.all([client.images.get({ imageId: first }), client.images.get({ imageId: second })]),
    `${first} ${second}`,
  );
  if (pair.error !== null)
    return (
      <ErrorPanel error={pair.error} title="These pictures cannot be compared">
        <ButtonLink href={routes.gallery}>To the gallery</ButtonLink>
      </ErrorPanel>
    );
  if (pair.data === null) return <Loading sentence="Fetching two pictures" shapes={1} />;
  const [left, right] = pair.data;
  return (
    <div className={styles.pair}>
      <CompareSlider first={comparedOf(left)} second={comparedOf(right)} />
      <div className={styles.about}>
        <h2>Two pictures</h2>
        <Differences left={left} right={right} />
        <div className={styles.actions}>
          <Button icon={ArrowLeftRight} onPress={() => window.location.assign(routes.pictures(second, first))}>
            Swap sides
          </Button>
          <ButtonLink href={routes.picture(first)}>Open the left one</ButtonLink>
          <ButtonLink href={routes.picture(second)}>Open the right one</ButtonLink>
        </div>
      </div>
    </div>
  );
}

const comparedOf = (image: Image) => ({ url: image.url, name: pictureWords(image), width: image.width, height: image.height });

function Differences({ left, right }: { readonly left: Image; readonly right: Image }) {
  const [ofLeft, ofRight] = [new Map(recipeParts(left)), new Map(recipeParts(right))];
  const names = [...new Set([...ofLeft.keys(), ...ofRight.keys()])];
  const differing = names.filter((name) => ofLeft.get(name) !== ofRight.get(name));
  const same = names.filter((name) => ofLeft.get(name) === ofRight.get(name));
  return (
    <>
      <table className={styles.differences}>
        <thead>
          <tr>
            <th scope="col">Differs</th>
            <th scope="col">Left</th>
            <th scope="col">Right</th>
          </tr>
        </thead>
        <tbody>
          {differing.map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{ofLeft.get(name) ?? 'none'}</td>
              <td>{ofRight.get(name) ?? 'none'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {same.length > 0 && <p className={styles.count}>The same in both: {same.join(', ').toLowerCase()}.</p>}
    </>
  );
}
