import { readableOn } from './colour.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, type Box } from './page.ts';
import { drawPicture, LIGHT, type PaintedPicture, shade, slab, slabOpacity } from './paintedGround.ts';
import { group, polygon, rectangle, type Point } from './shapes.ts';
import type { Sheet } from './sheet.ts';
import { type FittedType, fitLines } from './typeFitting.ts';

/** How title and picture share a page: title, year and tagline always on a slab, on solid paper, or where the picture was measured and darkened. */
export type PaintedLayout = (sheet: Sheet, picture: PaintedPicture, tagline: string | null) => string;

const WHOLE: Box = { x: 0, y: 0, width: PAGE_WIDTH, height: PAGE_HEIGHT };
const FACTS_BASELINE = PAGE_HEIGHT - 13;
const TAGLINE = { size: 7.6, lines: 3, gap: 8 };

/** In as many lines as it needs; null without a tagline. */
const fitTagline = (text: string | null, width: number): FittedType | null =>
  text === null ? null : fitLines(text, 'text', width, 3.6 * TAGLINE.size, { maxSize: TAGLINE.size, maxLines: TAGLINE.lines });

/** What it takes, with the gap to what stands above it. */
const roomOf = (fitted: FittedType | null): number => (fitted === null ? 0 : fitted.height + TAGLINE.gap);

/** @param place left or middle of its lines, and the top of the first */
function setTagline(
  sheet: Sheet,
  fitted: FittedType | null,
  { x, y }: Pick<Box, 'x' | 'y'>,
  fill: string,
  anchor: 'start' | 'middle',
): string {
  if (fitted === null) return '';
  return fitted.lines.map((line) => sheet.setLine({ text: line.text, size: line.size, x, y: y + line.baseline, fill, anchor })).join('');
}

/** The title in the face of the film's first genre on a dark slab at the foot. */
const foot: PaintedLayout = (sheet, picture, tagline) => {
  const line = fitTagline(tagline, COLUMN);
  const bottom = FACTS_BASELINE - 12 - roomOf(line);
  const title = sheet.setTitle(
    { x: MARGIN, y: bottom - 84, width: COLUMN, height: 84 },
    { face: faceOf(sheet), maxSize: 54, fill: LIGHT, stand: 'bottom', maxLines: 4 },
  );
  const box = { x: 0, y: title.y - 12, width: PAGE_WIDTH, height: PAGE_HEIGHT - title.y + 12 };
  return (
    drawPicture(picture, WHOLE) +
    slab(box, slabOpacity(picture.pixels, WHOLE, box, 0.72)) +
    title.svg +
    setTagline(sheet, line, { x: MARGIN, y: bottom + TAGLINE.gap }, LIGHT, 'start') +
    sheet.facts(FACTS_BASELINE, LIGHT)
  );
};

/** A serif title hangs from the top; the picture is darkened there as far as it must be. */
const head: PaintedLayout = (sheet, picture, tagline) => {
  const title = sheet.setTitle(
    { x: MARGIN, y: MARGIN + 4, width: COLUMN, height: 84 },
    { face: 'serif', maxSize: 40, fill: LIGHT, align: 'centre', maxLines: 4 },
  );
  const under = title.y + title.height;
  const line = fitTagline(tagline, COLUMN);
  const above = { x: 0, y: 0, width: PAGE_WIDTH, height: under + roomOf(line) + 4 };
  const below = { x: 0, y: FACTS_BASELINE - 10, width: PAGE_WIDTH, height: PAGE_HEIGHT - FACTS_BASELINE + 10 };
  return (
    drawPicture(picture, WHOLE) +
    shade(sheet.id('head'), above.height + 70, above.height, slabOpacity(picture.pixels, WHOLE, above, 0.3)) +
    shade(sheet.id('foot'), below.y - 40, below.y, slabOpacity(picture.pixels, WHOLE, below, 0.3)) +
    title.svg +
    setTagline(sheet, line, { x: PAGE_WIDTH / 2, y: under + TAGLINE.gap }, LIGHT, 'middle') +
    sheet.facts(FACTS_BASELINE, LIGHT, { centre: true })
  );
};

const SPINE = 62;

