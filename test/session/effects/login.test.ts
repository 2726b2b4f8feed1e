import { describe, expect, it } from 'vitest';
import { newestAttempt } from '../../../src/session/standing.ts';
import type { View } from '../../../src/session/walker.ts';
import { jujuWalk, type JujuWalk } from './support/juju-walk.ts';

/** Resolves when the view is as wanted. */
function when({ walker }: JujuWalk, holds: (view: View) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds(walker.store.getState())) return;
      stop();
      resolve();
    };
    const stop = walker.store.subscribe(look);
    look();
  });
}

describe('a Juju login that is gone', () => {
  it('is pinned with its controller, model and user when the walk begins', async () => {
    const w = await jujuWalk();
    expect(w.view().session.targets).toEqual({
      juju: {
        type: 'juju',
        controller: 'ctl',
        model: 'openstack',
        user: 'admin',
        version: '3.6.1-ubuntu-amd64',
      },
    });
  });

  it('before a check: it fails, and runs again by itself once the login is back', async () => {
    const w = await jujuWalk();
    w.juju.login('expired');
    await w.run('1/1');
    expect(w.standing('1/1')).toBe('failed');
    expect(w.view().session.login).toMatchObject({ kind: 'juju', block: 'book:1/1', attempt: 1 });
    expect(await w.walker.send({ type: 'check-login' })).toBe('The Juju login is still gone.');
    w.juju.login('ok');
    expect(await w.walker.send({ type: 'check-login' })).toBeUndefined();
    await w.walker.idle();
    expect(w.standing('1/1')).toBe('passed');
    expect(w.view().session.login).toBeUndefined();
    expect(w.juju.eaten()).toEqual([]);
  });

  it('before a run: nothing is started, and it is asked about again', async () => {
    const w = await jujuWalk();
    await w.run('1/1');
    w.juju.login('expired');
    const refused = await w.run('1/2');
    expect(refused).toBe('The Juju login is gone. 1/2 was not started.');
    expect(w.journal.filter(({ type }) => type === 'block-started')).toHaveLength(1);
    expect(w.view().session.login).toMatchObject({ block: 'book:1/2', attempt: undefined });
    w.juju.login('ok');
    expect(await w.walker.send({ type: 'check-login' })).toBeUndefined();
    await w.walker.idle();
    // What changes something is never started by a login.
    expect(w.effects()).toEqual([]);
    expect(w.standing('1/2')).toBe('waiting');
    expect(await w.run('1/2')).toBeUndefined();
    expect(w.effects()).toEqual(['shipped']);
  });

  it('between the look and the shipping: the block is known not to have run', async () => {
    const w = await jujuWalk();
    await w.run('1/1');
    // The probe goes well, the block itself meets the expired login.
    w.juju.expiresAfter(1);
    await w.run('1/2');
    expect(w.effects()).toEqual([]);
    expect(newestAttempt(w.view().session, 'book:1/2')?.outcome).toMatchObject({
      type: 'not-started',
    });
    expect(w.standing('1/2')).toBe('waiting');
    expect(w.view().session.login).toMatchObject({ kind: 'juju', attempt: 2 });
  });

  it('before a payload: not one line of it is read as a password', async () => {
    const w = await jujuWalk();
    await w.run('1/1');
    await w.run('1/2');
    w.juju.login('expired');
    expect(await w.run('1/3')).toMatch(/^The Juju login is gone/);
    expect(w.juju.eaten()).toEqual([]);
    w.juju.login('ok');
    expect(await w.run('1/3')).toBeUndefined();
    expect(w.effects()).toEqual(['shipped', 'first line', 'second']);
    expect(w.juju.eaten()).toEqual([]);
    // The start of a block that needs it is proof enough that the login is back.
    expect(w.view().session.login).toBeUndefined();
  });

  it('in the middle of a poll: it waits, and looks again without losing a look', async () => {
    const w = await jujuWalk();
    w.juju.login('expired');
    void w.walker.send({ type: 'run', block: 'book:1/4' });
    await when(w, ({ live }) => live?.poll?.held === true);
    expect(w.view().session.login).toMatchObject({ kind: 'juju', block: 'book:1/4' });
    w.juju.login('ok');
    expect(await w.walker.send({ type: 'check-login' })).toBeUndefined();
    await w.walker.idle();
    expect(w.standing('1/4')).toBe('passed');
    const attempt = newestAttempt(w.view().session, 'book:1/4');
    expect(attempt?.looks.map(({ answer }) => answer)).toEqual(['question-failed', 'yes']);
  });

  it('between two looks of a poll that feeds a payload: not one line is read as a password', async () => {
    const w = await jujuWalk((effects) =>
      [
        '# Book\n\n## Step 1 -- all\n',
        '**POLL -- jumphost -> magnum/0** every 1 s, at most 4 times',
        '```bash',
        `printf 'a line\\n' | juju ssh magnum/0 "cat >>'${effects}'; wc -l <'${effects}'"`,
        '```\n\n**GATE:** output is `2`.\n',
      ].join('\n'),
    );
    // The question before the poll and its first look go well.
    w.juju.expiresAfter(2);
    void w.walker.send({ type: 'run', block: 'book:1/1' });
    await when(w, ({ live }) => live?.poll?.held === true);
    expect(w.effects()).toEqual(['a line']);
    w.juju.login('ok');
    expect(await w.walker.send({ type: 'check-login' })).toBeUndefined();
    await w.walker.idle();
    expect(w.juju.eaten()).toEqual([]);
    expect(w.standing('1/1')).toBe('passed');
    const attempt = newestAttempt(w.view().session, 'book:1/1');
    expect(attempt?.looks.map(({ answer }) => answer)).toEqual([
      'not-yet',
      'question-failed',
      'yes',
    ]);
  });

  it('a poll that waits for it can be stopped', async () => {
    const w = await jujuWalk();
    w.juju.login('expired');
    void w.walker.send({ type: 'run', block: 'book:1/4' });
    await when(w, ({ live }) => live?.poll?.held === true);
    await w.walker.send({ type: 'cancel' });
    await w.walker.idle();
    expect(newestAttempt(w.view().session, 'book:1/4')?.outcome).toMatchObject({
      type: 'cancelled',
    });
  });

  it('a check that waits at its prompt is noticed, stopped and told', async () => {
    const w = await jujuWalk();
    // What it reads from never ends and never answers; the look before it still goes well.
    w.juju.expiresAfter(1);
    await w.run('1/5');
    expect(w.view().session.login).toMatchObject({ kind: 'juju', block: 'book:1/5' });
    expect(newestAttempt(w.view().session, 'book:1/5')?.outcome).toMatchObject({
      type: 'cancelled',
      why: expect.stringContaining('please enter password for admin on ctl') as unknown,
    });
    expect(w.juju.eaten()).toEqual([]);
  });

  it('a wrong password is still a lost login; a logged out juju, too', async () => {
    const w = await jujuWalk();
    w.juju.login('out');
    await w.run('1/1');
    expect(w.view().session.login).toMatchObject({ kind: 'juju' });
    expect(await w.walker.send({ type: 'check-login' })).toBe('The Juju login is still gone.');
  });
});

describe('a controller that is down', () => {
  it('is no lost login: the check fails and nothing asks for a password', async () => {
    const w = await jujuWalk();
    w.juju.login('down');
    await w.run('1/1');
    expect(w.standing('1/1')).toBe('failed');
    expect(w.view().session.login).toBeUndefined();
  });

  it('lets a block try that handrail ships, which is known not to have run then', async () => {
    const w = await jujuWalk();
    await w.run('1/1');
    w.juju.login('down');
    expect(await w.run('1/2')).toBeUndefined();
    expect(newestAttempt(w.view().session, 'book:1/2')?.outcome).toMatchObject({
      type: 'not-started',
      reason: expect.stringContaining('can not be reached') as unknown,
    });
    expect(w.view().session.login).toBeUndefined();
  });
});
