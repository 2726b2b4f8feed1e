import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/secrets/secret.ts';

const secretOf = (text: string) => new Secret(new TextEncoder().encode(text));

describe('a secret', () => {
  it('shows nothing of itself, however it is printed', () => {
    const secret = secretOf('hunter2');
    const printed = [
      String(secret),
      `${secret as unknown as string}`,

      '' + (secret as unknown as string),
      JSON.stringify({ secret, list: [secret] }),
      inspect(secret),
      inspect({ deep: { secret } }, { showHidden: true, depth: null, getters: true }),
      Object.entries(secret).join(),
      JSON.stringify(Object.assign({}, secret)),
      new Error('failed', { cause: secret }).cause,
    ].join('\n');
    expect(printed).not.toContain('hunter2');
    expect(printed).not.toContain('104');
    expect(String(secret)).toBe('[secret]');
    expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
    expect(inspect({ secret })).toBe('{ secret: [secret] }');
    expect(Number(secret)).toBeNaN();
  });

  it('does not travel in a structured clone', () => {
    expect(JSON.stringify(structuredClone(secretOf('hunter2')))).not.toContain('104');
  });

  it('lends its bytes to one function at a time', () => {
    const length = secretOf('hunter2').use((bytes) => bytes.length);
    expect(length).toBe(7);
    expect(secretOf('hunter2').use((bytes) => Buffer.from(bytes).toString())).toBe('hunter2');
  });

  it('wipes the array it came in, and keeps its own copy', () => {
    const given = Buffer.from('hunter2');
    const secret = new Secret(given);
    expect(given).toEqual(Buffer.alloc(7));
    expect(secret.use((bytes) => Buffer.from(bytes).toString())).toBe('hunter2');
  });

  it('is gone when it was wiped', () => {
    const secret = secretOf('hunter2');
    const kept = secret.use((bytes) => bytes);
    secret.wipe();
    secret.wipe();
    expect(kept).toEqual(new Uint8Array(7));
    expect(secret.isWiped).toBe(true);
    expect(() => secret.use(() => 1)).toThrow('This secret has been wiped.');
    expect(String(secret)).toBe('[secret]');
  });
});
