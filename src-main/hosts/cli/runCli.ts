import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { ComputeEndedError } from '../../compute/computeEndedError.ts';
import { DomainError } from '../../core/base/errors.ts';
import { ensureDataFolder, resolveDataFolder } from '../../services/dataFolder.ts';
import { createLineLogger } from '../../services/logger.ts';
import type { AppPaths } from '../shared/appPaths.ts';
import { type Command, UsageError, type Values } from './command.ts';
import { commands } from './commands.ts';
import { createProgressLine } from './progressLine.ts';

export interface CliStreams {
  out(text: string): void;
  err(text: string): void;
  /** True where standard error is a terminal that can rewrite its line. */
  readonly isTerminal: boolean;
}

export interface CliOptions {
  readonly paths: AppPaths;
  readonly streams: CliStreams;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: () => number;
  readonly signal: AbortSignal;
}

const globalOptions = {
  json: { type: 'boolean' },
  'data-dir': { type: 'string' },
  verbose: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig;

/** Runs one command line. @returns the exit code: 0 done, 1 failed with one clear sentence, 2 wrong usage. */
export async function runCli(argv: readonly string[], options: CliOptions): Promise<number> {
  const { streams } = options;
  const asJson = argv.includes('--json');
  const fail = (exitCode: number, code: string, message: string): number => {
    if (asJson) streams.out(`${JSON.stringify({ error: { code, message } })}\n`);
    else streams.err(`marquee: ${message}\n`);
    return exitCode;
  };
  const found = findCommand(argv);
  if (found === null) {
    const word = argv[firstWordAt(argv)];
    if (word === undefined && argv.includes('--version')) return print(streams, `${options.paths.version}\n`);
    if (word === undefined && (argv.length === 0 || argv.includes('--help') || argv.includes('-h'))) {
      streams[argv.length === 0 ? 'err' : 'out'](overview());
      return argv.length === 0 ? 2 : 0;
    }
    const group = commands.filter(({ name }) => name.startsWith(`${word} `));
    if (group.length > 0) {
      const isAsked = argv.includes('--help') || argv.includes('-h');
      if (isAsked) return print(streams, groupHelp(group));
      return fail(2, 'invalid-input', `"${word}" is one of ${group.map(({ name }) => name).join(', ')}.`);
    }
    return fail(2, 'invalid-input', `There is no command "${word ?? argv[0]}"; "marquee --help" lists all commands.`);
  }
  const { command, rest } = found;
  try {
    const { values, positionals } = parse(command, rest);
    if (values['help'] === true) return print(streams, helpOf(command));
    const { dataDir, locationFile } = resolveDataFolder({ flag: values['data-dir'] as string | undefined, env: options.env });
    ensureDataFolder(dataDir);
    const progress = createProgressLine(streams, options.clock);
    const result = await command.run(withoutGlobals(values), positionals, {
      dataDir,
      locationFile,
      paths: options.paths,
      env: options.env,
      clock: options.clock,
      logger: createLineLogger(streams.err, values['verbose'] === true),
      asJson,
      signal: options.signal,
      reportProgress: progress.report,
      note: (line) => progress.interrupt(() => streams.err(`${line}\n`)),
      print: (line) => progress.interrupt(() => streams.out(`${line}\n`)),
    });
    progress.finish();
    if (asJson) streams.out(`${JSON.stringify(result.json)}\n`);
    else if (result.text !== '') streams.out(result.text.endsWith('\n') ? result.text : `${result.text}\n`);
    return result.exitCode ?? 0;
  } catch (error) {
    if (streams.isTerminal) streams.err('\r\x1b[K');
    if (error instanceof UsageError)
      return fail(2, 'invalid-input', `${error.message}. Usage: marquee ${`${command.name} ${command.usage}`.trimEnd()}`);
    if (error instanceof DomainError || error instanceof ComputeEndedError) return fail(1, error.code, error.message);
    if (argv.includes('--verbose') && error instanceof Error) streams.err(`${error.stack}\n`);
    return fail(
      1,
      'internal',
      `A defect in Marquee stopped this command (${error instanceof Error ? error.message : String(error)}); --verbose shows where.`,
    );
  }
}

function print(streams: CliStreams, text: string): number {
  streams.out(text);
  return 0;
}

/** The command's place: the first word that is neither an option nor the value of the one that may stand before it. */
function firstWordAt(argv: readonly string[]): number {
  return argv.findIndex((part, index) => !part.startsWith('-') && argv[index - 1] !== '--data-dir');
}

function findCommand(argv: readonly string[]): { command: Command; rest: string[] } | null {
  const at = firstWordAt(argv);
  if (at < 0) return null;
  const two = commands.find((command) => command.name === `${argv[at]} ${argv[at + 1] ?? ''}`);
  if (two !== undefined) return { command: two, rest: [...argv.slice(0, at), ...argv.slice(at + 2)] };
  const one = commands.find((command) => command.name === argv[at]);
  return one === undefined ? null : { command: one, rest: [...argv.slice(0, at), ...argv.slice(at + 1)] };
}

function parse(command: Command, args: string[]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args, options: { ...globalOptions, ...command.options }, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('. To specify')[0]! : String(error));
  }
}

function withoutGlobals(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !(key in globalOptions)));
}

function groupHelp(group: readonly Command[]): string {
  return group.map(({ name, usage, summary }) => `marquee ${name} ${usage}\n    ${summary}\n`).join('');
}

function overview(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return [
    'Usage: marquee COMMAND [--json] [--data-dir DIR]',
    '',
    ...lines,
    '',
    'Each command explains itself: marquee COMMAND --help',
    'Exit codes: 0 done, 1 failed, 2 wrong usage. Progress goes to standard error.',
    '',
  ].join('\n');
}

function helpOf(command: Command): string {
  return [
    `Usage: marquee ${command.name} ${command.usage} [--json] [--data-dir DIR]`.replace(/ {2,}/g, ' '),
    '',
    command.summary,
    ...(command.help.length > 0 ? ['', ...command.help.map((line) => `  ${line}`)] : []),
    '',
    '  --json          one JSON object on standard output',
    '  --data-dir DIR  the data folder (otherwise MARQUEE_HOME, otherwise the usual place)',
    '  --verbose       say more on standard error',
    '',
  ].join('\n');
}
