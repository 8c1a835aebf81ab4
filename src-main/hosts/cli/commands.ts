import type { Command } from './command.ts';
import { ablateCommand } from './commands/ablate.ts';
import { backupCommands } from './commands/backups.ts';
import { compareCommand } from './commands/compare.ts';
import { datasetsCommand } from './commands/datasets.ts';
import { doctorCommand } from './commands/doctor.ts';
import { downloadCommands } from './commands/downloads.ts';
import { embedCommand } from './commands/embed.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { exploreCommand } from './commands/explore.ts';
import { importCommand } from './commands/import.ts';
import { modelCommands } from './commands/models.ts';
import { pictureCommands } from './commands/pictures.ts';
import { posterGenresCommand } from './commands/posterGenres.ts';
import { profileCreateCommand, profileDeleteCommand, profileListCommand, profileShowCommand } from './commands/profile.ts';
import { rateCommand } from './commands/rate.ts';
import { recommendCommand } from './commands/recommend.ts';
import { runCommand } from './commands/run.ts';
import { runsCommand, runsCompareCommand, runsExportCommand, runsShowCommand } from './commands/runs.ts';
import { searchCommand } from './commands/search.ts';
import { serveCommand } from './commands/serve.ts';
import { showcaseCommand } from './commands/showcase.ts';
import { similarCommand } from './commands/similar.ts';
import { surveyCommands } from './commands/survey.ts';
import { towersCommand } from './commands/towers.ts';
import { trainCommand } from './commands/train.ts';
import { updateCommand } from './commands/update.ts';

/** Every command of the terminal, in the order of the help. */
export const commands: readonly Command[] = [
  serveCommand,
  importCommand,
  datasetsCommand,
  trainCommand,
  updateCommand,
  towersCommand,
  embedCommand,
  posterGenresCommand,
  evaluateCommand,
  compareCommand,
  ablateCommand,
  searchCommand,
  runCommand,
  runsCommand,
  runsShowCommand,
  runsCompareCommand,
  runsExportCommand,
  exploreCommand,
  ...modelCommands,
  recommendCommand,
  similarCommand,
  profileCreateCommand,
  profileListCommand,
  profileShowCommand,
  profileDeleteCommand,
  rateCommand,
  showcaseCommand,
  ...surveyCommands,
  ...pictureCommands,
  ...downloadCommands,
  ...backupCommands,
  doctorCommand,
];
