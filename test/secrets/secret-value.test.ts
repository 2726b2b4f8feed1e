import { describe, expect, it } from 'vitest';
import { isSecretValue, safeHead } from '../../src/secrets/secret-value.ts';
import { Secret } from '../../src/secrets/secret.ts';

const known = 'correct-horse-battery';
const secrets = [new Secret(new TextEncoder().encode(known))];

describe('the head of a value', () => {
  it('is masked by what it says and by its name', () => {
    expect(safeHead(`a ${known}`, secrets)).toBe('a [masked]');
    expect(safeHead('hunter2', [], '.data.password')).toBe('[masked]');
    expect(safeHead('hunter2', [], '.data.name')).toBe('hunter2');
    expect(safeHead('', [], '.data.password')).toBe('');
  });

  it('shows no beginning of a secret where it is cut', () => {
    expect(safeHead(`${'x'.repeat(4090)} ${known} and more`, secrets)).not.toContain('corre');
  });
});

describe('a value', () => {
  it.each([
    ['a', known],
    ['a', `hvs.${'CAESI'.repeat(6)}`],
    ['a', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----'],
    ['admin_password', 'x'],
    ['key-passphrase', 'x'],
  ])('%s is a secret', (name, value) => {
    expect(isSecretValue(name, value, secrets)).toBe(true);
  });

  it.each([
    ['admin_password', ''],
    ['password-file', '/etc/x'],
    ['kubeconfig_secret', 'capi-kubeconfig'],
    ['a', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  ])('%s is none: %s', (name, value) => {
    expect(isSecretValue(name, value, secrets)).toBe(false);
  });
});
