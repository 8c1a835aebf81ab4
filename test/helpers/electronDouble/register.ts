import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const double = pathToFileURL(join(import.meta.dirname, 'electron.ts')).href;

// In Electron's main process `electron` is built in; here it is the double. Types-only imports are gone before this.
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context)),
});
