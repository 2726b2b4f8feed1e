import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/secrets/secret.ts';
import { digestOf } from '../../support/scripted-runner.ts';
import { filesIn, secretWalk, shares, unsealBook } from './support/secret-walk.ts';
import { until } from './support/until.ts';

const [one = '', two = '', three = '', four = '', five = ''] = shares;
const progress = (done: number) => ({ when: 'unseal', stdout: `progress ${done}/3\n` });
const notBegun = {
  process: undefined,
  ended: Promise.resolve({ type: 'not-started', reason: 'no' } as const),
  cancel: () => undefined,
};
const unsealed = { when: 'unseal', stdout: 'progress 3/3\nUNSEALED\n' };

describe('a block that is given secrets', () => {
  it('asks for the first instead of starting', async () => {
    const w = await secretWalk([]);
    expect(await w.run('1/1')).toBeUndefined();
    expect(w.asked()).toMatchObject({
      block: 'book:1/1',
      input: { name: 'unseal share', count: 3, of: 5 },
      index: 0,
      number: 1,
      attempt: undefined,
      state: 'asked',
    });
    expect(w.types()).not.toContain('block-started');
    expect(w.standing('1/1')).toBe('waiting');
  });

  it('is not asked about before it may start', async () => {
    const w = await secretWalk([]);
    expect(await w.run('3/1')).toContain('1/1 comes first');
    expect(w.asked()).toBeUndefined();
  });

  it('runs once for each, one attempt, until its gates hold', async () => {
    const w = await secretWalk([progress(1), progress(2), unsealed]);
    await w.run('1/1');
    expect(await w.give(one, 'Ada')).toBeUndefined();
    expect(w.asked()).toMatchObject({ number: 2, attempt: 1, state: 'asked' });
    expect(w.view().live).toBeUndefined();
    expect(w.standing('1/1')).toBe('running');
    await w.give(two, 'Grace');
    expect(w.asked()).toMatchObject({ number: 3, attempt: 1 });
    await w.give(three, 'Joan');
    expect(w.asked()).toBeUndefined();
    expect(w.standing('1/1')).toBe('passed');
    expect(w.attempt()?.rounds).toEqual([
      { number: 1, holder: 'Ada', state: 'progress 1/3', outcome: { type: 'exited', status: 0 } },
      { number: 2, holder: 'Grace', state: 'progress 2/3', outcome: { type: 'exited', status: 0 } },
      { number: 3, holder: 'Joan', state: 'UNSEALED', outcome: { type: 'exited', status: 0 } },
    ]);
    expect(w.types().slice(2)).toEqual([
      'block-started',
      'secret-given',
      'secret-given',
      'secret-given',
      'block-ended',
      'block-judged',
    ]);
    expect(w.runner.given.map(({ digests }) => digests)).toEqual(
      [one, two, three].map((share) => [digestOf(share)]),
    );
    expect(w.walker.output(1, { rows: 9, columns: 80, offset: 0 }).lines).toEqual([
      'progress 3/3',
      'UNSEALED',
    ]);
  });

  it('shows while it runs that what was given is on its way', async () => {
    const w = await secretWalk([progress(1)]);
    await w.run('1/1');
    await w.give(one);
    const during = w.views.filter(({ live }) => live !== undefined);
    expect(during.length).toBeGreaterThan(0);
    for (const { asked, live } of during.slice(1, -1)) {
      expect(asked).toMatchObject({ state: 'given', attempt: 1, number: 1 });
      expect(live).toMatchObject({ attempt: 1, block: 'book:1/1' });
    }
  });

  it('is over at the first run that goes wrong, with its output', async () => {
    const w = await secretWalk([
      progress(1),
      { when: 'unseal', stdout: 'no such key\n', outcome: { type: 'exited', status: 2 } },
    ]);
    await w.run('1/1');
    await w.give(one);
    await w.give(two);
    expect(w.asked()).toBeUndefined();
    expect(w.standing('1/1')).toBe('failed');
    expect(w.attempt()).toMatchObject({ outcome: { type: 'exited', status: 2 } });
    expect(w.walker.output(1, { rows: 9, columns: 80, offset: 0 }).lines).toEqual(['no such key']);
  });

  it('is over when all there are were given, with the verdicts of the last run', async () => {
    const w = await secretWalk([1, 2, 3, 4, 5].map(progress));
    await w.run('1/1');
    for (const share of [one, two, three, four]) await w.give(share);
    expect(w.asked()).toMatchObject({ number: 5 });
    await w.give(five);
    expect(w.asked()).toBeUndefined();
    expect(w.standing('1/1')).toBe('failed');
    expect(w.attempt()?.verdicts?.[0]).toMatchObject({ answer: 'no' });
  });

  it('can be begun again after it failed, and takes the same shares then', async () => {
    const w = await secretWalk([
      { when: 'unseal', outcome: { type: 'exited', status: 1 } },
      progress(1),
    ]);
    await w.run('1/1');
    await w.give(one);
    expect(w.standing('1/1')).toBe('failed');
    await w.run('1/1');
    expect(w.asked()).toMatchObject({ number: 1, attempt: undefined });
    expect(await w.give(one)).toBeUndefined();
    expect(w.asked()).toMatchObject({ number: 2, attempt: 2 });
  });

  it('goes on to the next block when it has passed', async () => {
    const w = await secretWalk([unsealed, { when: 'after' }]);
    await w.run('1/1');
    await w.give(one);
    expect(w.standing('1/1')).toBe('passed');
    await w.run('2/1');
    await w.walker.idle();
    expect(w.standing('2/1')).toBe('passed');
  });

  it('without a gate of a machine takes as many as are wanted', async () => {
    const document = unsealBook.replace('**GATE:** output contains `UNSEALED`.', '');
    const w = await secretWalk([progress(1), progress(2), progress(3)], { document });
    await w.run('1/1');
    for (const share of [one, two, three]) await w.give(share);
    expect(w.standing('1/1')).toBe('passed');
    expect(w.runner.rest()).toEqual([]);
  });

  it('takes several of different kinds for one run', async () => {
    const w = await secretWalk([unsealed, { when: 'after' }, { when: 'change-passphrase' }]);
    await w.run('1/1');
    await w.give(one);
    await w.run('2/1');
    await w.walker.idle();
    await w.run('3/1');
    expect(w.asked()).toMatchObject({ index: 0, input: { name: 'old passphrase' } });
    // One run takes both: nothing says that they may not be the same.
    expect(await w.give('same')).toBeUndefined();
    expect(w.asked()).toMatchObject({ index: 1, input: { name: 'new passphrase' }, number: 1 });
    expect(w.types()).not.toContain('login-lost');
    expect(await w.give('same')).toBeUndefined();
    expect(w.runner.given.at(-1)?.digests).toEqual([digestOf('same'), digestOf('same')]);
    expect(w.standing('3/1')).toBe('passed');
  });
});

