import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../src-renderer/styles/tokens.css', import.meta.url), 'utf8');

/** Name and value of every token in the block that follows `selector`. */
function tokens(selector: string): Map<string, string> {
  const from = css.indexOf('{', css.indexOf(selector)) + 1;
  const block = css.slice(from, css.indexOf('}', from)).replaceAll(/\/\*.*?\*\//gs, '');
  return new Map([...block.matchAll(/(--[\w-]+|color-scheme)\s*:\s*([^;]+);/g)].map(([, name, value]) => [name!, value!.trim()]));
}

describe('the tokens', () => {
  it('are the same in the light theme whether chosen or taken from the system', () => {
    const chosen = tokens(':root[data-theme="light"]');
    expect(chosen.size).toBeGreaterThan(30);
    expect(tokens(':root:not([data-theme])')).toEqual(chosen);
  });

  it('are all defined in the dark theme first', () => {
    const dark = tokens(':root {');
    for (const name of tokens(':root[data-theme="light"]').keys()) expect(dark.has(name), name).toBe(true);
  });
});
