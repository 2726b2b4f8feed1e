import { expect, it } from 'vitest';
import {
  secretLiteral,
  secretPlaceholder,
} from '../../../src/session/effects/secret-in-the-open.ts';

it('takes no secret for a placeholder: it would stand in the command', () => {
  expect(secretPlaceholder({ '<cluster>': 'c-1' })).toBeUndefined();
  const said = secretPlaceholder({ '<value>': `hvs.${'CAESIJ0aB1'.repeat(9)}` });
  expect(said).toContain('What you typed for <value> looks like a secret');
  expect(said).not.toContain('hvs.');
});

it('takes none for a literal: it would stand in the journal', () => {
  expect(secretLiteral({ network: 'lan' })).toBeUndefined();
  expect(secretLiteral({ password: 'correct-horse-7' })).toContain('password looks like a secret');
});
