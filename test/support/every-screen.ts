import type { Screen } from '../../src/screens/stack.ts';

/** One screen of each type, about the sample runbook; the type sees to it that none is forgotten. */
export const everyScreen: { readonly [Type in Screen['type']]: Extract<Screen, { type: Type }> } = {
  home: { type: 'home' },
  'open-file': { type: 'open-file' },
  literals: { type: 'literals' },
  literal: { type: 'literal', name: 'mgmt-ip' },
  question: { type: 'question', question: 'route' },
  resume: { type: 'resume' },
  walk: { type: 'walk' },
  confirm: { type: 'confirm', block: 'tiny:7.1/1' },
  caution: { type: 'caution', block: 'tiny:7.1/3' },
  holder: { type: 'holder', block: 'tiny:7.1/1', index: 0, number: 1 },
  secret: { type: 'secret', block: 'tiny:7.1/1', index: 0, number: 1, holder: undefined },
  attest: { type: 'attest', gate: 'tiny:7.1/3#0' },
  unknown: { type: 'unknown', block: 'tiny:7.1/1' },
  login: { type: 'login' },
  target: { type: 'target', block: 'tiny:7.1/1' },
  reason: { type: 'reason', about: { type: 'skip', block: 'tiny:7.1/1' } },
  note: { type: 'note', block: 'tiny:7.1/1' },
  find: { type: 'find' },
  rollback: { type: 'rollback' },
  environment: { type: 'environment' },
  'exit-gate': { type: 'exit-gate' },
  'take-over': { type: 'take-over' },
  help: { type: 'help' },
  quit: { type: 'quit' },
};
