import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface AppPaths {
  readonly root: string;
  readonly version: string;
  /** What ships with the app: catalogue, licences. */
  readonly resourcesDir: string;
  /** What ships pretrained. */
  readonly modelsDir: string;
  /** The built renderer. */
  readonly shellDir: string;
  /** File of the compute process for `fork`. */
  readonly computeEntry: string;
}

/**
 * Where the parts of the app lie, found from the folder of a running file: the same under `src-main`, in `out/main` and
 * inside an installed app.
 */
export function findAppPaths(from: string = import.meta.url): AppPaths {
  const start = dirname(fileURLToPath(from));
  let root = start;
  while (!existsSync(join(root, 'package.json')) && dirname(root) !== root) root = dirname(root);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version?: string };
  const runsFromSource = from.endsWith('.ts');
  return {
    root,
    version: manifest.version ?? '0.0.0',
    resourcesDir: join(root, 'resources'),
    modelsDir: join(root, 'models'),
    shellDir: join(root, 'out', 'renderer'),
    computeEntry: runsFromSource
      ? join(root, 'src-main', 'compute', 'entries', 'childProcess.ts')
      : join(root, 'out', 'main', 'computeChildProcess.js'),
  };
}
