import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/secrets/secret.ts';
import { whyFailed } from '../../../src/session/why-failed.ts';
import { digestOf } from '../../support/scripted-runner.ts';
import { secretWalk, shares } from './support/secret-walk.ts';

const [one = '', two = '', three = ''] = shares;
const progress = (done: number) => ({ when: 'unseal', stdout: `progress ${done}/3\n` });
const twoInputs = `# Book

## Step 1 -- two

**SECRET -- jumphost**
\`\`\`bash
change
\`\`\`

**INPUT:** \`old\` at \`Old:\`.
**INPUT:** \`new\` at \`New:\`.
`;

describe('leaving what is asked for', () => {
  it('before the first run: nothing is asked any more, nothing has begun', async () => {
    const w = await secretWalk([]);
    await w.run('1/1');
    expect(await w.walker.send({ type: 'leave-secret' })).toBeUndefined();
    expect(w.asked()).toBeUndefined();
    expect(w.standing('1/1')).toBe('waiting');
    expect(await w.give(one)).toBe('No block asks for a secret now.');
    expect(await w.walker.send({ type: 'leave-secret' })).toBe('No block asks for a secret now.');
  });

  it('between two runs: the attempt stays open and asks on', async () => {
    const w = await secretWalk([progress(1), progress(2)]);
    await w.run('1/1');
    await w.give(one);
    expect(await w.walker.send({ type: 'leave-secret' })).toBeUndefined();
    expect(w.asked()).toMatchObject({ number: 2, attempt: 1, state: 'asked' });
    expect(w.standing('1/1')).toBe('running');
    expect(await w.run('1/1')).toContain('1/1 is not over; give it what it asks for');
    expect(await w.give(two)).toBeUndefined();
    expect(w.asked()).toMatchObject({ number: 3 });
  });

  it('wipes what was collected for the run, and asks for the first of it again', async () => {
    const w = await secretWalk([], { document: twoInputs });
    await w.run('1/1');
    const secret = new Secret(Buffer.from('old one'));
    await w.walker.give(secret);
    expect(secret.isWiped).toBe(false);
    expect(w.asked()).toMatchObject({ index: 1 });
    await w.walker.send({ type: 'leave-secret' });
    expect(secret.isWiped).toBe(true);
    await w.run('1/1');
    expect(w.asked()).toMatchObject({ index: 0 });
  });

  it('is done by asking for another block, and by leaving the walk', async () => {
    const w = await secretWalk([{ when: 'look' }], {
      document: `${twoInputs}\n## Step 2 -- look\n\n**CHECK (read-only) -- jumphost**\n\`\`\`bash\nlook\n\`\`\`\n`,
    });
    for (const leave of [() => w.run('2/1'), () => w.run('1/1'), () => w.walker.close()]) {
      await w.run('1/1');
      const secret = new Secret(Buffer.from('old one'));
      await w.walker.give(secret);
      await leave();
      await w.walker.idle();
      expect(secret.isWiped).toBe(true);
    }
  });

  it('takes nothing from a run that has begun', async () => {
    const w = await secretWalk([{ when: 'unseal', hangs: true }]);
    await w.run('1/1');
    const secret = new Secret(Buffer.from(one));
    await w.walker.give(secret);
    expect(await w.walker.send({ type: 'leave-secret' })).toBe('No block asks for a secret now.');
    expect(secret.isWiped).toBe(false);
    await w.walker.send({ type: 'cancel' });
    await w.walker.idle();
    expect(secret.isWiped).toBe(true);
  });
});

