import type { Command } from './command.ts';
import { compareCommand } from './commands/compare.ts';
import { datasetsCommand } from './commands/datasets.ts';
import { doctorCommand } from './commands/doctor.ts';
import { downloadCommands } from './commands/downloads.ts';
import { embedCommand } from './commands/embed.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { importCommand } from './commands/import.ts';
import { pictureCommands } from './commands/pictures.ts';
import { profileCreateCommand, profileDeleteCommand, profileListCommand, profileShowCommand } from './commands/profile.ts';
import { rateCommand } from './commands/rate.ts';
import { recommendCommand } from './commands/recommend.ts';
import { serveCommand } from './commands/serve.ts';
import { similarCommand } from './commands/similar.ts';
import { trainCommand } from './commands/train.ts';
import { updateCommand } from './commands/update.ts';

/** Every command of the terminal, in the order of the help. */
export const commands: readonly Command[] = [
  serveCommand,
  importCommand,
  datasetsCommand,
  trainCommand,
  updateCommand,
  embedCommand,
  evaluateCommand,
  compareCommand,
  recommendCommand,
  similarCommand,
  profileCreateCommand,
  profileListCommand,
  profileShowCommand,
  profileDeleteCommand,
  rateCommand,
  ...pictureCommands,
  ...downloadCommands,
  doctorCommand,
];
