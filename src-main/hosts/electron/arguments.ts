export interface ElectronArguments {
  readonly dataDir: string | undefined;
  /** `doctor`: report what works and leave, without a window. */
  readonly isDoctor: boolean;
  readonly asJson: boolean;
}

/**
 * The words of a person on Electron's command line. Chromium's own switches and the path of the app stand among them and
 * are passed over.
 */
export function readArguments(argv: readonly string[]): ElectronArguments {
  const flag = argv.findIndex((word) => word === '--data-dir');
  const joined = argv.find((word) => word.startsWith('--data-dir='));
  return {
    dataDir: joined?.slice('--data-dir='.length) ?? (flag >= 0 ? argv[flag + 1] : undefined),
    isDoctor: argv.includes('doctor'),
    asJson: argv.includes('--json'),
  };
}
