import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOfText, importsUnder } from '../../helpers/importsOf.ts';
import { violations } from '../../helpers/layerRules.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const { files, imports } = importsUnder(root, ['src-main', 'src-preload', 'src-renderer']);

/** The verdict on one planted import. */
const planted = (from: string, source: string): string[] => violations(importsOfText(from, source));

describe('the layers', () => {
  it('are read at all: hundreds of imports, each file of which exists', () => {
    expect(files.length).toBeGreaterThan(60);
    expect(imports.length).toBeGreaterThan(files.length);
    const known = new Set(files);
    const lost = imports.filter(({ to, isFile }) => isFile && /\.tsx?$/.test(to) && !known.has(to));
    expect(lost.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('hold over all sources', () => {
    expect(violations(imports)).toEqual([]);
  });

  it.each([
    ['src-main/core/recommenders/x.ts', "import { contract } from '../../contract/contract.ts';"],
    ['src-main/core/engine/x.ts', "import type { Dataset } from '../data/interactions.ts';"],
    ['src-main/core/base/x.ts', "import { z } from 'zod';"],
    ['src-main/core/data/x.ts', "import { readFileSync } from 'node:fs';"],
    ['src-main/core/engine/x.ts', "import * as ort from 'onnxruntime-node';"],
    ['src-main/core/storage/x.ts', "import Database from 'better-sqlite3';"],
    ['src-main/services/x.ts', "import { app } from 'electron';"],
    ['src-main/services/x.ts', "import { serveCompute } from '../compute/computeServer.ts';"],
    ['src-main/hosts/browser/x.ts', "const electron = await import('electron');"],
    ['src-main/hosts/browser/x.ts', "import { startElectronHost } from '../electron/electronHost.ts';"],
    ['src-main/contract/x.ts', "export { DomainError } from '../core/base/errors.ts';"],
    ['src-renderer/features/film/x.tsx', "import { Wall } from '../onboarding/wall.tsx';"],
    ['src-renderer/components/x.tsx', "import { useProfile } from '../stores/profileStore.ts';"],
    ['src-renderer/stores/x.ts', "import { createRng } from '../../src-main/core/base/rng.ts';"],
    ['src-renderer/client/x.ts', "import { readFile } from 'node:fs/promises';"],
    ['src-preload/x.ts', "const fs = require('node:fs');"],
    ['src-main/services/x.ts', "import { a } from './y';"],
  ])('refuse a planted import: %s %s', (from, source) => {
    expect(planted(from, source)).toHaveLength(1);
  });

  it('allow what the table allows', () => {
    expect(planted('src-main/core/engine/session.ts', "import * as ort from 'onnxruntime-node'; import { a } from './graph.ts';")).toEqual(
      [],
    );
    expect(planted('src-main/core/engine/x.ts', "import type { S } from './session.ts'; // import 'electron'")).toEqual([]);
    expect(planted('src-main/hosts/cli/x.ts', "import { serve } from '../browser/serve.ts';")).toEqual([]);
    expect(
      planted('src-renderer/features/film/x.tsx', "import { posterArt } from '../../../src-main/core/posterArt/posterArt.ts';"),
    ).toEqual([]);
  });
});
