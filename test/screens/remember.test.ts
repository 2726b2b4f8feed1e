import { afterEach, expect, it } from 'vitest';
import { fakeWalker } from '../support/fake-walker.ts';
import { operator, type Operator } from '../support/operator.ts';
import { sampleSession } from '../support/sample-runbook.ts';
import { vaultWalker } from './support/secret-walk.ts';

let op: Operator | undefined;
afterEach(async () => op?.goes());

const remember = {
  what: 'the Juju password of admin on ctl',
  where: "The keyring is the kernel's: it forgets at reboot.",
  note: undefined,
  isTaking: false,
};

async function asked() {
  const walker = fakeWalker({ session: sampleSession() });
  op = await operator({ walker });
  walker.change({ remember });
  await op.sees('Remember the Juju password of admin on ctl?');
  await op.sees('it forgets at reboot.');
  await op.waits(1000);
  return { op, walker };
}

it('asks what is to be remembered, says where, and takes a clear yes alone', async () => {
  const { op, walker } = await asked();
  await op.sees('y remembers it. Enter, n and Esc do not.');
  await op.presses('y');
  expect(walker.intents).toEqual([{ type: 'remember', answer: 'yes' }]);
  walker.change({ remember: { ...remember, isTaking: true } });
  await op.sees('It is being put into the keyring.');
  walker.change({ remember: undefined });
  await op.seesNo('Remember the Juju password');
});

it.each(['enter', 'n', 'escape'])('takes %s for a no', async (key) => {
  const { op, walker } = await asked();
  await op.presses(key);
  expect(walker.intents).toEqual([{ type: 'remember', answer: 'no' }]);
});

it('comes after the prompt that somebody types into, not over it', async () => {
  const walker = vaultWalker();
  op = await operator({ walker });
  walker.change({ asked: walker.first });
  await op.sees('Who brings the unseal share 1 of 3?');
  walker.change({ remember });
  await op.seesNo('Remember the Juju password');
  await op.presses('escape');
  await op.sees('Remember the Juju password of admin on ctl?');
});

it('offers a remembered share where it is asked who brings one', async () => {
  const walker = vaultWalker();
  op = await operator({ walker });
  walker.change({
    asked: walker.first,
    offered: { block: walker.first.block, left: 2, note: undefined },
  });
  await op.sees('Tab gives one that is remembered; 2 left.');
  await op.presses('tab');
  expect(walker.intents).toEqual([]);
  await op.waits(1000);
  await op.presses('tab');
  expect(walker.intents).toEqual([{ type: 'give-remembered' }]);
});
