import { type KeyboardEvent, type PointerEvent, type Ref, useRef, useState } from 'react';
import { classNames } from './classNames.ts';
import { starsText } from './filmWords.ts';
import { formatStars } from './numberWords.ts';
import styles from './ratingControl.module.css';
import { MAX_STARS, ratingIntent, starsAt, STEP } from './ratingKeys.ts';
import { StarShape, starFill } from './starShape.tsx';

export type RatingSource = 'pointer' | 'digit' | 'half' | 'arrow';

export interface RatingControlProps {
  /** "Your rating for Chinatown". */
  readonly label: string;
  readonly stars: number | null;
  readonly onRate: (stars: number, by: RatingSource) => void;
  readonly onClear?: () => void;
  readonly onUndo?: () => void;
  /** Enter on the stars: whoever stepped to a value says that this is it. */
  readonly onDone?: () => void;
  /** 44 px high at least where `big`, 32 elsewhere. */
  readonly size?: 'normal' | 'big';
  /** Half stars, or whole ones. */
  readonly step?: 0.5 | 1;
  /** Leaves the number out, where it stands elsewhere. */
  readonly hideNumber?: boolean;
  readonly ref?: Ref<HTMLDivElement>;
}

/** Five stars, ten values: a slider to assistive technology, half stars by pointer, keys as in `ratingIntent`. */
export function RatingControl({
  label,
  stars,
  onRate,
  onClear,
  onUndo,
  onDone,
  size = 'normal',
  step = STEP,
  hideNumber = false,
  ref,
}: RatingControlProps) {
  const track = useRef<HTMLDivElement>(null);
  const [preview, setPreview] = useState<number | null>(null);
  const shown = preview ?? stars;

  const valueUnder = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    return box === undefined || box.width === 0 ? step : starsAt((event.clientX - box.left) / box.width, step);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && onDone !== undefined) {
      event.preventDefault();
      return onDone();
    }
    const intent = ratingIntent(event, stars, step);
    if (intent === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (intent.kind === 'set') {
      if (intent.stars !== stars) onRate(intent.stars, intent.by);
    } else if (intent.kind === 'clear') onClear?.();
    else onUndo?.();
  };

  return (
    <div className={classNames(styles.control, styles[size])}>
      <div
        ref={(element) => {
          track.current = element;
          if (typeof ref === 'function') ref(element);
          else if (ref != null) ref.current = element;
        }}
        className={classNames(styles.stars, preview !== null && styles.preview)}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={step}
        aria-valuemax={MAX_STARS}
        aria-valuenow={stars ?? step}
        aria-valuetext={starsText(stars)}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => event.pointerType !== 'touch' && setPreview(valueUnder(event))}
        onPointerLeave={() => setPreview(null)}
        onPointerDown={(event) => event.pointerType === 'touch' && setPreview(valueUnder(event))}
        onClick={(event) => {
          setPreview(null);
          onRate(valueUnder(event as unknown as PointerEvent), 'pointer');
        }}
      >
        {[0, 1, 2, 3, 4].map((index) => (
          <StarShape key={index} fill={starFill(shown, index)} offClassName={styles.off} onClassName={styles.on} />
        ))}
      </div>
      {!hideNumber && (
        <span className={styles.number} aria-hidden="true">
          {shown === null ? '' : formatStars(shown)}
        </span>
      )}
    </div>
  );
}
