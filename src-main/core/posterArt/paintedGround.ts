import { contrast } from './colour.ts';
import { type Box, PAGE_HEIGHT, PAGE_WIDTH } from './page.ts';
import { escapeXml, n } from './shapes.ts';

/** Pixels of a painted picture, three bytes each, rows from the top. */
export interface PicturePixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

export interface PaintedPicture {
  /** A data URI. */
  readonly href: string;
  readonly pixels: PicturePixels;
}

/** What is set over a picture. */
export const LIGHT = '#fdf9f0';
/** What a picture is darkened with. */
const DARK = '#0d0c0b';
/** WCAG 2.2, success criterion 1.4.3. */
const READABLE = 4.5;
/** Enlarging smoothly overshoots a little beyond the lightest pixel. */
const OVERSHOOT = 1.06;

/** Cropped to its box from the middle, edges smooth. */
export const drawPicture = ({ href }: PaintedPicture, { x, y, width, height }: Box): string =>
  `<image href="${escapeXml(href)}" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" preserveAspectRatio="xMidYMid slice"/>`;

/** The lightest value of each channel below `box`, 0 to 255, where the picture fills `frame`. */
export function lightestBelow({ width, height, pixels }: PicturePixels, frame: Box, box: Box): [number, number, number] {
  const scale = Math.max(frame.width / width, frame.height / height);
  const left = frame.x + (frame.width - width * scale) / 2;
  const top = frame.y + (frame.height - height * scale) / 2;
  // The neighbours shine in when the picture is enlarged smoothly.
  const range = (from: number, to: number, most: number): [number, number] => [
    Math.max(0, Math.min(most - 1, Math.floor(from) - 1)),
    Math.max(1, Math.min(most, Math.ceil(to) + 1)),
  ];
  const [x0, x1] = range((box.x - left) / scale, (box.x + box.width - left) / scale, width);
  const [y0, y1] = range((box.y - top) / scale, (box.y + box.height - top) / scale, height);
  const lightest: [number, number, number] = [0, 0, 0];
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) for (let c = 0; c < 3; c++) lightest[c] = Math.max(lightest[c]!, pixels[3 * (y * width + x) + c]!);
  }
  return lightest;
}

/** How opaque a dark slab must be, at least `least`, so that light type on it has a contrast of 4.5 to every pixel below. */
export function slabOpacity(picture: PicturePixels, frame: Box, box: Box, least: number): number {
  const lightest = lightestBelow(picture, frame, box).map((value) => Math.min(255, value * OVERSHOOT));
  for (let opacity = least; opacity < 1; opacity += 0.02) if (contrast(LIGHT, darkened(lightest, opacity)) >= READABLE) return opacity;
  return 1;
}

function darkened(channels: readonly number[], opacity: number): string {
  const dark = [1, 3, 5].map((at) => Number.parseInt(DARK.slice(at, at + 2), 16));
  const mixed = channels.map((value, c) => Math.round(value + opacity * (dark[c]! - value)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * Darkens the page from nothing at `from` to `opacity` at `full`, and from there on to the edge of the page on the same side: type stands beyond `full`
 * alone.
 */
export function shade(id: string, from: number, full: number, opacity: number): string {
  const edge = full > from ? PAGE_HEIGHT : 0;
  // Eased, so that no line shows where it begins.
  const stops = [0, 0.25, 0.5, 0.75, 1].map(
    (share) => `<stop offset="${share}" stop-color="${DARK}" stop-opacity="${(opacity * share * share * (3 - 2 * share)).toFixed(3)}"/>`,
  );
  const y = Math.min(from, edge);
  return (
    `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${n(from)}" y2="${n(full)}">${stops.join('')}</linearGradient>` +
    `<path d="M0 ${n(y)}H${PAGE_WIDTH}V${n(Math.max(from, edge))}H0Z" fill="url(#${id})"/>`
  );
}

/** A dark slab with hard edges. */
export const slab = ({ x, y, width, height }: Box, opacity: number): string =>
  `<path d="M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}Z" fill="${DARK}" fill-opacity="${opacity.toFixed(2)}"/>`;
