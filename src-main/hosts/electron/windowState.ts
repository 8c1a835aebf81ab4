import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  /** null lets the system choose a place. */
  readonly position: { readonly x: number; readonly y: number } | null;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}

export const MIN_WIDTH = 800;
export const MIN_HEIGHT = 600;

export const firstWindowState: WindowState = { position: null, width: 1280, height: 800, isMaximized: false };

const FILE = 'window.json';

/** How the window stood when it was last closed, or the first size where nothing readable is kept. */
export function readWindowState(dataDir: string): WindowState {
  try {
    const value = JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as Partial<Rectangle> & { isMaximized?: unknown };
    const { x, y, width, height } = value;
    if (![x, y, width, height].every((n) => Number.isInteger(n))) return firstWindowState;
    return { position: { x: x!, y: y! }, width: width!, height: height!, isMaximized: value.isMaximized === true };
  } catch {
    return firstWindowState;
  }
}

export function writeWindowState(dataDir: string, bounds: Rectangle, isMaximized: boolean): void {
  const file = join(dataDir, FILE);
  writeFileSync(`${file}.tmp`, `${JSON.stringify({ ...bounds, isMaximized })}\n`);
  renameSync(`${file}.tmp`, file);
}

/** Area that a window of this state shares with a screen, in pixels squared. */
function overlap(position: { x: number; y: number }, state: WindowState, screen: Rectangle): number {
  const width = Math.min(position.x + state.width, screen.x + screen.width) - Math.max(position.x, screen.x);
  const height = Math.min(position.y + state.height, screen.y + screen.height) - Math.max(position.y, screen.y);
  return Math.max(0, width) * Math.max(0, height);
}

/**
 * The kept state as it fits the screens of today: on the screen that it overlaps most, pulled inside its work area, and
 * no larger. A state on a screen that is gone gives up its place and keeps its size.
 * @param workAreas of all screens, the primary one first.
 */
export function fitToScreens(state: WindowState, workAreas: readonly Rectangle[]): WindowState {
  const primary = workAreas[0];
  if (primary === undefined) return state;
  const { position } = state;
  const home =
    position === null
      ? primary
      : workAreas.reduce((best, area) => (overlap(position, state, area) > overlap(position, state, best) ? area : best));
  const isGone = position === null || overlap(position, state, home) < 64 * 64;
  const width = Math.min(Math.max(state.width, MIN_WIDTH), Math.max(home.width, MIN_WIDTH));
  const height = Math.min(Math.max(state.height, MIN_HEIGHT), Math.max(home.height, MIN_HEIGHT));
  if (isGone) return { ...state, position: null, width, height };
  return {
    ...state,
    position: {
      x: Math.max(home.x, Math.min(position.x, home.x + home.width - width)),
      y: Math.max(home.y, Math.min(position.y, home.y + home.height - height)),
    },
    width,
    height,
  };
}
