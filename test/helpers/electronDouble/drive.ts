/** Runs the built main bundle against the double through a whole life, and prints what was seen as one JSON object. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { log } from './life.ts';

const [scenario, ...argv] = process.argv.slice(2);
const root = join(import.meta.dirname, '..', '..', '..');
Object.defineProperty(process.versions, 'electron', { value: '45.4.1' });
Object.assign(process, { resourcesPath: join(root, 'nowhere'), argv: [process.argv[0], root, ...argv] });

const { appDouble, makeReady, world } = await import('./electron.ts');
const { scenarios } = await import('./scenarios.ts');
const facts: Record<string, unknown> = {};
world.onExit = (code) => {
  process.stdout.write(`\n${JSON.stringify({ ...facts, log, exitCode: code })}\n`, () => process.exit(code));
};
world.holdsSingleInstance = scenario !== 'second';

await import(pathToFileURL(join(root, 'out', 'main', 'main.js')).href);
facts['isSandboxed'] = appDouble.isSandboxed;
facts['schemes'] = world.schemes;
facts['userData'] = world.paths.get('userData') ?? null;
makeReady();
try {
  await scenarios[scenario ?? '']?.(facts);
} catch (error) {
  facts['scenarioError'] = error instanceof Error ? error.stack : String(error);
  world.onExit(70);
}
