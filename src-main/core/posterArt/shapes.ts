import { PAGE_HEIGHT, PAGE_WIDTH } from './page.ts';

/** SVG fragments. Numbers are poster units, angles degrees unless said otherwise. */
export type Point = readonly [number, number];

/** One decimal is a twentieth of a millimetre on a sheet of paper: enough, and short. */
export const n = (value: number): string => String(Math.round(value * 10) / 10 + 0);

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : '&quot;'));

export const ground = (fill: string): string => `<path d="M0 0H${PAGE_WIDTH}V${PAGE_HEIGHT}H0Z" fill="${fill}"/>`;

export const rectangle = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<path d="M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}Z" fill="${fill}"/>`;

export const disc = (x: number, y: number, radius: number, fill: string, opacity = 1): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${fill}"${opacity < 1 ? ` opacity="${n(opacity)}"` : ''}/>`;

export const ring = (x: number, y: number, radius: number, stroke: string, width: number): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="none" stroke="${stroke}" stroke-width="${n(width)}"/>`;

export const polygon = (points: readonly Point[], fill: string): string =>
  `<path d="M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}Z" fill="${fill}"/>`;

export const shape = (data: string, fill: string, opacity = 1): string =>
  `<path d="${data}" fill="${fill}"${opacity < 1 ? ` opacity="${opacity.toFixed(2)}"` : ''}/>`;

export const stroke = (data: string, colour: string, width: number, dashes?: string): string =>
  `<path d="${data}" fill="none" stroke="${colour}" stroke-width="${n(width)}"${dashes === undefined ? '' : ` stroke-dasharray="${dashes}" stroke-linecap="round"`}/>`;

export const group = (transform: string, content: string): string => `<g transform="${transform}">${content}</g>`;

export const turned = (degrees: number, x: number, y: number, content: string): string =>
  group(`rotate(${n(degrees)} ${n(x)} ${n(y)})`, content);

/** `content` seen only inside `window` (any shapes). The id must be unique in the page. */
export const clipped = (id: string, window: string, content: string): string =>
  `<clipPath id="${id}">${window}</clipPath><g clip-path="url(#${id})">${content}</g>`;

/** A point on a circle; the angle in radians, clockwise from three o'clock. */
export const polar = (x: number, y: number, radius: number, radians: number): Point => [
  x + radius * Math.cos(radians),
  y + radius * Math.sin(radians),
];

/** A slice between two angles (radians) and two radii, with straight edges, as scissors cut. */
export const wedge = (x: number, y: number, inner: number, outer: number, from: number, to: number, fill: string): string =>
  polygon(
    inner === 0
      ? [[x, y], polar(x, y, outer, from), polar(x, y, outer, to)]
      : [polar(x, y, inner, from), polar(x, y, outer, from), polar(x, y, outer, to), polar(x, y, inner, to)],
    fill,
  );

/** Somebody standing, seen from far: a head, a coat, two legs. `y` is the ground, `height` the whole figure. */
export function figure(x: number, y: number, height: number, fill: string): string {
  const h = (share: number) => n(height * share);
  const coat = `M${n(x - height * 0.13)} ${n(y - height * 0.68)}c${h(0.02)} ${h(-0.07)} ${h(0.08)} ${h(-0.085)} ${h(0.13)} ${h(-0.085)}s${h(0.11)} ${h(0.015)} ${h(0.13)} ${h(0.085)}l${h(0.025)} ${h(0.42)}h${h(-0.075)}l${h(-0.02)} ${h(0.26)}h${h(-0.052)}l${h(-0.008)} ${h(-0.24)}l${h(-0.008)} ${h(0.24)}h${h(-0.052)}l${h(-0.02)} ${h(-0.26)}h${h(-0.075)}Z`;
  return disc(x, y - height * 0.885, height * 0.105, fill) + shape(coat, fill);
}
