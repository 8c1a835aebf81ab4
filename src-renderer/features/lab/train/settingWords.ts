import type { ModelOption } from '../../../../src-main/contract/experiments.ts';

export type Setting = ModelOption['hyperparameters'][number];

const NAMED: Readonly<Record<string, string>> = { saveEvery: 'Save every, steps', saveEveryMinutes: 'Save every, minutes' };

/** "learningRate" as "Learning rate"; "l2" stays. */
export function settingWords(name: string): string {
  if (NAMED[name] !== undefined) return NAMED[name];
  const spaced = name.replace(/([a-z\d])([A-Z])/g, (_, before: string, capital: string) => `${before} ${capital.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

export function valueWords(value: number | string | boolean): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'string') return value;
  const size = Math.abs(value);
  // A drawn setting has sixteen digits, of which four say something; the experiment file keeps them all.
  const short = Number.isInteger(value) ? value : Number(value.toPrecision(4));
  return size !== 0 && (size < 1e-3 || size >= 1e6) ? short.toExponential() : String(short);
}

/** The meaning, and what the preset says. */
export function settingHelp({ meaning, preset, range }: Setting): string {
  const span = range === null || range.kind === 'choice' ? '' : `; searched from ${valueWords(range.min)} to ${valueWords(range.max)}`;
  return `${meaning} Preset: ${valueWords(preset)}${span}.`.trim();
}

/** When checkpoints are written; the form can say at once what could not be. */
const CHECKPOINTS: ReadonlySet<string> = new Set(['saveEvery', 'saveEveryMinutes']);

/** The number that was typed, or a sentence on what is wrong with it. */
export function readNumber(text: string, { name, range, preset }: Setting): number | string {
  const value = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value)) return 'A number is needed, such as 0.05 or 1e-3.';
  if (CHECKPOINTS.has(name) && value < 0) return 'A number of at least 0.';
  const isWhole = range !== null && range.kind !== 'choice' ? range.integer : false;
  if (isWhole && Number.isInteger(preset) && !Number.isInteger(value)) return 'A whole number is needed.';
  return value;
}
