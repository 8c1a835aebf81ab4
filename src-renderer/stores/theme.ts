import type { Settings } from '../../src-main/contract/app.ts';

const KEY = 'marquee.look';

interface Look {
  readonly theme: Settings['theme'];
  readonly textScale: number;
}

/** What was chosen last in this window, so that the first paint is right; the settings themselves live with the app. */
export function rememberedLook(storage: Pick<Storage, 'getItem'>): Look {
  try {
    const value = JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<Look>;
    return {
      theme: value.theme === 'dark' || value.theme === 'light' ? value.theme : 'system',
      textScale: typeof value.textScale === 'number' && value.textScale >= 0.85 && value.textScale <= 1.5 ? value.textScale : 1,
    };
  } catch {
    return { theme: 'system', textScale: 1 };
  }
}

/** `system` leaves the attribute away, and the style sheet follows the system, also while it changes. */
export function applyLook(root: HTMLElement, look: Look, storage?: Pick<Storage, 'setItem'>): void {
  if (look.theme === 'system') root.removeAttribute('data-theme');
  else root.setAttribute('data-theme', look.theme);
  root.style.fontSize = look.textScale === 1 ? '' : `${look.textScale * 100}%`;
  try {
    storage?.setItem(KEY, JSON.stringify({ theme: look.theme, textScale: look.textScale }));
  } catch {
    // Storage may be full or forbidden; the look holds for this window.
  }
}
