import { expect } from 'vitest';
import { commands } from '../../src-main/hosts/cli/commands.ts';
import { runCli } from '../../src-main/hosts/cli/runCli.ts';
import { findAppPaths } from '../../src-main/hosts/shared/appPaths.ts';

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface TestCli {
  run(...argv: string[]): Promise<CliRun>;
  /** Runs with --json, checks that standard output is one object of the command's own schema, and hands it over. */
  json<T>(name: string, ...argv: string[]): Promise<T>;
}

/** The terminal in this process, on a data folder; asked for at each call, since a test may make it later. */
export function testCli(dataDir: () => string): TestCli {
  async function run(...argv: string[]): Promise<CliRun> {
    let out = '';
    let err = '';
    const code = await runCli([...argv, '--data-dir', dataDir()], {
      paths: findAppPaths(),
      streams: { out: (text) => void (out += text), err: (text) => void (err += text), isTerminal: false },
      env: {},
      clock: Date.now,
      signal: new AbortController().signal,
    });
    return { code, out, err };
  }
  return {
    run,
    async json<T>(name: string, ...argv: string[]) {
      const { code, out, err } = await run(...name.split(' '), ...argv, '--json');
      expect(code, `${out}${err}`).toBe(0);
      expect(out.endsWith('\n') && out.trimEnd().includes('\n')).toBe(false);
      const value: unknown = JSON.parse(out);
      const parsed = commands.find((known) => known.name === name)!.schema.safeParse(value);
      expect(parsed.error?.issues, name).toBeUndefined();
      expect(value).toEqual(parsed.data);
      return value as T;
    },
  };
}
