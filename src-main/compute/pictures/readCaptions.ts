import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, parse } from 'node:path';
import { z } from 'zod';
import { DomainError } from '../../core/base/errors.ts';
import { csvFields } from '../../core/data/csvFields.ts';
import { readLines } from '../../core/data/lineReader.ts';
import { type Caption, captionOfFilm } from '../../core/diffusion/data/captions.ts';
import { fileSource } from '../../core/storage/import/byteSource.ts';

/** Of a caption file beside pictures; longer ones are cut. */
const MAX_CAPTION_CHARS = 4_000;

export type CaptionOf = (name: string) => Caption | null;

const filmLine = z.object({
  movieId: z.union([z.number().int(), z.string()]),
  genres: z.array(z.string()).nullish(),
  year: z.number().int().nullish(),
  overview: z.string().nullish(),
});
const captionLine = z.object({
  file: z.string().optional(),
  file_name: z.string().optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  genres: z.array(z.string()).optional(),
  year: z.number().int().optional(),
});

/**
 * Captions of pictures by name: film details by movieId, or, in the folder of the pictures, `captions.jsonl` or `metadata.jsonl` (file, text), `captions.csv`
 * (file, text), or a text file of the picture's name.
 */
export async function readCaptions(path: string, details: string | null): Promise<CaptionOf> {
  if (details !== null) return await filmCaptions(details);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return () => null;
  const listed = new Map<string, Caption>();
  for (const name of ['captions.jsonl', 'metadata.jsonl']) {
    const file = join(path, name);
    if (existsSync(file)) for await (const line of jsonLines(file)) addListed(listed, line);
  }
  const table = join(path, 'captions.csv');
  if (existsSync(table)) await addTable(listed, table);
  return (name) => listed.get(name) ?? sidecar(join(path, `${name}.txt`));
}

async function filmCaptions(details: string): Promise<CaptionOf> {
  const captions = new Map<string, Caption>();
  for await (const line of jsonLines(details)) {
    const parsed = filmLine.safeParse(line);
    if (!parsed.success) continue;
    const { movieId, genres, year, overview } = parsed.data;
    captions.set(String(movieId), captionOfFilm({ genres: genres ?? [], year: year ?? null, overview: overview ?? null }));
  }
  if (captions.size === 0)
    throw new DomainError(
      'data-invalid',
      `There are no film details in ${details}. Each line must be one film as JSON, with its movieId.`,
      { path: details },
    );
  return (name) => captions.get(name) ?? null;
}

function addListed(listed: Map<string, Caption>, line: unknown): void {
  const parsed = captionLine.safeParse(line);
  if (!parsed.success) return;
  const { file, file_name, text, caption, genres, year } = parsed.data;
  const name = file ?? file_name;
  if (name === undefined) return;
  const decade = year === undefined ? null : Math.floor(year / 10) * 10;
  listed.set(parse(name).name, { genres: genres ?? [], decade, text: cut(text ?? caption ?? '') });
}

async function addTable(listed: Map<string, Caption>, file: string): Promise<void> {
  for await (const lines of readLines(fileSource(file, basename(file)).open())) {
    for (const { text } of lines) {
      const fields = text === null ? null : csvFields(text);
      const [name, caption] = fields ?? [];
      if (name !== undefined && caption !== undefined) listed.set(parse(name).name, { genres: [], decade: null, text: cut(caption) });
    }
  }
}

function sidecar(file: string): Caption | null {
  if (!existsSync(file)) return null;
  return { genres: [], decade: null, text: cut(readFileSync(file, 'utf8')) };
}

const cut = (text: string): string => text.slice(0, MAX_CAPTION_CHARS).trim();

async function* jsonLines(file: string): AsyncGenerator<unknown> {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw new DomainError('not-found', `There is no file of captions at ${file}. Check the spelling.`, { path: file });
  for await (const lines of readLines(fileSource(file, basename(file)).open())) {
    for (const { text } of lines) {
      const json = text === null ? null : parsedJson(text);
      if (json !== null) yield json;
    }
  }
}

/** A line that is no JSON describes no picture. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
