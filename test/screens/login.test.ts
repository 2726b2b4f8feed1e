import { describe, expect, it } from 'vitest';
import { loginScreen } from '../../src/screens/login.tsx';
import type { LostLogin } from '../../src/session/login.ts';
import type { Session } from '../../src/session/session.ts';
import { contextOf, drawn } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { operator } from '../support/operator.ts';
import { passedAttempt, sampleSession } from '../support/sample-runbook.ts';
import { check, cautious, poll, run } from './support/walk-states.ts';

const said = 'ERROR cannot get discharge from "https://10.12.8.30:17070/auth": EOF';
const juju = {
  type: 'juju',
  controller: 'ctl',
  model: 'm',
  user: 'admin',
  version: '3.6.1',
} as const;

function lost(over: Partial<LostLogin> = {}, session: Partial<Session> = {}): Session {
  return sampleSession({
    targets: { juju },
    login: {
      kind: 'juju',
      said,
      block: check,
      attempt: undefined,
      at: '2026-01-02T03:05:00.000Z',
      ...over,
    },
    ...session,
  });
}

const screen = { type: 'login' } as const;
const at = (session: Session, choice = 0) =>
  contextOf(fakeWalker({ session }), { ui: { stack: [{ type: 'walk' }, screen], choice } });
const frame = (session: Session) => drawn(loginScreen, screen, at(session));

describe('the screen of a login that is gone', () => {
  it('says what is gone, what was said, the ways back and what Enter does', () => {
    const text = frame(lost());
    expect(text).toContain('The Juju login is gone.');
    expect(text).toContain('› log in: this terminal goes to juju login -c ctl -u admin');
    expect(text).toContain('cannot get discharge');
    expect(loginScreen.hints(screen, at(lost()))[0]).toEqual({ binding: 'main', says: 'log in' });
  });

  it.each([
    ['a check', lost(), 'It only reads, and is run again'],
    ['a block that did not start', lost({ block: run }), 'known not to have run'],
    [
      'a block that stopped on its way',
      lost(
        { block: run, attempt: 1 },
        { attempts: [passedAttempt(run, 1, { outcome: { type: 'exited', status: 1 } })] },
      ),
      'a part of it may be done',
    ],
    ['a poll', lost({ block: poll, attempt: 1 }), 'The poll waits'],
  ])('tells of %s what became of it', (_what, session, words) => {
    expect(frame(session).replace(/\s+/g, ' ')).toContain(words);
  });

  it('lends the terminal, asks, and goes on to the confirmation of what did not start', () => {
    expect(loginScreen.act('main', screen, at(lost({ block: run })))).toEqual([
      { type: 'lend', program: ['juju', 'login', '-c', 'ctl', '-u', 'admin'] },
      {
        type: 'send',
        intent: { type: 'check-login' },
        then: expect.arrayContaining([
          { type: 'push', screen: { type: 'confirm', block: run } },
        ]) as unknown,
      },
    ]);
    const [, asked] = loginScreen.act('main', screen, at(lost({ block: cautious }))) as never[];
    expect(JSON.stringify(asked)).toContain('"type":"caution"');
  });

  it('never confirms a block that may have run in part', () => {
    const session = lost(
      { block: run, attempt: 1 },
      { attempts: [passedAttempt(run, 1, { outcome: { type: 'exited', status: 1 } })] },
    );
    expect(JSON.stringify(loginScreen.act('main', screen, at(session)))).not.toContain('confirm');
  });

  it('only asks on the second way, and goes to a block that sets credentials', () => {
    expect(loginScreen.act('main', screen, at(lost(), 1))).toMatchObject([
      { type: 'send', intent: { type: 'check-login' } },
    ]);
    const names = { OS_PASSWORD: run };
    const session = lost(
      { kind: 'openstack', said: 'x (HTTP 401)' },
      {
        environment: { ...sampleSession().environment, names },
      },
    );
    expect(frame(session)).toContain('go to 7.1/1, which set OS_PASSWORD');
    expect(loginScreen.act('main', screen, at(session))).toContainEqual({
      type: 'ui',
      change: expect.objectContaining({ cursor: run }) as unknown,
    });
  });

  it('comes up by itself, and goes with the login that is back', async () => {
    const walker = fakeWalker({ session: sampleSession() });
    const op = await operator({ walker });
    walker.changeSession({ login: lost().login });
    await op.sees('The Juju login is gone.');
    await op.presses('escape');
    await op.seesNo('The Juju login is gone.');
    await op.sees('see the login');
    await op.goes();
  });

  it('comes up once more when something meets it after all', async () => {
    const walker = fakeWalker({ session: sampleSession() });
    const op = await operator({ walker });
    walker.changeSession({ login: lost().login });
    await op.sees('The Juju login is gone.');
    await op.presses('escape');
    await op.seesNo('The Juju login is gone.');
    walker.changeSession({});
    expect(op.frame()).not.toContain('The Juju login is gone.');
    walker.changeSession({ login: lost({ block: run }).login });
    await op.sees('known not to have run');
    await op.goes();
  });

  it('does not take the keys of a text that is being typed', async () => {
    const walker = fakeWalker({ session: sampleSession() });
    const op = await operator({ walker });
    await op.presses('n');
    await op.types('half a no');
    walker.changeSession({ login: lost().login });
    await op.types('te');
    await op.sees('half a note');
    await op.goes();
  });
});

describe('a login that a look at a walk that is taken up has met', () => {
  it('goes back to that screen and looks once more', () => {
    const session = lost();
    const ui = { stack: [{ type: 'resume' } as const, screen] };
    const context = contextOf(fakeWalker({ session }), { ui: { ...ui, choice: 1 } });
    expect(loginScreen.act('main', screen, context)).toMatchObject([
      {
        type: 'send',
        intent: { type: 'check-login' },
        then: [{ type: 'back' }, { type: 'send', intent: { type: 'recheck' } }, {}],
      },
    ]);
  });
});
