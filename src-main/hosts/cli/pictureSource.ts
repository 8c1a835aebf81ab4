import { z } from 'zod';
import { datasetArgument } from './arguments.ts';
import { UsageError } from './command.ts';

/** What a painter learns from: pictures at a path, or the posters of an imported data set. */
export const pictureSourceArguments = {
  pictures: z.string().min(1).optional(),
  details: z.string().min(1).optional(),
  data: datasetArgument.optional(),
} as const;

export interface PictureSourceArguments {
  readonly pictures?: string | undefined;
  readonly details?: string | undefined;
  readonly data?: string | undefined;
}

/** @throws UsageError where neither or both are named */
export function pictureSourceOf({ pictures, details, data }: PictureSourceArguments) {
  if ((pictures === undefined) === (data === undefined))
    throw new UsageError('--pictures: name a folder of pictures or a tar, or a data set with --data');
  return { pictures: pictures ?? '', details: details ?? null, dataset: data ?? null };
}
