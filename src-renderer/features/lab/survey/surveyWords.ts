import type { ModelCard } from '../../../../src-main/contract/models.ts';
import { surveyAspects } from '../../../../src-main/contract/survey.ts';
import { MODEL_NAMES } from '../../../components/modelWords.ts';

export type Aspect = (typeof surveyAspects)[number];

/** The question behind each aspect, and what 1 and 5 mean. */
export const ASPECT_QUESTIONS: Readonly<
  Record<Aspect, { readonly name: string; readonly question: string; readonly least: string; readonly most: string }>
> = {
  relevance: { name: 'Relevance', question: 'How many of these would you like?', least: 'none', most: 'all' },
  novelty: { name: 'Novelty', question: 'How much is new to you?', least: 'all known', most: 'all new' },
  trust: { name: 'Trust', question: 'Would you follow this list?', least: 'never', most: 'gladly' },
};

/** A model by the name that screens give it. */
export function modelWords(idOrName: string, cards: readonly ModelCard[]): string {
  const card = cards.find(({ modelId }) => modelId === idOrName) ?? cards.find(({ name }) => name === idOrName);
  return card === undefined ? idOrName : MODEL_NAMES[card.name];
}
