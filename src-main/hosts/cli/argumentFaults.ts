import type { z } from 'zod';

const MISSING = 'is missing';

/** Plain words where a schema brings none of its own; what a library says of types means nothing to a person. */
export function plainFault(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return MISSING;
      return issue.expected === 'int' ? 'a whole number' : `a ${issue.expected}`;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      if (issue.origin === 'string') return 'must not be empty';
      return issue.origin === 'array' ? 'too few of them' : `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') return `at most ${issue.maximum} characters`;
      return issue.origin === 'array' ? 'too many of them' : `at most ${issue.maximum}`;
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    default:
      return 'is not written as it should be';
  }
}

/** One sentence about the first thing that is wrong with a command's words. */
export function faultSentence(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'the arguments are wrong';
  const [option, at] = issue.path;
  if (option === 'positionals' && typeof at === 'number') return `word ${at + 1} after the command: ${issue.message}`;
  if (option === undefined || option === 'positionals') return issue.message;
  return issue.message === MISSING ? `--${String(option)} ${MISSING}` : `--${String(option)}: ${issue.message}`;
}
