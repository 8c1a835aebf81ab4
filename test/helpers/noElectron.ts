import { registerHooks } from 'node:module';

/** Makes `electron` unresolvable in a process that starts with `--import` of this file. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron' || specifier.startsWith('electron/')) throw new Error(`electron was imported by ${context.parentURL}`);
    return next(specifier, context);
  },
});
