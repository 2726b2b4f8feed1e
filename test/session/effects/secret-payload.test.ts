import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/secrets/secret.ts';
import { secretPayload } from '../../../src/session/effects/secret-payload.ts';
import type { Command } from '../../../src/steps/command.ts';
import { AHEAD_OF_SECRET } from '../../../src/steps/ship.ts';
import { fedCommand } from './support/command-for.ts';

const secretOf = (text: string) => new Secret(Buffer.from(text));

function payload(command: Command, ...texts: readonly string[]): string | undefined {
  return secretPayload(command, texts.map(secretOf))?.toString('utf8');
}

describe('what a program reads that is given a secret', () => {
  it('is one line', () => {
    expect(payload(fedCommand('cat'), 'open sésame')).toBe('open sésame\n');
  });

  it.each([
    ['plain', 'open sesame'],
    ['quotes and backslashes', String.raw`a"b\"c\\`],
    ['controls', 'a\tb\u0000\u001f\u007f\n'],
    ['more than ASCII', 'sésame 門 🗝'],
  ])('is one JSON object with it: %s', (_, text) => {
    const whole = payload(fedCommand('cat', { json: 'a "key"' }), text);
    expect(whole).toMatch(/^[^\n]*\n$/);
    expect(JSON.parse(whole ?? '')).toEqual({ 'a "key"': text });
  });

  it('has a line of no worth ahead of it on its way to a unit', () => {
    const command: Command = { ...fedCommand('cat', { json: 'key' }), via: 'juju-ssh' };
    expect(payload(command, 'x')).toBe(`${AHEAD_OF_SECRET}{"key":"x"}\n`);
  });

  it('stands in an array that nothing else shares', () => {
    const whole = secretPayload(fedCommand('cat'), [secretOf('sesame')]);
    expect(whole?.buffer.byteLength).toBe(whole?.length);
  });

  it('is nothing without the one secret', () => {
    const wiped = secretOf('x');
    wiped.wipe();
    expect(payload(fedCommand('cat'))).toBeUndefined();
    expect(payload(fedCommand('cat'), 'x', 'y')).toBeUndefined();
    expect(secretPayload(fedCommand('cat'), [wiped])).toBeUndefined();
    expect(payload({ ...fedCommand('cat'), stdin: 'null' }, 'x')).toBeUndefined();
    expect(payload({ ...fedCommand('cat'), feeds: [] }, 'x')).toBeUndefined();
  });
});