describe('a secret that is handed over', () => {
  it('is wiped whatever comes of it', async () => {
    const w = await secretWalk([progress(1), progress(2)]);
    const given: Secret[] = [];
    const give = async (text: string) => {
      const secret = new Secret(Buffer.from(text));
      given.push(secret);
      const refused = await w.walker.give(secret);
      await w.walker.idle();
      return refused;
    };
    expect(await give(one)).toBe('No block asks for a secret now.');
    await w.run('1/1');
    expect(await give('not a share')).toContain('does not look like a vault share');
    expect(await give(one)).toBeUndefined();
    expect(await give(one)).toContain('was taken already');
    expect(await give(two)).toBeUndefined();
    expect(given.map(({ isWiped }) => isWiped)).toEqual(given.map(() => true));
    expect(w.runner.given.map(({ digests }) => digests)).toEqual([
      [digestOf(one)],
      [digestOf(two)],
    ]);
  });

  it('is not taken twice, in hex neither, and the run it was for is still wanted', async () => {
    const w = await secretWalk([progress(1), progress(2)]);
    await w.run('1/1');
    await w.give(one);
    const inHex = Buffer.from(one, 'base64').toString('hex');
    for (const again of [one, inHex, inHex.toUpperCase()])
      expect(await w.give(again)).toBe(
        'This unseal share was taken already, and was not sent again; another one is wanted.',
      );
    expect(w.asked()).toMatchObject({ number: 2, state: 'asked' });
    expect(await w.give(two)).toBeUndefined();
    expect(w.asked()).toMatchObject({ number: 3 });
  });

  it('is not taken while another one is on its way', async () => {
    const w = await secretWalk([{ when: 'unseal', hangs: true }]);
    await w.run('1/1');
    await w.walker.give(new Secret(Buffer.from(one)));
    expect(await w.walker.give(new Secret(Buffer.from(two)))).toContain('is on its way');
    await w.walker.send({ type: 'cancel' });
    await w.walker.idle();
  });

  it('starts nothing when the start can not be written down, and can be typed again', async () => {
    let full = true;
    const w = await secretWalk([progress(1)], {
      failAppend: ({ type }) => full && type === 'block-started',
    });
    await w.run('1/1');
    expect(await w.give(one)).toBe('The disk is full; free some space.');
    expect(w.runner.started).toEqual([]);
    expect(w.asked()).toMatchObject({ number: 1, attempt: undefined, state: 'asked' });
    full = false;
    expect(await w.give(one)).toBeUndefined();
    expect(w.asked()).toMatchObject({ number: 2, attempt: 1 });
  });

  it('is masked in what was printed so far when the walk is left during a run', async () => {
    const w = await secretWalk([
      { when: 'unseal', stdout: ([share]) => `got ${share}\n`, hangs: true },
    ]);
    await w.run('1/1');
    await w.walker.give(new Secret(Buffer.from(one)));
    await until(() => w.runner.started.length === 1);
    const before = w.journal.length;
    await w.walker.close();
    expect(filesIn(w.folder).join('\n')).not.toContain(one);
    expect(filesIn(w.folder).join('\n')).toContain('got ***');
    expect(w.runner.given[0]?.secrets[0]?.isWiped).toBe(true);
    expect(w.journal.length).toBe(before);
  });

  it('is masked in what was printed though the walk itself has a defect', async () => {
    const w = await secretWalk([], {
      runner: {
        attach: async () => notBegun,
        start: async (_command, folder, given = []) => {
          const text = given.map((each) => each.use((bytes) => Buffer.from(bytes).toString()));
          mkdirSync(folder, { recursive: true });
          writeFileSync(join(folder, 'stdout'), `got ${text.join('')}\n`);
          return { ...notBegun, ended: Promise.reject(new Error('a defect')) };
        },
      },
    });
    await w.run('1/1');
    await w.give(one);
    expect(w.attempt()?.outcome).toMatchObject({ type: 'unknown' });
    expect(filesIn(w.folder).join('\n')).not.toContain(one);
    expect(filesIn(w.folder).join('\n')).toContain('got ***');
  });

  it('is known to the wall before the journal as long as anything of its run is written down', async () => {
    const known: boolean[] = [];
    const w = await secretWalk([progress(1), unsealed], {
      failAppend({ type }) {
        if (['secret-given', 'block-ended', 'block-judged'].includes(type))
          known.push(w.runner.given.at(-1)?.secrets.every(({ isWiped }) => !isWiped) === true);
        return false;
      },
    });
    await w.run('1/1');
    await w.give(one);
    await w.give(two);
    expect(known).toEqual([true, true, true, true]);
    expect(w.runner.given.flatMap(({ secrets }) => secrets).every((each) => each.isWiped)).toBe(
      true,
    );
  });

  it('is kept back when what it printed goes into the journal later', async () => {
    let full = false;
    const w = await secretWalk(
      [{ when: 'unseal', stdout: ([share]) => `got ${share}\nUNSEALED ${share}\n` }],
      { failAppend: () => full },
    );
    await w.run('1/1');
    w.walker.store.subscribe(({ live }) => {
      full ||= live !== undefined;
    });
    await w.give(one);
    expect(w.standing('1/1')).toBe('passed');
    full = false;
    await w.walker.send({ type: 'note', text: 'space', block: undefined });
    expect(w.types().slice(-4)).toEqual([
      'secret-given',
      'block-ended',
      'block-judged',
      'note-added',
    ]);
    expect(w.traces()).not.toContain(one);
  });
});
