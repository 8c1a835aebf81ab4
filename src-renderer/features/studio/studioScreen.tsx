import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { PageTabs } from '../../components/pageTabs.tsx';
import { useTitle } from '../../components/useTitle.ts';
import { routes } from '../../routes.ts';
import page from '../../styles/page.module.css';
import { CompareScreen } from './compare/compareScreen.tsx';
import { GalleryScreen } from './gallery/galleryScreen.tsx';
import { PaintScreen } from './paintScreen.tsx';
import { PairScreen } from './gallery/pairScreen.tsx';
import { PictureScreen } from './gallery/pictureScreen.tsx';
import { RecipeDrop } from './gallery/recipeDrop.tsx';
import { TrainScreen } from './train/trainScreen.tsx';

const PARTS = [
  { id: 'paint', label: 'Paint', href: routes.studio },
  { id: 'gallery', label: 'Gallery', href: routes.gallery },
  { id: 'train', label: 'Train', href: routes.trainPainter },
  { id: 'compare', label: 'Compare', href: routes.comparePictures },
] as const;

export interface StudioScreenProps {
  /** "paint", "film", "gallery", "picture", "pictures", "train" or "compare". */
  readonly part: string;
  /** The film to paint for, the picture to show, two of them, a training or a comparison. */
  readonly detail: string | null;
}

/** The studio: one heading, painting and the gallery as tabs. */
export function StudioScreen({ part, detail }: StudioScreenProps) {
  const current = part === 'film' ? 'paint' : part === 'picture' || part === 'pictures' ? 'gallery' : part;
  useTitle(PARTS.find(({ id }) => id === current && id !== 'paint')?.label ?? 'Studio');
  return (
    <div className={page.page}>
      <RecipeDrop>
        <PageTabs title="Studio" tabs={PARTS} current={current} />
        <Part part={part} detail={detail} />
      </RecipeDrop>
    </div>
  );
}

function Part({ part, detail }: StudioScreenProps) {
  if (part === 'paint') return <PaintScreen key="free" filmId={null} />;
  if (part === 'film' && detail !== null && /^\d{1,9}$/.test(detail)) return <PaintScreen key={detail} filmId={Number(detail)} />;
  if (part === 'gallery') return <GalleryScreen />;
  if (part === 'train') return <TrainScreen trainingId={detail} />;
  if (part === 'compare') return <CompareScreen comparisonId={detail} />;
  if (part === 'picture' && detail !== null) return <PictureScreen key={detail} imageId={detail} />;
  const pair = part === 'pictures' ? detail?.split(',') : undefined;
  if (pair?.length === 2) return <PairScreen key={detail} first={pair[0]!} second={pair[1]!} />;
  return (
    <ErrorPanel
      title="The studio has no such part"
      error={{ code: 'not-found', message: 'The address may be mistyped, or from another version. Choose a part above.', data: {} }}
    >
      <Button onPress={() => window.location.assign(routes.studio)}>Paint</Button>
    </ErrorPanel>
  );
}