describe('stopping a block that is given secrets', () => {
  it('between two runs ends it, and says how far it came', async () => {
    const w = await secretWalk([progress(1), progress(2), progress(1)]);
    await w.run('1/1');
    await w.give(one);
    await w.give(two);
    expect(await w.walker.send({ type: 'cancel' })).toBeUndefined();
    expect(w.asked()).toBeUndefined();
    expect(w.standing('1/1')).toBe('failed');
    expect(whyFailed(w.view().session, 'book:1/1')).toBe(
      'it was stopped by hand after 2 of 3 (unseal share); what was given stands',
    );
    expect(w.types().slice(-2)).toEqual(['block-ended', 'block-judged']);
    // And it can be begun anew.
    await w.run('1/1');
    expect(await w.give(two)).toBeUndefined();
    expect(w.asked()).toMatchObject({ number: 2, attempt: 2 });
  });

  it('during a run stops that and ends it', async () => {
    const w = await secretWalk([progress(1), { when: 'unseal', hangs: true }]);
    await w.run('1/1');
    await w.give(one);
    await w.walker.give(new Secret(Buffer.from(two)));
    await w.walker.send({ type: 'cancel' });
    await w.walker.idle();
    expect(w.asked()).toBeUndefined();
    expect(w.view().live).toBeUndefined();
    expect(w.attempt()?.rounds.map(({ outcome }) => outcome.type)).toEqual(['exited', 'cancelled']);
    expect(whyFailed(w.view().session, 'book:1/1')).toBe(
      'it was stopped by hand at unseal share 2 of 3',
    );
  });

  it('before the first run gives it up', async () => {
    const w = await secretWalk([]);
    await w.run('1/1');
    expect(await w.walker.send({ type: 'cancel' })).toBeUndefined();
    expect(w.asked()).toBeUndefined();
    expect(await w.walker.send({ type: 'cancel' })).toBe('Nothing is running.');
  });

  it('asks for nothing more when the run ended by itself meanwhile', async () => {
    const w = await secretWalk([{ when: 'unseal' }]);
    await w.run('1/1');
    let answer: Promise<string | undefined> | undefined;
    const stop = w.walker.store.subscribe(({ live }) => {
      if (live === undefined || w.runner.started.length === 0) return;
      stop();
      answer = w.walker.send({ type: 'cancel' });
    });
    await w.give(one);
    expect(await answer).toBeUndefined();
    expect(w.asked()).toBeUndefined();
    expect(w.standing('1/1')).toBe('failed');
  });

  it('before its process is there hands nothing over', async () => {
    const w = await secretWalk([]);
    await w.run('1/1');
    const stop = w.walker.store.subscribe(({ live }) => {
      if (live === undefined) return;
      stop();
      void w.walker.send({ type: 'cancel' });
    });
    const secret = new Secret(Buffer.from(one));
    await w.walker.give(secret);
    await w.walker.idle();
    expect(w.runner.started).toEqual([]);
    expect(secret.isWiped).toBe(true);
    expect(w.attempt()?.outcome).toMatchObject({ type: 'not-started' });
    expect(w.standing('1/1')).toBe('waiting');
  });
});

describe('the terminal of a block', () => {
  it('is there as long as the block runs, with what can not be proven of it', async () => {
    const terminal = {
      attach: () => () => undefined,
      type: () => undefined,
      resize: () => undefined,
      ended: Promise.resolve(),
    };
    const unproven = 'Whether the program there hides what is typed can not be seen from here.';
    const w = await secretWalk([{ when: 'unseal', hangs: true, terminal, unproven }]);
    await w.run('1/1');
    await w.walker.give(new Secret(Buffer.from(one)));
    while (w.view().live?.terminal !== true) await new Promise((resolve) => setImmediate(resolve));
    expect(w.view().live).toMatchObject({ terminal: true, unproven });
    expect(w.walker.terminal()).toBe(terminal);
    await w.walker.send({ type: 'cancel' });
    await w.walker.idle();
    expect(w.walker.terminal()).toBeUndefined();
  });
});

