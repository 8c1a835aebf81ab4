import type { ActiveModel, ModelCard } from '../../../../src-main/contract/models.ts';

/** The person's own lists, among the data sets that a model may serve. */
export const OWN_LISTS = 'app';

/** Whether it is the one that ranks the person's own lists, or guesses their stars: chosen, or the default where none is. */
export function servesOwn(card: ModelCard, active: readonly ActiveModel[], role: ActiveModel['role']): boolean {
  const chosen = active.find((one) => one.dataset === OWN_LISTS && one.role === role);
  if (chosen !== undefined) return chosen.modelId === card.modelId;
  return role === 'ranking' ? card.isDefaultRanking : card.isDefaultStars;
}

/** "Ranks your lists", "Ranks ml-1m, guesses your stars"; empty where it serves nothing. */
export function servesWords(card: ModelCard, active: readonly ActiveModel[]): string {
  const words = active
    .filter(({ modelId }) => modelId === card.modelId)
    .map(({ role, dataset }) =>
      role === 'ranking'
        ? `ranks ${dataset === OWN_LISTS ? 'your lists' : dataset}`
        : `guesses ${dataset === OWN_LISTS ? 'your stars' : `stars of ${dataset}`}`,
    );
  const isDefault = (role: ActiveModel['role']): boolean =>
    servesOwn(card, active, role) && !active.some((one) => one.dataset === OWN_LISTS && one.role === role);
  if (isDefault('ranking')) words.push('ranks your lists');
  if (isDefault('stars')) words.push('guesses your stars');
  const text = words.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
