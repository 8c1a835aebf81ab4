import { MODEL_NAMES } from '../../src-main/contract/modelWords.ts';
import type { ModelCard } from '../../src-main/contract/models.ts';
import { dayWords } from './dayWords.ts';

export { MODEL_NAMES };

/** "today", "18 Nov", "3 Feb 2024": the day on which a model was trained. */
export const trainedWords = ({ trainedAt }: Pick<ModelCard, 'trainedAt'>): string => dayWords(Date.parse(trainedAt), Date.now());

/** "Similar films (item-knn)", "EASE": in the lab a model also has the name that the terminal, files and papers know, where the words do not say it. */
export const namedModel = (name: ModelCard['name']): string =>
  MODEL_NAMES[name].toLowerCase() === name ? MODEL_NAMES[name] : `${MODEL_NAMES[name]} (${name})`;

/** "iALS (shipped)", "ALS (ml-1m, 18 Nov)". */
export const modelLabel = (card: ModelCard): string =>
  `${MODEL_NAMES[card.name]} (${card.origin === 'shipped' ? 'shipped' : `${card.data.name}, ${trainedWords(card)}`})`;
