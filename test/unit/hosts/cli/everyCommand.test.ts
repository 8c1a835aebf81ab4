import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commands } from '../../../../src-main/hosts/cli/commands.ts';
import { testCli } from '../../../helpers/cli.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'marquee-'));
const nowhere = join(dataDir, 'nowhere');
const { run } = testCli(() => dataDir);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

interface Sample {
  /** Words that fit, about things that are not there. */
  readonly words?: readonly string[];
  /** The command does its work without any, too. */
  readonly isOptional?: true;
  readonly numbers?: readonly string[];
  /** The code with which `words` fail; they name a file, a data set or an id that does not exist. */
  readonly fails?: string;
}

const onData = ['--data', 'nothing', '--protocol', 'rows-80-20'];
const nobody = ['--profile', 'Nobody'];
const marks = ['--left', '3,3,3', '--right', '3,3,3', '--prefer', 'left'];
const painting = ['steps', 'seed', 'guidance'];

/** Every command of the terminal; a new one is missed here until it has a line. */
const samples: Readonly<Record<string, Sample>> = {
  serve: { numbers: ['port'] },
  import: { words: [nowhere], fails: 'not-found' },
  datasets: {},
  train: { words: ['--data', 'nothing', '--model', 'bias'], numbers: ['seed'], fails: 'not-found' },
  update: { words: ['--data', 'nothing', ...nobody], numbers: ['seed'] },
  towers: { words: ['--out', join(nowhere, 'towers'), '--model', nowhere], fails: 'not-found' },
  embed: { words: ['--data', 'nothing'] },
  'poster-genres': { words: [nowhere], fails: 'not-found' },
  evaluate: {
    words: ['--protocol', 'files', '--train', nowhere, '--test', nowhere, '--model', 'bias'],
    numbers: ['seeds', 'tune'],
    fails: 'not-found',
  },
  compare: { words: [...onData, '--model', 'bias,popularity'], numbers: ['seeds'] },
  ablate: { words: ['--data', 'nothing', '--protocol', 'cold-items'], numbers: ['seeds'] },
  search: { words: [...onData, '--model', 'bias'], numbers: ['trials', 'seed'], fails: 'not-found' },
  run: { words: [nowhere], fails: 'not-found' },
  runs: { numbers: ['limit'] },
  'runs show': { words: ['none'], fails: 'not-found' },
  'runs compare': { words: ['none', 'other'], fails: 'not-found' },
  'runs export': { words: ['--to', join(nowhere, 'runs.csv')], fails: 'not-found' },
  explore: { words: ['--data', 'nothing'], numbers: ['min-film', 'min-user', 'released', 'rated'], fails: 'not-found' },
  models: {},
  'models use': { words: ['none'], fails: 'not-found' },
  'models rollback': {},
  'models import': { words: [nowhere], fails: 'not-found' },
  'models export': { words: ['none', '--to', join(nowhere, 'model.zip')], fails: 'not-found' },
  'models remove': { words: ['none'], fails: 'not-found' },
  recommend: { words: nobody, numbers: ['top', 'user'], fails: 'not-found' },
  similar: { words: ['--film', '99999999'], numbers: ['film', 'top'], fails: 'not-found' },
  'profile create': { words: ['Kim'], numbers: ['age', 'occupation'] },
  'profile list': {},
  'profile show': { words: ['Nobody'], numbers: ['top'], fails: 'not-found' },
  'profile delete': { words: ['Nobody'], fails: 'not-found' },
  rate: { words: [...nobody, '--film', '1', '--stars', '4'], numbers: ['film', 'stars'], fails: 'not-found' },
  showcase: { words: nobody, numbers: ['top'], fails: 'not-found' },
  survey: {},
  'survey start': { words: [...nobody, '--model', 'als,ease'], numbers: ['length'], fails: 'not-found' },
  'survey answer': { words: ['none', ...marks], numbers: ['left', 'right'], fails: 'not-found' },
  'survey export': { words: ['--to', join(nowhere, 'survey.csv')], fails: 'storage-failed' },
  paint: {
    words: ['sea', '--from', nowhere, '--out', join(nowhere, 'x.png')],
    numbers: [...painting, 'decade', 'strength', 'count', 'guidance-interval'],
    fails: 'not-found',
  },
  poster: { words: ['--film', '99999999', '--out', join(nowhere, 'x.png')], numbers: [...painting, 'film', 'width'], fails: 'not-found' },
  gallery: { numbers: ['seed', 'film', 'rating', 'top'] },
  'train-images': {
    words: ['--pictures', nowhere, '--stage', '16'],
    numbers: ['stage', 'steps', 'batch', 'rate', 'seed'],
    fails: 'not-found',
  },
  'finetune-images': {
    words: ['--name', 'mine', '--pictures', nowhere],
    numbers: ['rank', 'steps', 'batch', 'rate', 'seed'],
    fails: 'not-found',
  },
  'evaluate-images': { words: ['--reference', nowhere, '--details', nowhere], numbers: [...painting, 'n'], fails: 'not-found' },
  'compare-images': { words: ['--prompts', nowhere], isOptional: true, numbers: ['steps', 'seed', 'pictures'], fails: 'not-found' },
  'downloads list': {},
  'downloads start': { words: ['none'], fails: 'not-found' },
  'downloads import': { words: ['all-MiniLM-L6-v2', nowhere], fails: 'not-found' },
  'downloads remove': { words: ['none'], fails: 'not-found' },
  backups: {},
  'backups make': {},
  'backups restore': { words: ['none'], fails: 'not-found' },
  doctor: {},
};

/** One sentence about what is wrong, nothing of a library's way of speaking, and on the right stream. */
async function refuses(code: 1 | 2, argv: readonly string[]): Promise<{ code: string; message: string }> {
  const { code: exit, out } = await run(...argv, '--json');
  expect([exit, out.trim().split('\n').length], `${argv.join(' ')}: ${out}`).toEqual([code, 1]);
  const { error, ...rest } = JSON.parse(out) as { error: { code: string; message: string } };
  expect([Object.keys(error), rest]).toEqual([['code', 'message'], {}]);
  expect(error.message, argv.join(' ')).not.toMatch(/Invalid|expected|undefined|NaN|Too (small|big)|\n|defect/);
  if (code === 2) {
    const plain = await run(...argv);
    expect([plain.code, plain.out, plain.err], argv.join(' ')).toEqual([2, '', `marquee: ${error.message}\n`]);
  }
  return error;
}

it('is about every command', () => {
  expect(Object.keys(samples)).toEqual(commands.map(({ name }) => name));
});

describe.each(Object.entries(samples))('marquee %s', (name, { words, isOptional = words === undefined, numbers = [], fails }) => {
  const command = name.split(' ');

  it('refuses wrong words', { timeout: 30_000 }, async () => {
    if (!isOptional) expect((await refuses(2, command)).message).toContain(`Usage: marquee ${name}`);
    expect((await refuses(2, [...command, ...(words ?? []), '--no-such-option'])).message).toContain("'--no-such-option'");
    for (const number of numbers) {
      for (const value of ['ten', '1e999', '-1.5', '']) {
        const rest = (words ?? []).filter((word, at, all) => word !== `--${number}` && all[at - 1] !== `--${number}`);
        expect((await refuses(2, [...command, ...rest, `--${number}=${value}`])).message).toContain(`--${number}`);
      }
    }
  });

  if (fails !== undefined)
    it('says what is not there', { timeout: 60_000 }, async () => {
      expect((await refuses(1, [...command, ...words!])).code).toBe(fails);
    });
});
