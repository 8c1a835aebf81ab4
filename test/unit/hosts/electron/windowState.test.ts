import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  MIN_HEIGHT,
  MIN_WIDTH,
  type Rectangle,
  firstWindowState,
  fitToScreens,
  readWindowState,
  writeWindowState,
} from '../../../../src-main/hosts/electron/windowState.ts';
import '../../../helpers/propertySeed.ts';

const laptop: Rectangle = { x: 0, y: 25, width: 1440, height: 875 };
const monitor: Rectangle = { x: 1440, y: 0, width: 2560, height: 1400 };

describe('the kept place of the window', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'marquee-window-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('comes back as it was written', () => {
    writeWindowState(folder, { x: 12, y: 34, width: 1000, height: 700 }, true);
    expect(readWindowState(folder)).toEqual({ position: { x: 12, y: 34 }, width: 1000, height: 700, isMaximized: true });
  });

  it.each(['', '{', '[]', '{"x":1}', '{"x":"1","y":2,"width":3,"height":4}', 'null'])(
    'is the first one where the file holds %j',
    (text) => {
      writeFileSync(join(folder, 'window.json'), text);
      expect(readWindowState(folder)).toEqual(firstWindowState);
    },
  );
});

describe('fitting a window to the screens', () => {
  it('keeps a window that lies on a screen', () => {
    const state = { position: { x: 1600, y: 100 }, width: 1200, height: 800, isMaximized: false };
    expect(fitToScreens(state, [laptop, monitor])).toEqual(state);
  });

  it('gives up a place on a screen that is gone, and keeps the size', () => {
    const state = { position: { x: 2000, y: 100 }, width: 1200, height: 800, isMaximized: false };
    expect(fitToScreens(state, [laptop])).toEqual({ ...state, position: null });
  });

  it('pulls a window inside the screen that it overlaps most', () => {
    const state = { position: { x: 1000, y: 600 }, width: 1200, height: 800, isMaximized: false };
    expect(fitToScreens(state, [laptop, monitor]).position).toEqual({ x: 1440, y: 600 });
    expect(fitToScreens(state, [laptop]).position).toEqual({ x: 240, y: 100 });
  });

  it('shrinks a window that is larger than its screen, but not below the smallest size', () => {
    const state = { position: { x: 0, y: 0 }, width: 4000, height: 3000, isMaximized: false };
    expect(fitToScreens(state, [laptop])).toMatchObject({ width: 1440, height: 875 });
    expect(fitToScreens(state, [{ x: 0, y: 0, width: 640, height: 480 }])).toMatchObject({ width: MIN_WIDTH, height: MIN_HEIGHT });
  });

  const coordinate = fc.integer({ min: -5000, max: 5000 });
  const size = fc.integer({ min: 1, max: 6000 });
  test.prop([coordinate, coordinate, size, size])('never leaves a window out of reach', (x, y, width, height) => {
    const fitted = fitToScreens({ position: { x, y }, width, height, isMaximized: false }, [laptop, monitor]);
    if (fitted.position === null) return;
    const { position } = fitted;
    const isInside = [laptop, monitor].some(
      (area) =>
        position.x >= area.x &&
        position.y >= area.y &&
        position.x + fitted.width <= area.x + area.width &&
        position.y + fitted.height <= area.y + area.height,
    );
    expect(isInside).toBe(true);
  });
});
