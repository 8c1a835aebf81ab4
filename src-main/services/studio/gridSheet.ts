import type { Grid, GridAxis } from '../../contract/grids.ts';
import { contactSheet, SHEET_GAP } from '../../core/diffusion/contactSheet.ts';
import { toPlanes } from '../../core/diffusion/data/pictureSet.ts';
import type { DecodedImage } from '../../core/diffusion/imageCodec.ts';
import { communityNames } from '../../core/diffusion/recipe.ts';
import { textWidth } from '../../core/posterArt/faces.ts';
import type { TextRun, TextSetter } from '../../core/posterArt/lettering.ts';

export interface GridSheetContent {
  readonly grid: Grid;
  /** PNG files, row after row. */
  readonly cells: readonly Uint8Array[];
  /** What all of them were to show. */
  readonly title: string;
  /** The settings that they share. */
  readonly facts: string;
}

/**
 * Pictures are shown at a whole multiple of their size, at least this wide, so that labels find room and stay sharp where the sheet is shown large;
 * of many pictures each is smaller.
 */
const LEAST_CELL = { few: 240, many: 128 };
const MANY = 25;
/** Sizes for pictures 128 pixels wide. */
const LABEL = { size: 14, fill: '#f4eddf', face: 'text' } as const;
const FACTS = { size: 13, fill: '#b9af9c', face: 'text' } as const;
const TITLE = { size: 22, fill: '#f4eddf', face: 'serif' } as const;
const MARGIN = 16;
const LABEL_HEIGHT = 26;
const LEAST_SHRINK = 0.7;

interface Style {
  readonly size: number;
  readonly fill: string;
  readonly face: TextRun['face'];
}

/** The pictures of a grid in rows and columns with their settings as real type (outlines: no font of the machine is asked). */
export async function composeGridSheet(
  { grid, cells, title, facts }: GridSheetContent,
  setter: TextSetter,
): Promise<{ readonly png: Uint8Array; readonly width: number; readonly height: number }> {
  // Loaded when it is first asked for: sharp costs time at the start, and warns inside Electron's main process on Linux.
  const { decodeImage, overlayDrawing } = await import('../../core/diffusion/imageCodec.ts');
  const pictures: DecodedImage[] = [];
  for (const cell of cells) pictures.push(await decodeImage(cell));
  const { width, height } = pictures[0]!;
  const factor = Math.ceil((cells.length < MANY ? LEAST_CELL.few : LEAST_CELL.many) / width);
  const scale = Math.max(1, Math.min(2, (width * factor) / 128));
  const scaled = <S extends Style>(style: S): Style => ({ ...style, size: style.size * scale });
  const [labelStyle, factsStyle, titleStyle] = [scaled(LABEL), scaled(FACTS), scaled(TITLE)];
  const [margin, labelHeight] = [Math.round(MARGIN * scale), Math.round(LABEL_HEIGHT * scale)];
  const [across, down] = [labelsOf(grid.x), labelsOf(grid.y)];
  const left = margin + Math.ceil(Math.max(...down.map((label) => widthOf(label, labelStyle))));
  const top = Math.round(margin + (title === '' ? 0 : titleStyle.size + 8 * scale) + factsStyle.size + 10 * scale + labelHeight);
  const planes = pictures.map(({ pixels }) => toPlanes(pixels, width * height));
  const sheet = contactSheet(planes, { width, height, columns: across.length, factor, left, top });

  const set = (text: string, style: Style, x: number, y: number, room: number, anchor: TextRun['anchor'] = 'start'): string => {
    const size = Math.max(style.size * LEAST_SHRINK, Math.min(style.size, (style.size * room) / widthOf(text, style)));
    return setter({ ...style, text: shortened(text, { ...style, size }, room), size, x, y, anchor, tracking: 0 });
  };
  const room = sheet.width - 2 * margin;
  const cellStep = width * factor + SHEET_GAP;
  const rowStep = height * factor + SHEET_GAP;
  const type = [
    title === '' ? '' : set(title, titleStyle, margin, margin + titleStyle.size - 3 * scale, room),
    set(facts, factsStyle, margin, top - labelHeight - 8 * scale, room),
    ...across.map((label, i) =>
      set(label, labelStyle, left + SHEET_GAP + i * cellStep + (cellStep - SHEET_GAP) / 2, top - 6 * scale, cellStep - 8, 'middle'),
    ),
    ...down.map((label, i) =>
      set(label, labelStyle, left - 8, top + SHEET_GAP + i * rowStep + (rowStep - SHEET_GAP) / 2 + 5 * scale, left - 8, 'end'),
    ),
  ];
  const drawing =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${sheet.width}" height="${sheet.height}" ` +
    `viewBox="0 0 ${sheet.width} ${sheet.height}">${type.join('')}</svg>`;
  return { png: await overlayDrawing(sheet, drawing), width: sheet.width, height: sheet.height };
}

/** "Seed 7", "Guidance 1.5", "20 steps", "DPM++ 2M". */
function labelsOf(axis: GridAxis): string[] {
  switch (axis.axis) {
    case 'seed':
      return axis.values.map((value) => `Seed ${value}`);
    case 'guidance':
      return axis.values.map((value) => `Guidance ${value}`);
    case 'steps':
      return axis.values.map((value) => (value === 1 ? 'One step' : `${value} steps`));
    case 'sampler':
      return axis.values.map((value) => communityNames[value]);
  }
}

const widthOf = (text: string, { size, face }: Style): number => textWidth(face, text) * size;

/** Cut to the room with an ellipsis. */
function shortened(text: string, style: Style, room: number): string {
  if (widthOf(text, style) <= room + 0.01) return text;
  let end = text.length;
  while (end > 0 && widthOf(`${text.slice(0, end).trimEnd()}…`, style) > room) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}
