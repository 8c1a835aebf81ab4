import type { Services } from './handlers.ts';
import type { Stores } from './stores.ts';

export function createModelsService(stores: () => Stores): Services['models'] {
  return { list: () => stores().models.cards() };
}
