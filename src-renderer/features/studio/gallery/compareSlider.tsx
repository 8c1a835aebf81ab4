import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import styles from './compareSlider.module.css';

export interface ComparedPicture {
  readonly url: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

export interface CompareSliderProps {
  /** Left of the line. */
  readonly first: ComparedPicture;
  /** Right of it. */
  readonly second: ComparedPicture;
}

const STEP = 2;
const LARGE_STEP = 10;

/** Two pictures in one place, parted by a line: drag it, or move it with the arrow keys by 2 %. */
export function CompareSlider({ first, second }: CompareSliderProps) {
  const box = useRef<HTMLDivElement>(null);
  const [percent, setPercent] = useState(50);
  const move = (to: number): void => setPercent(Math.min(100, Math.max(0, to)));
  const follow = ({ clientX }: PointerEvent): void => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds !== undefined && bounds.width > 0) move((100 * (clientX - bounds.left)) / bounds.width);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowLeft: percent - STEP, ArrowDown: percent - STEP, ArrowRight: percent + STEP, ArrowUp: percent + STEP }[event.key];
    const far = { PageDown: percent - LARGE_STEP, PageUp: percent + LARGE_STEP, Home: 0, End: 100 }[event.key];
    if ((to ?? far) === undefined) return;
    event.preventDefault();
    move((to ?? far)!);
  };
  return (
    <div
      ref={box}
      className={styles.box}
      style={{ aspectRatio: `${first.width} / ${first.height}` }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && follow(event)}
    >
      <img src={second.url} alt={`At the right: ${second.name}`} width={second.width} height={second.height} draggable={false} />
      <img
        src={first.url}
        alt={`At the left: ${first.name}`}
        width={first.width}
        height={first.height}
        draggable={false}
        style={{ clipPath: `inset(0 ${100 - percent}% 0 0)` }}
      />
      <div className={styles.line} style={{ left: `${percent}%` }}>
        <div
          className={styles.handle}
          role="slider"
          tabIndex={0}
          aria-label="Line between the two pictures"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(percent)}
          aria-valuetext={`${Math.round(percent)} % of the left picture`}
          onKeyDown={onKeyDown}
        />
      </div>
    </div>
  );
}
