import { describe, expect, it } from 'vitest';
import { painterOrderSchema } from '../../../../src-main/contract/painters.ts';
import { faultsOf, orderOf } from '../../../../src-renderer/features/studio/train/draft.ts';
import { newPainterDraft } from '../../../../src-renderer/stores/painterDraftStore.ts';

describe('checkpoints of a painter, as they are typed', () => {
  const draft = { ...newPainterDraft([]), path: '/pictures' };

  it('are left to time where nothing is typed', () => {
    expect(painterOrderSchema.parse(orderOf(draft))).toMatchObject({ saveEvery: null, saveEveryMinutes: null });
  });

  it('come every so many steps and minutes, of a new painter and of one that goes on', () => {
    for (const kind of ['train', 'finetune'] as const) {
      const typed = { ...draft, kind, from: 'poster', saveEvery: '250', saveEveryMinutes: ' 2,5 ' };
      expect(faultsOf(typed)).toEqual({});
      expect(painterOrderSchema.parse(orderOf(typed))).toMatchObject({ saveEvery: 250, saveEveryMinutes: 2.5 });
    }
  });

  it('say what is wrong with them', () => {
    expect(faultsOf({ ...draft, saveEvery: '2.5', saveEveryMinutes: '0' })).toEqual({
      saveEvery: 'A whole number above zero.',
      saveEveryMinutes: 'A number of minutes above zero.',
    });
  });
});
