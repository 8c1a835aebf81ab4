import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelCard } from '../contract/models.ts';
import { modelNameSchema, type ModelName } from '../contract/shared.ts';
import { DomainError } from '../core/base/errors.ts';
import type { Logger } from '../core/base/logger.ts';
import { openStoredModel } from '../core/recommenders/modelCard.ts';
import type { UsableModel } from '../core/recommenders/training.ts';
import { loadModel } from '../core/storage/modelStore.ts';
import { readCard, type StoredCard } from './modelCard.ts';

export interface LoadedModel extends UsableModel {
  readonly modelId: string;
  readonly name: ModelName;
}

/** Models that ship with the app and those trained in this data folder. Each is loaded when it is first asked for. */
export interface ModelLibrary {
  cards(): ModelCard[];
  /** A model by its id or its name, null where there is none; of several of one name the shipped one, then the newest. */
  byName(idOrName: string): LoadedModel | null;
  /** The newest model of this name trained on data with this hash. */
  trainedOn(name: ModelName, datasetSha256: string): LoadedModel | null;
  /** The model that ranks: the one asked for, otherwise the default. @throws DomainError 'not-found' where nothing can rank. */
  ranking(asked: string | null): LoadedModel;
  /** The model whose stars are shown; null where none predicts any. */
  stars(asked: string | null): LoadedModel | null;
  /** The model whose similarity is shown. @throws DomainError 'not-found'. */
  similarity(asked: string | null): LoadedModel;
  /** Loads what the first lists need, one model a turn of the event loop, so that no first rating waits for it. */
  warmUp(): Promise<void>;
  /** Folder of a model. @throws DomainError 'not-found' */
  directoryOf(modelId: string): string;
  /** To be called after a model was trained, imported or removed. */
  refresh(): void;
}

export interface ModelLibraryOptions {
  readonly modelsDir: string;
  readonly dataDir: string;
  readonly logger: Logger;
}

/** Chosen by the rules of EVALUATION.md among what ships; see models/README.md. The first that is at hand counts. */
const rankingOrder: readonly ModelName[] = ['ials', 'ease', 'item-knn', 'als', 'popularity', 'highest-rated'];
const starsOrder: readonly ModelName[] = ['als', 'item-knn', 'bias', 'demographic', 'highest-rated'];
/** Models that know which films go together; the others would answer with one list for every film. */
const similarityOrder: readonly ModelName[] = ['ease', 'item-knn', 'ials', 'als'];

export function createModelLibrary({ modelsDir, dataDir, logger }: ModelLibraryOptions): ModelLibrary {
  const trainedDir = join(dataDir, 'models');
  const loaded = new Map<string, LoadedModel>();
  let stored = list();

  function list(): StoredCard[] {
    return [...scan(modelsDir, 'shipped', logger), ...scan(trainedDir, 'trained', logger)];
  }

  function load({ directory, card }: StoredCard): LoadedModel {
    let model = loaded.get(directory);
    if (model === undefined) {
      const { manifest, tensors } = loadModel(directory);
      model = { ...openStoredModel(manifest, tensors), modelId: card.modelId, name: card.name };
      loaded.set(directory, model);
    }
    return model;
  }

  /** A damaged model file must not keep a person from lists that another model can make. */
  function tryLoad(found: StoredCard | undefined): LoadedModel | null {
    if (found === undefined) return null;
    try {
      return load(found);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      logger.error('A model could not be loaded.', { model: found.card.modelId, why: error.message });
      return null;
    }
  }

  const find = (idOrName: string): StoredCard | undefined =>
    stored.find(({ card }) => card.modelId === idOrName) ?? stored.find(({ card }) => card.name === idOrName);

  function choose(asked: string | null, order: readonly ModelName[], what: string): LoadedModel {
    if (asked !== null) {
      const model = tryLoad(find(asked));
      if (model !== null) return model;
      if (modelNameSchema.safeParse(asked).success) {
        throw new DomainError('not-found', `The model "${asked}" is not at hand; choose another, or train it in the lab.`, {
          model: asked,
        });
      }
    }
    for (const name of order) {
      const model = tryLoad(find(name));
      if (model !== null) return model;
    }
    throw new DomainError('not-found', `There is no model that ${what}; install Marquee again, or train one in the lab.`);
  }

  const defaultOf = (order: readonly ModelName[]): string | null =>
    order.map(find).find((card) => card !== undefined)?.card.modelId ?? null;

  return {
    cards() {
      const [ranking, stars] = [defaultOf(rankingOrder), defaultOf(starsOrder)];
      return stored.map(({ card }) => ({ ...card, isDefaultRanking: card.modelId === ranking, isDefaultStars: card.modelId === stars }));
    },
    byName: (idOrName) => tryLoad(find(idOrName)),
    trainedOn(name, datasetSha256) {
      return tryLoad(stored.find(({ card }) => card.name === name && card.origin === 'trained' && card.data.sha256 === datasetSha256));
    },
    ranking: (asked) => choose(asked, rankingOrder, 'can rank'),
    stars(asked) {
      const canPredict = (model: LoadedModel | null): model is LoadedModel => model?.fitted.stars !== undefined;
      const chosen = asked === null ? null : tryLoad(find(asked));
      if (canPredict(chosen)) return chosen;
      for (const name of starsOrder) {
        const model = tryLoad(find(name));
        if (canPredict(model)) return model;
      }
      return null;
    },
    similarity: (asked) => choose(asked, similarityOrder, 'knows which films are alike'),
    async warmUp() {
      const wanted = ['demographic', 'popularity', defaultOf(rankingOrder), defaultOf(starsOrder)];
      for (const idOrName of wanted) {
        await new Promise((resolve) => setImmediate(resolve));
        if (idOrName !== null) tryLoad(find(idOrName));
      }
    },
    directoryOf(modelId) {
      const found = stored.find(({ card }) => card.modelId === modelId);
      if (found === undefined)
        throw new DomainError('not-found', `The model "${modelId}" is not at hand; choose another.`, { model: modelId });
      return found.directory;
    },
    refresh() {
      stored = list();
    },
  };
}

/** Newest first, so that of several models of one name the newest counts. */
function scan(folder: string, origin: ModelCard['origin'], logger: Logger): StoredCard[] {
  if (!existsSync(folder)) return [];
  const cards: StoredCard[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const directory = join(folder, entry.name);
    if (!entry.isDirectory() || entry.name.startsWith('.') || !existsSync(join(directory, 'manifest.json'))) continue;
    try {
      const card = readCard(directory, origin);
      if (card !== null) cards.push({ directory, card });
    } catch (error) {
      logger.warn('A folder of models could not be read.', { directory, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return cards.sort((a, b) => b.card.trainedAt.localeCompare(a.card.trainedAt) || a.card.modelId.localeCompare(b.card.modelId));
}
