/** The page in poster units: 2:3, with a margin that the title keeps. */
export const PAGE_WIDTH = 200;
export const PAGE_HEIGHT = 300;
export const MARGIN = 14;
export const COLUMN = PAGE_WIDTH - 2 * MARGIN;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
