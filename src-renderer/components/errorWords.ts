import type { ErrorCode } from '../../src-main/contract/errors.ts';

/** What happened, in a few words; the error's own sentence says why and what to do. */
export function errorTitle(code: ErrorCode): string {
  switch (code) {
    case 'invalid-input':
      return 'That could not be used';
    case 'not-found':
      return 'This is not here';
    case 'conflict':
      return 'Something stands in the way';
    case 'cancelled':
      return 'Stopped';
    case 'data-invalid':
      return 'The file could not be read';
    case 'unsupported':
      return 'This is not possible here';
    case 'too-large':
      return 'This is too large';
    case 'device-failed':
      return 'The graphics device failed';
    case 'model-invalid':
      return 'A model could not be used';
    case 'storage-failed':
      return 'Saving did not work';
    case 'storage-newer':
      return 'This data is from a newer Marquee';
    case 'storage-damaged':
      return 'The data base is damaged';
    case 'network-failed':
      return 'The download did not work';
    case 'compute-ended':
      return 'The work stopped unexpectedly';
    case 'disconnected':
      return 'Marquee is not answering';
    case 'internal':
      return 'Something went wrong';
  }
}
