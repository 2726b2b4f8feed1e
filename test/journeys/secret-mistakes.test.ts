import { afterEach, describe, expect, it } from 'vitest';
import { canariesOf, findCanaries, newVaultSecrets } from '../support/canaries.ts';
import { vaultDesk, type VaultDesk } from '../support/vault-desk.ts';
import { unsealText } from '../support/vault-runbooks.ts';

const block = '2.2/1';

let desk: VaultDesk | undefined;
afterEach(async () => {
  const left = desk;
  desk = undefined;
  if (left === undefined) return;
  // Whatever went wrong: the walk kept no trace of a share.
  const traces = { where: 'the walk', bytes: Buffer.from(left.traces(), 'latin1') };
  const hits = findCanaries(canariesOf(left.secrets), [traces]);
  await left.leaves();
  expect(hits).toEqual([]);
});

/** At the hidden prompt for the first share of a vault that was opened before. */
async function atPrompt(): Promise<VaultDesk> {
  const made = await vaultDesk(unsealText);
  desk = made;
  made.cloud.vault.init();
  await made.op.presses('enter');
  await made.op.sees('Run 2.2/1?');
  await made.op.presses('enter');
  await nextHolder(made, 1);
  return made;
}

/** Nobody says a name: the next prompt. */
async function nextHolder(at: VaultDesk, number: number): Promise<void> {
  await at.rests();
  await at.op.sees(`Who brings the unseal share ${number}`);
  await at.op.presses('enter');
  await at.op.sees('nothing entered yet');
}

/** Pastes it and presses Enter, once more where the first was too soon behind the paste. */
async function give(at: VaultDesk, share: string): Promise<void> {
  await at.op.pastes(share);
  await at.op.sees('something was entered');
  await at.op.presses('enter');
  if (at.op.frame().includes('press it again')) {
    await at.op.waits(1000);
    await at.op.presses('enter');
  }
  await at.rests();
}

const share = ({ secrets }: VaultDesk, number: number): string => secrets.shares[number - 1] ?? '';

/** What is on the screen as one text, whatever was wrapped. */
const said = (at: VaultDesk): string =>
  at.op
    .frame()
    .split('\n')
    .map((row) => row.slice(row.indexOf('│') + 1).trim())
    .join(' ')
    .replaceAll(/\s+/g, ' ');

describe('a mistake at the hidden prompt', { timeout: 90_000 }, () => {
  it('that gives nothing, a wrong shape or several lines is said in a sentence, and nothing is sent', async () => {
    const at = await atPrompt();
    await at.op.presses('enter');
    expect(said(at)).toContain('Nothing was entered: type it or paste it, then press Enter.');
    await at.op.pastes('');
    expect(said(at)).toContain('The paste was empty: copy it again, then paste it.');
    await at.op.pastes([1, 2, 3].map((number) => share(at, number)).join('\n'));
    expect(said(at)).toContain('The paste has 3 lines: nothing of it was kept.');
    await at.op.presses('ctrl-u');
    await give(at, share(at, 1).slice(1));
    expect(said(at)).toMatch(/44 characters of base64/);
    expect(said(at)).toContain('Type the unseal share 1 of 3');
    expect(at.cloud.vault.sent).toEqual([]);
    expect(at.events().map(({ type }) => type)).not.toContain('block-started');
    await give(at, share(at, 1));
    await nextHolder(at, 2);
    expect(at.cloud.vault.progress).toBe(1);
  });

  it('is forgotten with Esc and with Ctrl-C, and stands through a resize', async () => {
    const at = await atPrompt();
    await at.op.pastes(share(at, 1));
    await at.op.waits(1000);
    await at.op.presses('escape');
    await at.op.sees('Enter ask, then run');
    expect(at.standing(block)).toBe('waiting');
    await at.op.presses('enter');
    await at.op.sees('Run 2.2/1?');
    await at.op.presses('enter');
    await nextHolder(at, 1);
    await at.op.pastes(share(at, 1));
    await at.op.resizes(120, 40);
    await at.op.sees('something was entered');
    await at.op.waits(1000);
    await at.op.presses('ctrl-c');
    expect(at.op.frame()).not.toContain('something was entered');
    expect(at.cloud.vault.sent).toEqual([]);
  });

  it('with the same share again is told apart from progress, before anything is sent', async () => {
    const at = await atPrompt();
    await give(at, share(at, 2));
    await nextHolder(at, 2);
    await give(at, share(at, 2));
    expect(said(at)).toContain('This unseal share was taken already, and was not sent again');
    expect(at.cloud.vault.sent).toEqual([1]);
  });
});

describe('a vault that does not open', { timeout: 90_000 }, () => {
  it('for a wrong share is noticed at the third, explained, and begun anew', async () => {
    const at = await atPrompt();
    const wrong = newVaultSecrets().shares[0] ?? '';
    for (const [number, each] of [share(at, 1), wrong].entries()) {
      await give(at, each);
      await nextHolder(at, number + 2);
    }
    await give(at, share(at, 3));
    await at.op.sees('WRONG SHARES');
    expect(at.standing(block)).toBe('failed');
    expect(at.cloud.vault.progress).toBe(0);
    await at.op.presses('r');
    await at.op.sees('Run 2.2/1?');
    await at.op.presses('enter');
    for (const number of [1, 2, 3]) {
      await nextHolder(at, number);
      await give(at, share(at, number));
    }
    await at.op.sees('passed 2.2/1');
    expect(at.cloud.vault.isSealed).toBe(false);
  });

  it('when it stops between two shares: a sentence, and the way on', async () => {
    const at = await atPrompt();
    await give(at, share(at, 1));
    await nextHolder(at, 2);
    await at.cloud.stopVault();
    await give(at, share(at, 2));
    await at.op.sees('NOTHING SENT: vault does not answer');
    expect(at.standing(block)).toBe('failed');
    expect(at.cloud.vault.sent).toEqual([0]);
  });

  it('when the login expires between two shares: nothing is eaten, and the share is asked for again', async () => {
    const at = await atPrompt();
    await give(at, share(at, 1));
    await nextHolder(at, 2);
    at.cloud.controller.login = 'expired';
    await give(at, share(at, 2));
    await at.op.sees('The Juju login is gone.');
    expect(at.cloud.vault.progress).toBe(1);
    expect(at.cloud.controller.eaten).toEqual([]);
  });
});
