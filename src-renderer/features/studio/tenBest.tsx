import { Trophy } from 'lucide-react';
import type { PaintRequest } from '../../../src-main/contract/images.ts';
import { Button } from '../../components/button.tsx';
import { usePaintPosters } from '../../stores/usePaintPosters.ts';
import styles from './studio.module.css';

/** A poster for each of the films that are recommended first. @param request the settings of the form; null while one of them cannot be */
export function TenBest({ request }: { readonly request: PaintRequest | null }) {
  const { canPaint, paint } = usePaintPosters({ settings: request });
  return (
    <div className={styles.advanced}>
      <Button icon={Trophy} isDisabled={!canPaint} onPress={paint}>
        Paint posters for my ten best
      </Button>
    </div>
  );
}
