import { afterEach, expect, it } from 'vitest';
import type { LostLogin } from '../../src/session/login.ts';
import type { PasswordLogin } from '../../src/session/remembering.ts';
import { fakeWalker } from '../support/fake-walker.ts';
import { operator, type Operator } from '../support/operator.ts';
import { sampleSession } from '../support/sample-runbook.ts';

let op: Operator | undefined;
afterEach(async () => op?.goes());

const login: LostLogin = {
  kind: 'juju',
  said: 'ERROR x',
  block: undefined,
  attempt: undefined,
  at: '2026-01-02T03:05:00.000Z',
};
const offered: PasswordLogin = {
  account: { controller: 'ctl', user: 'admin' },
  remembered: 'yes',
  state: 'offered',
};

async function atLogin() {
  const juju = {
    type: 'juju',
    controller: 'ctl',
    model: 'm',
    user: 'admin',
    version: '3',
  } as const;
  const walker = fakeWalker({
    session: sampleSession({ targets: { juju } }),
    onSend(intent, walker) {
      if (intent.type === 'ask-password')
        walker.change({ password: { ...offered, state: 'asked' } });
    },
  });
  op = await operator({ walker });
  walker.change({ password: offered });
  walker.changeSession({ login });
  await op.sees('The Juju login is gone.');
  await op.waits(1000);
  return { op, walker };
}

it('takes the password unseen, gives it, and asks whether the login is back', async () => {
  const { op, walker } = await atLogin();
  await op.sees('type the Juju password here, unseen');
  await op.presses('down');
  await op.presses('enter');
  await op.sees('Type the Juju password of admin on ctl, unseen.');
  await op.waits(1000);
  await op.types('canary-2Vd7s');
  await op.sees('something was entered');
  expect(op.frame()).not.toContain('canary');
  await op.presses('enter');
  expect(walker.given).toEqual([{ shown: '[secret]', holder: undefined }]);
  expect(walker.intents.map(({ type }) => type)).toEqual(['ask-password', 'check-login']);
});

it('is left with Esc, and nothing is given', async () => {
  const { op, walker } = await atLogin();
  await op.presses('down');
  await op.presses('enter');
  await op.sees('Type the Juju password');
  await op.presses('escape');
  await op.sees('The Juju login is gone.');
  expect(walker.given).toEqual([]);
  expect(walker.intents.map(({ type }) => type)).toEqual(['ask-password', 'leave-secret']);
});

it('logs in with the remembered one, and asks whether the login is back', async () => {
  const { op, walker } = await atLogin();
  for (let row = 0; row < 3; row += 1) await op.presses('down');
  await op.sees('log in with the password that the keyring has');
  await op.presses('enter');
  expect(walker.intents.map(({ type }) => type)).toEqual(['log-in-remembered', 'check-login']);
});