/** The title runs up a strip in the film's colour at the left. */
const spine: PaintedLayout = (sheet, picture, tagline) => {
  const { palette } = sheet;
  const ink = readableOn(palette.a, palette.ink, palette.ground);
  const length = PAGE_HEIGHT - 2 * MARGIN;
  // Turned a quarter, x runs up the page from its foot and y from its left edge.
  const along = { x: MARGIN - PAGE_HEIGHT, width: length };
  const title = sheet.setTitle(
    { ...along, y: tagline === null ? 9 : 7, height: tagline === null ? 36 : 29 },
    { face: faceOf(sheet), maxSize: 44, fill: ink, maxLines: 3 },
  );
  const fitted = tagline === null ? null : fitLines(tagline, 'text', length, 8, { maxSize: TAGLINE.size, maxLines: 1 });
  const line = fitted === null ? '' : sheet.setLine({ text: fitted.lines[0]!.text, size: fitted.size, x: along.x, y: 47.2, fill: ink });
  const facts = sheet.facts(SPINE - 6, ink, { from: along.x, to: along.x + length });
  const x = SPINE;
  return (
    rectangle(0, 0, SPINE, PAGE_HEIGHT, palette.a) +
    drawPicture(picture, { x, y: 0, width: PAGE_WIDTH - x, height: PAGE_HEIGHT }) +
    group('rotate(-90)', title.svg + line + facts)
  );
};

const INSET = 9;

/** A fine frame inside the picture, an inscription in a deco face at its foot. */
const frame: PaintedLayout = (sheet, picture, tagline) => {
  const width = COLUMN - 16;
  const line = fitTagline(tagline, width);
  const facts = PAGE_HEIGHT - INSET - 12;
  const bottom = facts - 11 - roomOf(line);
  const title = sheet.setTitle(
    { x: MARGIN + 8, y: bottom - 56, width, height: 56 },
    { face: 'deco', maxSize: 26, fill: LIGHT, align: 'centre', stand: 'bottom', maxLines: 3 },
  );
  const box = { x: 0, y: title.y - 6, width: PAGE_WIDTH, height: PAGE_HEIGHT - title.y + 6 };
  const rim = `<path d="M${INSET} ${INSET}H${PAGE_WIDTH - INSET}V${PAGE_HEIGHT - INSET}H${INSET}Z" fill="none" stroke="${LIGHT}" stroke-width="1.4"/>`;
  return (
    drawPicture(picture, WHOLE) +
    shade(sheet.id('foot'), box.y - 60, box.y, slabOpacity(picture.pixels, WHOLE, box, 0.35)) +
    rim +
    title.svg +
    setTagline(sheet, line, { x: PAGE_WIDTH / 2, y: bottom + TAGLINE.gap }, LIGHT, 'middle') +
    sheet.facts(facts, LIGHT, { centre: true })
  );
};

/** A sheet of paper, cut by knife, covers the foot of the picture. */
const cut: PaintedLayout = (sheet, picture, tagline) => {
  const { palette, random } = sheet;
  const paper = palette.ground;
  const ink = readableOn(paper, palette.ink);
  const line = fitTagline(tagline, COLUMN);
  const bottom = FACTS_BASELINE - 11 - roomOf(line);
  const title = sheet.setTitle(
    { x: MARGIN, y: bottom - 76, width: COLUMN, height: 76 },
    { face: 'cut', maxSize: 46, fill: ink, stand: 'bottom', maxLines: 3 },
  );
  const lean = random.between(7, 16) * random.sign();
  const top = title.y - 14 - Math.abs(lean) / 2;
  const edge: Point[] = [
    [0, top - lean / 2],
    [PAGE_WIDTH, top + lean / 2],
    [PAGE_WIDTH, PAGE_HEIGHT],
    [0, PAGE_HEIGHT],
  ];
  return (
    drawPicture(picture, { ...WHOLE, height: top + Math.abs(lean) }) +
    polygon(edge, paper) +
    title.svg +
    setTagline(sheet, line, { x: MARGIN, y: bottom + TAGLINE.gap }, ink, 'start') +
    sheet.facts(FACTS_BASELINE, ink)
  );
};

/** A face that suits the film's first genre. */
function faceOf({ lead }: Sheet): 'gothic' | 'serif' | 'cut' | 'deco' {
  if (lead === 'Romance' || lead === 'Drama') return 'serif';
  if (lead === 'Comedy' || lead === 'Animation' || lead === 'Children') return 'cut';
  return lead === 'Musical' ? 'deco' : 'gothic';
}

export const layouts = { foot, head, spine, frame, cut } as const satisfies Readonly<Record<string, PaintedLayout>>;
