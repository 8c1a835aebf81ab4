import type { ActiveModel, ModelCard } from '../../../../src-main/contract/models.ts';

/** The person's own lists, among the data sets that a model may serve. */
export const OWN_LISTS = 'app';

/** "Ranks your lists", "Ranks ml-1m, guesses your stars"; empty where it serves nothing. */
export function servesWords(card: ModelCard, active: readonly ActiveModel[]): string {
  const words = active
    .filter(({ modelId }) => modelId === card.modelId)
    .map(({ role, dataset }) =>
      role === 'ranking'
        ? `ranks ${dataset === OWN_LISTS ? 'your lists' : dataset}`
        : `guesses ${dataset === OWN_LISTS ? 'your stars' : `stars of ${dataset}`}`,
    );
  const isChosen = (role: ActiveModel['role']): boolean => active.some((one) => one.dataset === OWN_LISTS && one.role === role);
  if (card.isDefaultRanking && !isChosen('ranking')) words.push('ranks your lists');
  if (card.isDefaultStars && !isChosen('stars')) words.push('guesses your stars');
  const text = words.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
