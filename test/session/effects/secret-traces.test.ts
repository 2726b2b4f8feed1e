import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/secrets/secret.ts';
import { secretWalk, shares, unsealBook } from './support/secret-walk.ts';

const [one = '', two = '', three = ''] = shares;
const progress = (done: number) => ({ when: 'unseal', stdout: `progress ${done}/3\n` });
const unsealed = { when: 'unseal', stdout: 'progress 3/3\nUNSEALED\n' };

describe('what a run printed of what it was given', () => {
  const forms = (share: string) => {
    const bytes = Buffer.from(share);
    return [share, bytes.toString('hex'), bytes.toString('base64'), encodeURIComponent(share)];
  };

  it('is in no event, no view and no file, in any encoding', async () => {
    const echo = ([share = '']: readonly string[]) =>
      `${forms(share).join('\n')}\nlast ${forms(share).join(' ')}\n`;
    const w = await secretWalk([
      { when: 'unseal', stdout: echo },
      { when: 'unseal', stdout: echo, outcome: { type: 'exited', status: 3 } },
    ]);
    await w.run('1/1');
    await w.give(one, `Ada ${one}`);
    await w.give(two, two);
    expect(w.standing('1/1')).toBe('failed');
    const traces = w.traces();
    for (const form of [one, two].flatMap(forms)) expect(traces).not.toContain(form);
    // And it was there to be found, which is said.
    expect(w.attempt()?.rounds.map(({ state }) => state)).toEqual([
      expect.stringMatching(/^last /),
      expect.stringMatching(/^last /),
    ]);
    expect(w.view().session.notes.map(({ text }) => text)).toEqual([
      expect.stringContaining('should replace it'),
      expect.stringContaining('should replace it'),
    ]);
  });

  it('is masked while it runs', async () => {
    const w = await secretWalk([
      { when: 'unseal', stdout: ([share]) => `echo ${share}\n`, hangs: true },
    ]);
    await w.run('1/1');
    await w.walker.give(new Secret(Buffer.from(one)));
    while (w.runner.started.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const { lines } = w.walker.output(1, { rows: 9, columns: 80, offset: 0 });
    expect(lines.join()).toMatch(/^echo /);
    expect(lines.join()).not.toContain(one);
    await w.walker.send({ type: 'cancel' });
    await w.walker.idle();
    expect(w.traces()).not.toContain(one);
  });

  it('is no state where the output is kept nowhere', async () => {
    const document = unsealBook.replace('**REMEMBER:** never.', '**SENSITIVE:** output.');
    const w = await secretWalk([progress(1)], { document });
    await w.run('1/1');
    await w.give(one);
    expect(w.attempt()?.rounds[0]?.state).toBe('exit 0');
  });

  it('is no half of it in the state, where the line is too long to be looked at whole', async () => {
    const long = ([share = '']: readonly string[]) => `${share}${'x'.repeat(8192 - 20)}\n`;
    const w = await secretWalk([{ when: 'unseal', stdout: long }]);
    await w.run('1/1');
    await w.give(one);
    expect(w.attempt()?.rounds[0]?.state).toBe('exit 0');
  });

  it('is short in the state', async () => {
    const w = await secretWalk([{ when: 'unseal', stdout: `\u001b[31m${'x'.repeat(200)}\n\n` }]);
    await w.run('1/1');
    await w.give(one);
    expect(w.attempt()?.rounds[0]?.state).toBe(`${'x'.repeat(59)}…`);
  });
});

describe('a walk of secrets', () => {
  it('holds no secret and no byte of one in the store or the journal', async () => {
    const w = await secretWalk([progress(1), progress(2), unsealed]);
    await w.run('1/1');
    for (const [index, share] of [one, two, three].entries())
      await w.give(share, `holder ${index}`);
    expect(w.views.length).toBeGreaterThan(10);
    for (const view of w.views) expect(reaches(view)).toBe(false);
    expect(reaches(w.journal)).toBe(false);
    // The search finds one that is hidden well.
    expect(reaches({ a: [new Map([['b', { c: new Secret(Buffer.from('x')) }]])] })).toBe(true);
    expect(reaches({ a: [{ bytes: Buffer.from(one) }] })).toBe(true);
    expect(reaches({ a: `x${one}` })).toBe(true);
  });
});

/** Whether a secret, bytes of any kind, or a share as text can be reached from a value. */
function reaches(value: unknown, seen = new Set<unknown>()): boolean {
  if (typeof value === 'string') return shares.some((share) => value.includes(share));
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  if (value instanceof Secret || ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return true;
  const inside: readonly unknown[] =
    value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : [];
  return [
    ...inside,
    ...Reflect.ownKeys(value).map((key) => Reflect.get(value, key) as unknown),
  ].some((each) => reaches(each, seen));
}
