import { useId } from 'react';

/** The star on a 24 by 24 field. */
export const STAR_PATH = 'M12 2.6l2.9 6.1 6.6.85-4.85 4.6 1.25 6.6L12 17.5l-5.9 3.25 1.25-6.6L2.5 9.55l6.6-.85z';

export interface StarShapeProps {
  /** 0 empty, 0.5 left half, 1 full. */
  readonly fill: number;
  readonly offClassName?: string | undefined;
  readonly onClassName?: string | undefined;
}

export function StarShape({ fill, offClassName, onClassName }: StarShapeProps) {
  const id = useId();
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path className={offClassName} d={STAR_PATH} />
      {fill > 0 && (
        <>
          <clipPath id={id}>
            <rect width={24 * fill} height="24" />
          </clipPath>
          <path className={onClassName} clipPath={`url(#${id})`} d={STAR_PATH} fill="currentColor" />
        </>
      )}
    </svg>
  );
}

/** How much of star `index` (0 to 4) a rating fills. */
export function starFill(stars: number | null, index: number): number {
  return Math.max(0, Math.min(1, (stars ?? 0) - index));
}
