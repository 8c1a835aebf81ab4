import type { Import } from './importsOf.ts';

/** One row of the table "who may import whom" (src-main/README.md). */
interface Layer {
  /** Files of the layer, by the start of their path; the first row that fits is the file's. */
  readonly path: string;
  /** Starts of paths of other files that it may import, beside its own. */
  readonly mayImport: readonly string[];
  readonly mayUseNode?: boolean;
  /** Packages that it may import; absent means all but those with a door. */
  readonly packages?: readonly string[];
}

const core = (...names: string[]): string[] => names.map((name) => `src-main/core/${name}/`);
const renderer = 'src-renderer/';
const contract = 'src-main/contract/';

export const layers: readonly Layer[] = [
  { path: contract, mayImport: [], packages: ['zod', '@orpc/contract'] },
  { path: 'src-main/core/base/', mayImport: [], packages: [] },
  { path: 'src-main/core/data/', mayImport: core('base') },
  { path: 'src-main/core/engine/session.ts', mayImport: core('base', 'engine'), mayUseNode: true },
  { path: 'src-main/core/engine/', mayImport: core('base') },
  { path: 'src-main/core/embedding/transformers.ts', mayImport: core('base', 'embedding') },
  { path: 'src-main/core/embedding/', mayImport: core('base', 'data', 'engine') },
  { path: 'src-main/core/recommenders/', mayImport: core('base', 'data', 'engine') },
  { path: 'src-main/core/diffusion/imageCodec.ts', mayImport: core('base', 'data', 'engine', 'diffusion'), mayUseNode: true },
  { path: 'src-main/core/diffusion/', mayImport: core('base', 'data', 'engine', 'embedding') },
  { path: 'src-main/core/evaluation/', mayImport: core('base', 'data', 'engine', 'recommenders') },
  { path: 'src-main/core/explain/', mayImport: core('base', 'data', 'recommenders') },
  { path: 'src-main/core/posterArt/', mayImport: core('base', 'data') },
  { path: 'src-main/core/storage/', mayImport: core('base', 'data', 'embedding', 'engine', 'recommenders'), mayUseNode: true },
  { path: 'src-main/compute/', mayImport: ['src-main/core/'], mayUseNode: true },
  {
    path: 'src-main/services/',
    // Of the compute process, services know the client alone.
    mayImport: [
      contract,
      'src-main/core/',
      'src-main/compute/computeClient.ts',
      'src-main/compute/computeContract.ts',
      'src-main/compute/computeMethods.ts',
      'src-main/compute/computeEndedError.ts',
    ],
    mayUseNode: true,
  },
  {
    path: 'src-main/hosts/shared/',
    // The lock is taken before there is an application to ask.
    mayImport: ['src-main/services/', 'src-main/compute/', contract, ...core('base'), 'src-main/core/storage/dataFolderLock.ts'],
    mayUseNode: true,
  },
  {
    path: 'src-main/hosts/electron/',
    mayImport: ['src-main/hosts/shared/', 'src-main/services/', 'src-main/compute/', contract, ...core('base'), 'src-preload/bridge.ts'],
    mayUseNode: true,
  },
  {
    path: 'src-main/hosts/browser/',
    mayImport: ['src-main/hosts/shared/', 'src-main/services/', 'src-main/compute/', contract, ...core('base')],
    mayUseNode: true,
  },
  {
    path: 'src-main/hosts/cli/',
    // `serve` starts the browser host: the one exception to "hosts do not know each other". The names of the protocols and the
    // shape of an interval are the evaluation's; the terminal checks and prints them.
    mayImport: [
      'src-main/hosts/shared/',
      'src-main/hosts/browser/',
      'src-main/services/',
      'src-main/compute/',
      contract,
      ...core('base', 'evaluation'),
    ],
    mayUseNode: true,
  },
  { path: 'src-main/', mayImport: ['src-main/hosts/'], mayUseNode: true },
  { path: 'src-preload/', mayImport: [], packages: ['electron'] },
  { path: `${renderer}client/`, mayImport: [contract, 'src-preload/bridge.ts'] },
  { path: `${renderer}stores/`, mayImport: [`${renderer}client/`, contract] },
  { path: `${renderer}components/`, mayImport: [`${renderer}styles/`, contract, 'src-main/core/posterArt/'] },
  {
    path: `${renderer}features/`,
    mayImport: [
      `${renderer}stores/`,
      `${renderer}client/`,
      `${renderer}components/`,
      `${renderer}styles/`,
      `${renderer}routes.ts`,
      contract,
      'src-main/core/posterArt/',
    ],
  },
  { path: renderer, mayImport: [renderer, contract] },
];

/** The one file, or the folders, through which a native or platform package comes in. */
export const doors: Readonly<Record<string, readonly string[]>> = {
  electron: ['src-main/hosts/electron/', 'src-preload/'],
  'onnxruntime-node': ['src-main/core/engine/session.ts'],
  'better-sqlite3': ['src-main/core/storage/database.ts'],
  sharp: ['src-main/core/diffusion/imageCodec.ts'],
  '@huggingface/transformers': ['src-main/core/embedding/transformers.ts'],
  ws: ['src-main/hosts/browser/', 'src-main/services/transports/webSocket.ts'],
  '@orpc/server': ['src-main/services/'],
  '@orpc/client': ['src-main/services/', `${renderer}client/`],
  react: [renderer],
  'react-dom': [renderer],
};

/** `src-renderer/features/film/...` -> `src-renderer/features/film/`; other paths give null. */
function featureOf(path: string): string | null {
  return /^src-renderer\/features\/[^/]+\//.exec(path)?.[0] ?? null;
}

/** A sentence for each import that the table does not allow. */
export function violations(imports: readonly Import[]): string[] {
  return imports.flatMap((one) => {
    const why = whyForbidden(one);
    return why === null ? [] : [`${one.from} imports ${one.to}: ${why}`];
  });
}

function whyForbidden({ from, to, isFile }: Import): string | null {
  const layer = layers.find(({ path }) => from.startsWith(path));
  if (layer === undefined) return 'its folder is in no layer';
  if (isFile) {
    if (/\.(css|woff2|svg)$/.test(to)) return null;
    if (!/\.tsx?$/.test(to)) return 'relative imports carry the extension of the source';
    const mine = featureOf(from);
    if (mine !== null && featureOf(to) !== null) return to.startsWith(mine) ? null : 'features do not know each other';
    return [layer.path, ...layer.mayImport].some((path) => to.startsWith(path)) || isOwnFolder(from, to)
      ? null
      : `${layer.path} may not know it`;
  }
  const door = doors[to];
  if (door !== undefined) return door.some((path) => from.startsWith(path)) ? null : `its door is ${door.join(', ') || 'not made yet'}`;
  if (to.startsWith('node:')) return layer.mayUseNode === true ? null : `${layer.path} is pure: no Node module`;
  return layer.packages === undefined || layer.packages.includes(to) ? null : `${layer.path} may not use this package`;
}

/** A named edge file (session.ts) belongs to its folder: the folder may import it, and it the folder. */
function isOwnFolder(from: string, to: string): boolean {
  const folderOf = (path: string): string => /^src-main\/core\/[^/]+\//.exec(path)?.[0] ?? path;
  return from.startsWith('src-main/core/') && folderOf(from) === folderOf(to);
}
