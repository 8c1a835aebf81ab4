import type { LabProtocol } from '../../contract/experiments.ts';

/** Who is trained on what and measured on what, one plain sentence each. */
export const protocolWords: Readonly<Record<LabProtocol, string>> = {
  'rows-80-20': 'A random fifth of all ratings is the test: how near are the stars, and who finds the films that were rated?',
  'rows-90-10': 'A random tenth of all ratings is the test: how near are the stars?',
  'recbole-811': 'Ratings of 3 and more of active people and films, a tenth of each person for validation and one for the test.',
  'user-80-20': 'A random fifth of each person is the test: how many of those films are among the first 20 to 300?',
  'next-item': "Each person's last film is the test, the one before is validation: is it among the first ten?",
  'cold-items': 'A tenth of the films is unknown to training: does the model find who will watch them?',
  'cold-users': 'Every person is new in turn: how good are stars and list after so many questions?',
};
