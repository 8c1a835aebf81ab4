import { describe, expect, it } from 'vitest';
import { ComputeEndedError } from '../../../src-main/compute/computeEndedError.ts';
import { appErrorSchema } from '../../../src-main/contract/errors.ts';
import { DomainError } from '../../../src-main/core/base/errors.ts';
import type { Logger } from '../../../src-main/core/base/logger.ts';
import { toAppError } from '../../../src-main/services/appError.ts';

const lines: string[] = [];
const note = (message: string, data?: Record<string, unknown>): void => void lines.push(`${message} ${JSON.stringify(data)}`);
const logger: Logger = { debug: note, info: note, warn: note, error: note };

describe('errors that cross the contract', () => {
  it('keep code, sentence and data of a fault that a person can act on', () => {
    const error = new DomainError('conflict', 'The name is taken; choose another.', { name: 'small' });
    expect(toAppError(error, logger)).toEqual({ code: 'conflict', message: 'The name is taken; choose another.', data: { name: 'small' } });
    expect(toAppError(new ComputeEndedError('it was ended by signal SIGKILL'), logger).code).toBe('compute-ended');
    expect(toAppError(new DOMException('gone', 'AbortError'), logger).code).toBe('cancelled');
  });

  it('say nothing of a defect but that it happened; its words go to the log alone', () => {
    lines.length = 0;
    for (const defect of [
      new TypeError('cannot read /home/someone/person.db'),
      Object.assign(new Error('EACCES /home/someone'), { code: 'EACCES' }),
      'text',
      null,
    ]) {
      const crossing = appErrorSchema.parse(toAppError(defect, logger));
      expect(crossing.code).toBe('internal');
      expect(JSON.stringify(crossing)).not.toMatch(/someone|person\.db|EACCES/);
    }
    expect(lines.join('\n')).toContain('/home/someone/person.db');
  });
});
