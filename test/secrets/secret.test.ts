import { inspect } from 'node:util';
import v8 from 'node:v8';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/secrets/secret.ts';

const secretOf = (text: string) => new Secret(new TextEncoder().encode(text));
/** As text, as numbers in a list, in hex, in base64. */
const traces = /hunter2|104, ?117|68756e74|aHVudGVy/;

/** Each way in which a value gets into a text, a file or another thread. */
const ways: Readonly<Record<string, (secret: Secret) => unknown>> = {
  String: (secret) => String(secret),
  'a template': (secret) => `${secret as unknown as string}`,
  'a sum': (secret) => '' + (secret as unknown as string),
  'a list': (secret) => [secret].join(),
  'Symbol.toPrimitive': (secret) => Number(secret),
  JSON: (secret) => JSON.stringify({ secret, list: [secret] }),
  'JSON with a replacer': (secret) => JSON.stringify({ secret }, (_, value: unknown) => value, 1),
  inspect: (secret) => inspect(secret),
  'inspect of all': (secret) =>
    inspect({ deep: { secret } }, { showHidden: true, depth: null, getters: true }),
  'inspect without our word': (secret) =>
    inspect(secret, { showHidden: true, depth: null, getters: true, customInspect: false }),
  'Object.keys': (secret) => Object.keys(secret),
  'Object.entries': (secret) => Object.entries(secret),
  'all own names': (secret) => Reflect.ownKeys(secret),
  'a spread': (secret) => inspect({ ...secret }, { showHidden: true, depth: null }),
  'Object.assign': (secret) => JSON.stringify(Object.assign({}, secret)),
  'the message of an error': (secret) => new Error(`failed with ${String(secret)}`).stack,
  'the cause of an error': (secret) => inspect(new Error('failed', { cause: secret })),
  'a key of an error': (secret) => inspect(Object.assign(new Error('failed'), { secret })),
  'v8.serialize': (secret) => v8.serialize({ secret }).toString('latin1'),
  'a for loop': (secret) => {
    const seen: unknown[] = [];
    for (const key in secret) seen.push(key, Reflect.get(secret, key));
    return inspect(seen);
  },
};

describe('a secret', () => {
  it.each(Object.keys(ways))('shows nothing of itself by %s', (way) => {
    const secret = secretOf('hunter2');
    secret.forms((bytes) => [Buffer.from(bytes).toString()]);
    const shown = inspect(ways[way]?.(secret), { showHidden: true, depth: null });
    expect(shown).not.toMatch(traces);
  });

  it('reads [secret]', () => {
    const secret = secretOf('hunter2');
    expect(String(secret)).toBe('[secret]');
    expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
    expect(inspect({ secret })).toBe('{ secret: [secret] }');
    expect(Number(secret)).toBeNaN();
  });

  it('can not be cloned, nor sent to another thread', () => {
    expect(() => structuredClone(secretOf('hunter2'))).toThrow('Cannot clone');
    expect(() => structuredClone({ view: { asked: secretOf('hunter2') } })).toThrow('Cannot clone');
    const { port1, port2 } = new MessageChannel();
    expect(() => port1.postMessage(secretOf('hunter2'))).toThrow('Cannot clone');
    port1.close();
    port2.close();
  });

  it('can not be told to show more than that', () => {
    const secret = secretOf('hunter2');
    const show = () => secret.use((bytes) => Buffer.from(bytes).toString());
    expect(() => Object.assign(secret, { toJSON: show })).toThrow(TypeError);
    expect(() => Object.assign(secret, { note: 'hunter2' })).toThrow(TypeError);
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

  it('has its forms made once, and lets them go when it is wiped', () => {
    const secret = secretOf('hunter2');
    let made = 0;
    const make = (bytes: Uint8Array) => {
      made += 1;
      return [Buffer.from(bytes).toString('hex')];
    };
    expect(secret.forms(make)).toEqual(['68756e74657232']);
    expect(secret.forms(make)).toBe(secret.forms(make));
    expect(made).toBe(1);
    secret.wipe();
    expect(() => secret.forms(make)).toThrow('This secret has been wiped.');
    expect(made).toBe(1);
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
