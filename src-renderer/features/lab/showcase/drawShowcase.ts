import type { Showcase } from '../../../../src-main/contract/showcase.ts';
import { MODEL_NAMES } from '../../../components/modelWords.ts';
import { formatGuess, formatStars } from '../../../components/numberWords.ts';

/** The cinema at night, whatever theme the screen has: a picture is looked at anywhere. */
const COLOURS = { ground: '#12100d', ink: '#f5efe6', second: '#a2988a', line: '#352f28', own: '#f4b740' } as const;
const POSTER = { width: 240, height: 360 } as const;
const GAP = 28;
const MARGIN = 72;
const COLUMNS = 5;
const CELL_HEIGHT = POSTER.height + 78;
const SIDE_WIDTH = COLUMNS * POSTER.width + (COLUMNS - 1) * GAP;

/**
 * Both lists as one PNG.
 * @param posterOf base64 of a film's drawn poster, lettering as outlines, for a width in pixels.
 */
export async function drawShowcase(
  showcase: Showcase,
  posterOf: (filmId: number, width: number) => Promise<string>,
): Promise<Uint8Array<ArrayBuffer>> {
  await document.fonts.ready;
  const rows = Math.ceil(Math.max(showcase.favourites.length, showcase.top.length) / COLUMNS);
  const canvas = new OffscreenCanvas(2 * MARGIN + 2 * SIDE_WIDTH + 2 * MARGIN, MARGIN + 190 + rows * CELL_HEIGHT + MARGIN);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This window cannot draw pictures.');
  context.fillStyle = COLOURS.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  text(context, `${showcase.name}’s films`, MARGIN, MARGIN + 50, `800 68px ${DISPLAY}`, COLOURS.ink);
  const sides = [
    { title: 'Favourites', films: showcase.favourites.map(({ film, stars }) => ({ film, note: formatStars(stars), colour: COLOURS.own })) },
    {
      title: `Recommended by ${MODEL_NAMES[showcase.model]}`,
      films: showcase.top.map(({ film, guess }) => ({
        film,
        note: guess.stars === null ? '' : formatGuess(guess.stars),
        colour: COLOURS.ink,
      })),
    },
  ];
  for (const [side, { title, films }] of sides.entries()) {
    const left = MARGIN + side * (SIDE_WIDTH + 2 * MARGIN);
    text(context, title, left, MARGIN + 130, `700 40px ${DISPLAY}`, COLOURS.ink);
    for (const [at, { film, note, colour }] of films.entries()) {
      const x = left + (at % COLUMNS) * (POSTER.width + GAP);
      const y = MARGIN + 165 + Math.floor(at / COLUMNS) * CELL_HEIGHT;
      const picture = await bitmapOf(film, posterOf);
      context.drawImage(picture, x, y, POSTER.width, POSTER.height);
      picture.close();
      text(context, fitted(context, film.title, POSTER.width), x, y + POSTER.height + 28, TITLE, COLOURS.ink);
      text(context, String(film.year ?? ''), x, y + POSTER.height + 52, SMALL, COLOURS.second);
      if (note !== '') {
        context.font = SMALL;
        text(context, `★ ${note}`, x + POSTER.width - context.measureText(`★ ${note}`).width, y + POSTER.height + 52, SMALL, colour);
      }
    }
  }
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

const DISPLAY = '"Big Shoulders Variable", "Arial Narrow", sans-serif';
const TEXT = '"Instrument Sans Variable", sans-serif';
const TITLE = `600 20px ${TEXT}`;
const SMALL = `500 18px ${TEXT}`;

async function bitmapOf(
  film: Showcase['top'][number]['film'],
  posterOf: (filmId: number, width: number) => Promise<string>,
): Promise<ImageBitmap> {
  if (film.posterUrl !== null) {
    const answer = await fetch(film.posterUrl);
    if (answer.ok) return await createImageBitmap(await answer.blob());
  }
  const bytes = Uint8Array.from(atob(await posterOf(film.filmId, POSTER.width)), (letter) => letter.charCodeAt(0));
  return await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
}

function text(context: OffscreenCanvasRenderingContext2D, words: string, x: number, y: number, font: string, colour: string): void {
  context.font = font;
  context.fillStyle = colour;
  context.fillText(words, x, y);
}

/** As much of a title as fits a width, with an ellipsis. */
function fitted(context: OffscreenCanvasRenderingContext2D, title: string, width: number): string {
  context.font = TITLE;
  if (context.measureText(title).width <= width) return title;
  let end = title.length;
  while (end > 1 && context.measureText(`${title.slice(0, end).trimEnd()}…`).width > width) end -= 1;
  return `${title.slice(0, end).trimEnd()}…`;
}
