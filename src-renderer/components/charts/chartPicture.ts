/** Room for the title above the chart and around it, in pixels. */
const MARGIN = 24;
const TITLE_HEIGHT = 32;
/** Pixels of a PNG for one of the screen. */
const DENSITY = 2;
const NAMESPACE = 'http://www.w3.org/2000/svg';
/** What the page's styles say of a mark, written into the file so that it looks the same without them. */
const CARRIED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

const marksOf = (chart: SVGSVGElement): Element[] => [...chart.querySelectorAll('line, rect, circle, path, text')];

/** The chart with its title as one SVG file, on the ground of the present theme. */
export function chartAsSvg(chart: SVGSVGElement, title: string): string {
  const [width, height] = sizeOf(chart);
  const root = document.createElementNS(NAMESPACE, 'svg');
  root.setAttribute('viewBox', `0 0 ${width} ${height}`);
  root.setAttribute('width', String(width));
  root.setAttribute('height', String(height));
  const ground = document.createElementNS(NAMESPACE, 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', groundColour());
  const heading = document.createElementNS(NAMESPACE, 'text');
  heading.setAttribute('x', String(MARGIN));
  heading.setAttribute('y', String(MARGIN + 14));
  heading.setAttribute('fill', inkColour());
  heading.setAttribute('font-family', getComputedStyle(document.body).fontFamily);
  heading.setAttribute('font-size', '16');
  heading.setAttribute('font-weight', '600');
  heading.textContent = title;
  const group = document.createElementNS(NAMESPACE, 'g');
  group.setAttribute('transform', `translate(${MARGIN} ${MARGIN + TITLE_HEIGHT})`);
  for (const mark of marksOf(chart)) {
    const copy = mark.cloneNode(true) as Element;
    const style = getComputedStyle(mark);
    for (const name of CARRIED) copy.setAttribute(name, style.getPropertyValue(name));
    copy.removeAttribute('class');
    copy.removeAttribute('style');
    group.append(copy);
  }
  root.append(ground, heading, group);
  return new XMLSerializer().serializeToString(root);
}

/** The same as a PNG, painted mark by mark with the page's own faces, which a picture of an SVG could not reach. */
export async function chartAsPng(chart: SVGSVGElement, title: string): Promise<Uint8Array<ArrayBuffer>> {
  const [width, height] = sizeOf(chart);
  const canvas = new OffscreenCanvas(width * DENSITY, height * DENSITY);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This window cannot draw pictures.');
  context.scale(DENSITY, DENSITY);
  context.fillStyle = groundColour();
  context.fillRect(0, 0, width, height);
  context.fillStyle = inkColour();
  context.font = `600 16px ${getComputedStyle(document.body).fontFamily}`;
  context.fillText(title, MARGIN, MARGIN + 14);
  context.translate(MARGIN, MARGIN + TITLE_HEIGHT);
  for (const mark of marksOf(chart)) paint(context, mark);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

function paint(context: OffscreenCanvasRenderingContext2D, mark: Element): void {
  const style = getComputedStyle(mark);
  const number = (name: string): number => Number.parseFloat(mark.getAttribute(name) ?? '0');
  context.globalAlpha = Number.parseFloat(style.opacity);
  context.fillStyle = style.fill === 'none' ? 'transparent' : style.fill;
  context.strokeStyle = style.stroke === 'none' ? 'transparent' : style.stroke;
  context.lineWidth = Number.parseFloat(style.strokeWidth);
  context.lineJoin = 'round';
  context.setLineDash(style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[ ,]+/).map(Number.parseFloat));
  if (mark.tagName === 'text') {
    context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    context.textAlign = style.textAnchor === 'middle' ? 'center' : style.textAnchor === 'end' ? 'right' : 'left';
    context.fillText(mark.textContent ?? '', number('x'), number('y'));
    return;
  }
  const shape = new Path2D(mark.tagName === 'path' ? (mark.getAttribute('d') ?? '') : undefined);
  if (mark.tagName === 'rect') shape.rect(number('x'), number('y'), number('width'), number('height'));
  else if (mark.tagName === 'circle') shape.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI);
  else if (mark.tagName === 'line') {
    shape.moveTo(number('x1'), number('y1'));
    shape.lineTo(number('x2'), number('y2'));
  }
  context.fill(shape);
  context.stroke(shape);
}

function sizeOf(chart: SVGSVGElement): [width: number, height: number] {
  const box = chart.getBoundingClientRect();
  return [Math.ceil(box.width) + 2 * MARGIN, Math.ceil(box.height) + 2 * MARGIN + TITLE_HEIGHT];
}

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const groundColour = (): string => token('--bg');
const inkColour = (): string => token('--ink');
