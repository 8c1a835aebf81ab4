import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const modules = join(import.meta.dirname, '..', '..', '..', '..', 'node_modules');

function binariesOf(name: string): string[] {
  return readdirSync(join(modules, name), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.node'))
    .map((file) => join(modules, name, file));
}

/**
 * Electron refuses array buffers over memory that native code owns (V8's memory cage), which Node allows: a binding that makes
 * them works in every test here and throws in the window. A binding that does not even import the call cannot. (better-sqlite3
 * and sharp import it behind Node-API's NewOrCopy, which copies where the call is refused.)
 */
describe('the bindings of the runtime', () => {
  it('never ask for an external array buffer', () => {
    const binaries = binariesOf('onnxruntime-node');
    expect(binaries.length).toBeGreaterThan(0);
    const asking = binaries.filter((file) => /napi_create_external_(array)?buffer/.test(readFileSync(file, 'latin1')));
    expect(asking).toEqual([]);
  });
});