describe('a login that is gone when a secret is handed over', () => {
  const document = `# Book

## Step 1 -- unseal

**SECRET -- vault/0**
\`\`\`bash
unseal
\`\`\`

**INPUT:** 3 of 5 \`unseal share\`, a vault share, on standard input.
**GATE:** output contains \`UNSEALED\`.
`;
  const lost = {
    status: 1,
    stdout: '',
    stderr: 'ERROR cannot get discharge from "https://10.0.0.1:17070/auth": the macaroon expired',
  };
  const whoami = {
    status: 0,
    stdout: '3.6.1-ubuntu-amd64\nController:  ctl\nModel:  openstack\nUser:  admin\n',
    stderr: '',
  };
  const walkWith = async (replies: Parameters<typeof secretWalk>[0]) => {
    const juju = { isLost: false, asked: 0 };
    const w = await secretWalk(replies, {
      document,
      ask: async ({ runs }) => {
        juju.asked += 1;
        if (runs.includes('whoami') || runs.includes('models')) return whoami;
        return juju.isLost ? lost : { status: 0, stdout: '{}', stderr: '' };
      },
    });
    await w.walker.idle();
    return { ...w, juju };
  };

  it('is asked about for each of them, whatever was asked before', async () => {
    const w = await walkWith([
      { when: 'juju ssh', stdout: 'progress 1/3\n' },
      { when: 'juju ssh', stdout: 'progress 2/3\n' },
    ]);
    await w.walker.send({ type: 'prepare', block: 'book:1/1' });
    await w.walker.idle();
    await w.run('1/1');
    for (const share of [one, two]) {
      await w.walker.send({ type: 'prepare', block: 'book:1/1' });
      await w.walker.idle();
      const before = w.juju.asked;
      expect(await w.give(share)).toBeUndefined();
      expect(w.juju.asked).toBeGreaterThan(before + 1);
    }
  });

  it('before the first run: nothing starts, and it is asked for again', async () => {
    const w = await walkWith([{ when: 'juju ssh', stdout: 'progress 1/3\n' }]);
    await w.run('1/1');
    w.juju.isLost = true;
    const secret = new Secret(Buffer.from(one));
    expect(await w.walker.give(secret)).toBe('The Juju login is gone. 1/1 was not started.');
    expect(secret.isWiped).toBe(true);
    expect(w.view().session.login).toMatchObject({ kind: 'juju', block: 'book:1/1' });
    expect(w.asked()).toMatchObject({ number: 1, attempt: undefined, state: 'asked' });
    w.juju.isLost = false;
    expect(await w.walker.send({ type: 'check-login' })).toBeUndefined();
    expect(await w.give(one)).toBeUndefined();
    expect(w.asked()).toMatchObject({ number: 2, attempt: 1 });
  });

  it('between two runs: the attempt stays open, and the same share may come again', async () => {
    const w = await walkWith([
      { when: 'juju ssh', stdout: 'progress 1/3\n' },
      { when: 'juju ssh', stdout: 'progress 2/3\n' },
    ]);
    await w.run('1/1');
    await w.give(one);
    w.juju.isLost = true;
    expect(await w.give(two)).toMatch(/^The Juju login is gone/);
    expect(w.standing('1/1')).toBe('running');
    expect(w.asked()).toMatchObject({ number: 2, attempt: 1, state: 'asked' });
    w.juju.isLost = false;
    await w.walker.send({ type: 'check-login' });
    expect(await w.give(two)).toBeUndefined();
    expect(w.asked()).toMatchObject({ number: 3, attempt: 1 });
    expect(w.attempt()?.rounds.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('seen by the run itself: nothing was taken, and the same share is wanted again', async () => {
    const w = await walkWith([
      { when: 'juju ssh', stdout: 'progress 1/3\n' },
      { when: 'juju ssh', stderr: `${lost.stderr}\n`, outcome: { type: 'exited', status: 1 } },
      { when: 'juju ssh', stdout: 'progress 2/3\n' },
      { when: 'juju ssh', stdout: 'UNSEALED\n' },
    ]);
    await w.run('1/1');
    await w.give(one);
    await w.give(two);
    expect(w.view().session.login).toMatchObject({ kind: 'juju', attempt: 1 });
    expect(w.standing('1/1')).toBe('running');
    expect(w.asked()).toMatchObject({ number: 2, attempt: 1, state: 'asked' });
    await w.walker.send({ type: 'check-login' });
    expect(await w.give(two)).toBeUndefined();
    expect(await w.give(three)).toBeUndefined();
    expect(w.standing('1/1')).toBe('passed');
    expect(w.attempt()?.rounds.map(({ number, outcome }) => [number, outcome.type])).toEqual([
      [1, 'exited'],
      [2, 'not-started'],
      [2, 'exited'],
      [3, 'exited'],
    ]);
    expect(w.runner.given.map(({ digests }) => digests[0])).toEqual(
      [one, two, two, three].map(digestOf),
    );
  });

  it('is not waited for when what is asked is given up', async () => {
    let answer: (() => void) | undefined;
    let isGiven = false;
    const w = await secretWalk([], {
      document,
      ask: async ({ runs }, signal) => {
        if (runs.includes('whoami') || runs.includes('models')) return whoami;
        if (!isGiven) return { status: 0, stdout: '{}', stderr: '' };
        await new Promise<void>((resolve) => {
          answer = resolve;
          signal?.addEventListener('abort', () => resolve());
        });
        return { status: 0, stdout: '{}', stderr: '' };
      },
    });
    await w.walker.idle();
    await w.run('1/1');
    const secret = new Secret(Buffer.from(one));
    isGiven = true;
    const refused = w.walker.give(secret);
    while (answer === undefined) await new Promise((resolve) => setImmediate(resolve));
    expect(w.asked()).toMatchObject({ state: 'given' });
    expect(await w.walker.send({ type: 'leave-secret' })).toBeUndefined();
    expect(secret.isWiped).toBe(true);
    answer();
    expect(await refused).toContain('Given up');
    expect(w.asked()).toBeUndefined();
    expect(w.types()).not.toContain('block-started');
  });
});
