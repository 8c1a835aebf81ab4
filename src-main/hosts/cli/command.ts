import type { ParseArgsOptionsConfig } from 'node:util';
import type { z } from 'zod';
import type { Logger } from '../../core/base/logger.ts';
import type { ReportProgress } from '../../core/base/progress.ts';
import type { AppPaths } from '../shared/appPaths.ts';
import { faultSentence, plainFault } from './argumentFaults.ts';

/** What a command gets beside its own arguments. */
export interface CommandContext {
  readonly dataDir: string;
  /** Where a move of the data folder is remembered; null where the folder was named outright. */
  readonly locationFile: string | null;
  readonly paths: AppPaths;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly asJson: boolean;
  /** Raised by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly reportProgress: ReportProgress;
  /** A line for the person, on standard error. */
  note(line: string): void;
  /** A line of the result, on standard output; only for commands that run until they are stopped. */
  print(line: string): void;
}

export interface CommandResult<J> {
  /** The one object of `--json`. */
  readonly json: J;
  /** The same for a person: lines on standard output. */
  readonly text: string;
  /** 1 where the work is done and its answer is "no" (doctor); 0 otherwise. */
  readonly exitCode?: 0 | 1;
}

export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

export interface Command {
  readonly name: string;
  /** After the name: "PATH [--as NAME]". */
  readonly usage: string;
  readonly summary: string;
  /** One line per option, for `--help`. */
  readonly help: readonly string[];
  readonly options: ParseArgsOptionsConfig;
  readonly schema: z.ZodType;
  run(values: Values, positionals: readonly string[], context: CommandContext): Promise<CommandResult<unknown>>;
}

/** The words of the command line are wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Builds a command whose options are checked by one schema.
 * @param args zod schema of the option values together with `positionals`.
 */
export function defineCommand<A extends z.ZodType, S extends z.ZodType>(definition: {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly help?: readonly string[];
  readonly options?: ParseArgsOptionsConfig;
  readonly args: A;
  readonly schema: S;
  readonly run: (args: z.output<A>, context: CommandContext) => Promise<CommandResult<z.input<S>>>;
}): Command {
  const { args, run, ...rest } = definition;
  return {
    help: [],
    options: {},
    ...rest,
    async run(values, positionals, context) {
      const parsed = args.safeParse({ ...values, positionals: [...positionals] }, { error: plainFault });
      if (!parsed.success) throw new UsageError(faultSentence(parsed.error.issues[0]));
      return await run(parsed.data, context);
    },
  };
}
