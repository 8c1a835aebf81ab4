import { z } from 'zod';
import { backupSchema } from '../../../contract/app.ts';
import { DomainError } from '../../../core/base/errors.ts';
import { backupsOf, putBackupInPlace } from '../../../services/refusedData.ts';
import { acquireInstanceLock } from '../../shared/instanceLock.ts';
import { nothing } from '../arguments.ts';
import { type Command, defineCommand } from '../command.ts';
import { withApplication } from '../openApplication.ts';

const backupsCommand = defineCommand({
  name: 'backups',
  usage: '',
  summary: 'Lists the backups of profiles, ratings, lists and settings, newest first.',
  args: z.object({ positionals: nothing }),
  schema: z.object({ backups: z.array(backupSchema.extend({ path: z.string() })) }),
  run(_args, { dataDir }) {
    const backups = backupsOf(dataDir);
    const lines = backups.map(({ backupId, sizeBytes }) => `${backupId}  ${(sizeBytes / 1024).toFixed(0)} KiB`);
    return Promise.resolve({ json: { backups }, text: lines.join('\n') || 'There is no backup yet; "marquee backups make" makes one.' });
  },
});

const makeCommand = defineCommand({
  name: 'backups make',
  usage: '',
  summary: 'Makes a backup; it can be made while Marquee is open.',
  args: z.object({ positionals: nothing }),
  schema: backupSchema,
  async run(_args, context) {
    const backup = await withApplication(context, ({ client }) => client.app.backup());
    return { json: backup, text: backup.backupId };
  },
});

const restoreCommand = defineCommand({
  name: 'backups restore',
  usage: 'ID',
  summary: 'Puts a backup in place of the present profiles and ratings, which are kept; works also where Marquee cannot open them.',
  args: z.object({ positionals: z.tuple([z.string().min(1)], { error: 'name one backup by its id from "marquee backups"' }) }),
  schema: z.object({ restored: z.string(), keptAt: z.string().nullable() }),
  run({ positionals: [backupId] }, { dataDir, clock }) {
    const lock = acquireInstanceLock(dataDir, 'cli', clock);
    if ('heldBy' in lock) {
      throw new DomainError('conflict', 'Marquee is open on this data folder; put the backup back in its Settings, or close it first.', {
        processId: lock.heldBy.processId,
      });
    }
    try {
      const { keptAt } = putBackupInPlace(dataDir, backupId, clock);
      const kept = keptAt === null ? '' : ` What was there is kept at ${keptAt}.`;
      return Promise.resolve({ json: { restored: backupId, keptAt }, text: `The backup is in place.${kept}` });
    } finally {
      lock.release();
    }
  },
});

/** Reading the list and putting one back need no data base that opens. */
export const backupCommands: readonly Command[] = [backupsCommand, makeCommand, restoreCommand];
