import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../../core/base/logger.ts';
import type { SamplerName } from '../../core/diffusion/samplers/index.ts';
import { createRuntime } from '../../core/engine/createRuntime.ts';
import type { DeviceChoice } from '../../core/engine/tensorRuntime.ts';
import { readManifest } from '../../core/storage/modelStore.ts';
import {
  ADAPTER_MODEL,
  ENLARGER_FOLDER,
  FEW_SUFFIX,
  findPainterFolder,
  type OpenPainter,
  openPainter,
  readPainter,
  readTextTable,
  withSampler,
} from './painterFiles.ts';

export interface WantedPainter {
  readonly dataDir: string;
  readonly modelsDir: string;
  /** Its name. */
  readonly model: string;
  readonly sampler: SamplerName;
  readonly device: DeviceChoice;
}

export interface LentPainter {
  readonly painter: OpenPainter;
  /** Of the weights that paint. */
  readonly sha256: string;
  /** @param isSound false after a fault that may be the painter's own: then nobody gets it again */
  giveBack(isSound: boolean): Promise<void>;
}

/** Keeps the painter that painted last open for a while, so that the next picture begins at once: opening one takes as long as four steps of all stages. */
export interface PainterShelf {
  /** @throws DomainError 'not-found', 'model-invalid' */
  borrow(wanted: WantedPainter): Promise<LentPainter>;
  /** Closes what nobody uses, before other work needs the memory. */
  clear(): Promise<void>;
}

export interface PainterShelfOptions {
  readonly logger: Logger;
  /** How long it stays open unused; milliseconds. */
  readonly keptMs?: number;
}

interface Opened {
  readonly key: string;
  readonly painter: OpenPainter;
  readonly sha256: string;
  close(): Promise<void>;
}

export function createPainterShelf({ logger, keptMs = 60_000 }: PainterShelfOptions): PainterShelf {
  let kept: Opened | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** What is kept, which is nobody's until it is kept again. */
  function take(): Opened | null {
    clearTimeout(timer);
    const taken = kept;
    kept = null;
    return taken;
  }

  async function clear(): Promise<void> {
    await take()?.close();
  }

  async function keep(opened: Opened): Promise<void> {
    await clear();
    kept = opened;
    timer = setTimeout(() => void clear(), keptMs);
    // A process that has nothing else to do may end.
    timer.unref();
  }

  return {
    async borrow(wanted) {
      const key = keyOf(wanted);
      const there = take();
      if (there !== null && there.key !== key) await there.close();
      const opened = there?.key === key ? there : await open(wanted, key, logger);
      const { painter, sha256 } = opened;
      return { painter, sha256, giveBack: (isSound) => (isSound ? keep(opened) : opened.close()) };
    },
    clear,
  };
}

/** Another key means other weights, or another place where they are computed. */
const keyOf = ({ dataDir, modelsDir, model, sampler, device }: WantedPainter): string =>
  JSON.stringify([device, sampler === 'consistency', weightsOf(dataDir, modelsDir, model)]);

const isPart = new RegExp(`^(\\d+x\\d+(${FEW_SUFFIX})?|${ENLARGER_FOLDER})$`);

/** The hash of every part of a painter, read from the cards alone; with that of the painter that adapters were made for. */
function weightsOf(dataDir: string, modelsDir: string, name: string): unknown[] {
  const folder = findPainterFolder(dataDir, modelsDir, name);
  return readdirSync(folder, { withFileTypes: true })
    .filter((part) => part.isDirectory() && isPart.test(part.name))
    .map((part) => {
      const { name: model, sha256, hyperparameters } = readManifest(join(folder, part.name));
      const base = model === ADAPTER_MODEL ? weightsOf(dataDir, modelsDir, String(hyperparameters['base'])) : null;
      return [part.name, sha256, base];
    });
}

async function open({ dataDir, modelsDir, model, sampler, device }: WantedPainter, key: string, logger: Logger): Promise<Opened> {
  const files = withSampler(readPainter(dataDir, modelsDir, model), sampler);
  const runtime = await createRuntime(device, { logger });
  try {
    const painter = await openPainter(runtime, files, readTextTable(modelsDir));
    return {
      key,
      painter,
      sha256: files.sha256,
      async close() {
        await painter.dispose();
        await runtime.dispose();
      },
    };
  } catch (error) {
    await runtime.dispose();
    throw error;
  }
}
