/**
 * Writes resources/licences/index.json: the licence of Marquee, of the MovieLens data behind catalogue and models, and of
 * every package that runs in the app, with the packages that those need. Run after a change of dependencies:
 *
 *   node test/generate/licences.ts
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages } from '../helpers/bundledPackages.ts';

const root = join(import.meta.dirname, '..', '..');

interface Manifest {
  readonly version?: string;
  readonly license?: string | { readonly type: string };
  readonly author?: string | { readonly name: string };
}

const texts: string[] = [];
const entries: { name: string; licence: string; text: number }[] = [];

function add(name: string, licence: string, text: string): void {
  if (entries.some((entry) => entry.name === name)) return;
  const known = texts.indexOf(text);
  if (known < 0) texts.push(text);
  entries.push({ name, licence, text: known < 0 ? texts.length - 1 : known });
}

function licenceText(folder: string): string {
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort(); // prettier-ignore
  return files.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()).join('\n\n');
}

add('Marquee', 'MIT', readFileSync(join(root, 'LICENSE'), 'utf8').trim());
add(
  'MovieLens data (catalogue and shipped models)',
  'GroupLens terms of use',
  readFileSync(join(root, 'resources/catalogue/README.txt'), 'utf8').trim(),
);
for (const { name, folder } of bundledPackages(root)) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const licence = typeof manifest.license === 'object' ? manifest.license.type : (manifest.license ?? 'see text');
  const author = typeof manifest.author === 'object' ? manifest.author.name : (manifest.author ?? '');
  // A package without a licence file states its licence in its manifest alone.
  const text = existsSync(folder) ? licenceText(folder) : '';
  add(`${name} ${manifest.version ?? ''}`.trim(), licence, text === '' ? `${licence}${author === '' ? '' : `, by ${author}`}` : text);
}
// The image library inside sharp's binary, which is another package on every platform.
const libvips = readdirSync(join(root, 'node_modules/@img')).find((name) => name.startsWith('sharp-libvips-'));
if (libvips !== undefined)
  add(
    'libvips and the libraries in it (part of sharp)',
    'LGPL-3.0-or-later',
    readFileSync(join(root, 'node_modules/@img', libvips, 'README.md'), 'utf8').trim(),
  );
writeFileSync(join(root, 'resources/licences/index.json'), `${JSON.stringify({ texts, entries }, null, 1)}\n`);
process.stdout.write(`${entries.length} licences, ${texts.length} texts\n`);
