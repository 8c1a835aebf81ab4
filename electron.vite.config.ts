import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;
/** The bootstrap builds beside `out/` and swaps the folders. */
const outDir = process.env['MARQUEE_OUT_DIR'] ?? join(root, 'out');

/** Packages that carry native code, or find files beside themselves, stay in node_modules; all others are bundled. */
const EXTERNAL = ['electron', 'better-sqlite3', 'onnxruntime-node', 'sharp', '@huggingface/transformers', 'pino'];

export default defineConfig({
  main: {
    build: {
      outDir: join(outDir, 'main'),
      externalizeDeps: false,
      sourcemap: true,
      minify: false,
      rollupOptions: {
        external: EXTERNAL,
        input: {
          main: join(root, 'src-main/main.ts'),
          cli: join(root, 'src-main/cli.ts'),
          computeChildProcess: join(root, 'src-main/compute/entries/childProcess.ts'),
          computeUtilityProcess: join(root, 'src-main/compute/entries/utilityProcess.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: join(outDir, 'preload'),
      externalizeDeps: false,
      minify: false,
      rollupOptions: {
        external: ['electron'],
        input: { preload: join(root, 'src-preload/preload.ts') },
        // A sandboxed preload must be one CommonJS file that requires nothing but electron.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'src-renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: join(outDir, 'renderer'),
      target: 'chrome144',
      // No data: URLs: the content security policy allows fonts and images from the app's own origin only.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: join(root, 'src-renderer/index.html') } },
    },
  },
});
