import { z } from 'zod';
import { type CheckpointTimes, checkpointTimes } from '../../core/base/checkpointTimes.ts';
import { numeric } from './arguments.ts';

const OTHERWISE_MS = 60_000;

/** How often a training of a painter keeps a checkpoint. */
export const checkpointOptions = { 'save-every': { type: 'string' }, 'save-every-minutes': { type: 'string' } } as const;

export const checkpointArguments = {
  'save-every': numeric(z.number().int().min(1).max(1_000_000), 'a whole number above zero').optional(),
  'save-every-minutes': numeric(z.number().positive().max(100_000), 'a number of minutes above zero').optional(),
};

export const checkpointHelp = '--save-every STEPS, --save-every-minutes N   a checkpoint that often, to go on from (every minute)';

export const checkpointTimesOf = (args: {
  readonly 'save-every'?: number | undefined;
  readonly 'save-every-minutes'?: number | undefined;
}): CheckpointTimes => checkpointTimes({ steps: args['save-every'] ?? 0, minutes: args['save-every-minutes'] ?? 0 }, OTHERWISE_MS);
