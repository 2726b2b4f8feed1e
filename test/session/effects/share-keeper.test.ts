import { describe, expect, it } from 'vitest';
import type { Keeper } from '../../../src/session/effects/keeper.ts';
import type { Located } from '../../../src/session/refs.ts';
import { held, keeping, none, place, secretOf, unsealing, until } from './support/keeping.ts';

describe('shares of a block that passed', () => {
  const three = ['a', 'b', 'c'].map((letter) => letter.repeat(44));
  const give = (keeper: Keeper, located: Located, shares: readonly string[]) => {
    for (const share of shares)
      keeper.shares.hold(located, [secretOf(share)], `holder ${share[0]}`);
  };

  it('are asked about one after the other, one less than the vault needs', async () => {
    const { keeper, view } = keeping();
    const located = unsealing();
    await keeper.shares.look(located);
    expect(view().offered).toBeUndefined();
    give(keeper, located, three);
    expect(view().remember).toBeUndefined();
    keeper.shares.settled(located, true);
    await until(() => view().remember !== undefined);
    expect(view().remember).toMatchObject({
      what: 'the unseal share of holder a',
      note: "At most 2 of this vault's shares are remembered for one user.",
    });
    await keeper.send({ type: 'remember', answer: 'no' });
    expect(view().remember?.what).toBe('the unseal share of holder b');
    await keeper.send({ type: 'remember', answer: 'yes' });
    expect(view().remember).toBeUndefined();
    expect([...held.held.keys()]).toEqual([place(1)]);
    expect(Buffer.from(held.held.get(place(1)) ?? []).toString()).toBe(three[1]);
  });

  it('are not offered for a block that is not asked about any more', async () => {
    held.held.set(place(1), Buffer.from(three[0] ?? ''));
    const { keeper, view } = keeping();
    const looked = keeper.shares.look(unsealing());
    keeper.letGo();
    await looked;
    expect(view().offered).toBeUndefined();
  });

  it('are wiped when the block failed, and when the walk is left', async () => {
    const { keeper, view } = keeping();
    const located = unsealing();
    await keeper.shares.look(located);
    give(keeper, located, three);
    keeper.shares.settled(located, false);
    keeper.shares.settled(located, true);
    give(keeper, located, three);
    keeper.letGo();
    keeper.shares.settled(located, true);
    expect(view().remember).toBeUndefined();
  });

  it('are offered to the next run, each once, and not asked about again', async () => {
    held.held.set(place(1), Buffer.from(three[0] ?? ''));
    held.held.set(place(2), Buffer.from(three[1] ?? ''));
    const { keeper, view } = keeping();
    const located = unsealing();
    await keeper.shares.look(located);
    expect(view().offered).toEqual({ block: located.ref, left: 2, note: undefined });
    const first = await keeper.shares.recall(located);
    if (typeof first === 'string') throw new Error(first);
    keeper.shares.hold(located, [first], undefined);
    expect(first.use((bytes) => Buffer.from(bytes).toString())).toBe(three[0]);
    expect(view().offered?.left).toBe(1);
    expect(typeof (await keeper.shares.recall(located))).toBe('object');
    expect(await keeper.shares.recall(located)).toBe(
      'No remembered share is left for this; enter one unseen.',
    );
    keeper.shares.settled(located, true);
    expect(view().remember).toBeUndefined();
  });

  it('are never recalled beyond one less than the vault needs, and that is said', async () => {
    for (const slot of [1, 2, 3]) held.held.set(place(slot), Buffer.from(three[slot - 1] ?? ''));
    const { keeper, view } = keeping();
    await keeper.shares.look(unsealing());
    expect(view().offered).toMatchObject({
      left: 2,
      note: expect.stringMatching(/^1 more of this vault/) as string,
    });
  });

  it('are neither held, offered nor asked about where the runbook says never', async () => {
    held.held.set(place(1), Buffer.from(three[0] ?? ''));
    const { keeper, view } = keeping();
    const located = unsealing('**REMEMBER:** never.\n');
    expect(located.block.secrets?.remember).toBe('never');
    await keeper.shares.look(located);
    expect(view().offered).toBeUndefined();
    expect(typeof (await keeper.shares.recall(located))).toBe('string');
    give(keeper, located, three);
    keeper.shares.settled(located, true);
    expect(view().remember).toBeUndefined();
  });

  it('are not held without a keyring or with one that is locked', async () => {
    const located = unsealing();
    const without = keeping({ keyring: none() });
    await without.keeper.shares.look(located);
    give(without.keeper, located, three);
    without.keeper.shares.settled(located, true);
    expect(without.view().remember).toBeUndefined();
    held.refuse('The keyring is locked.');
    const locked = keeping();
    await locked.keeper.shares.look(located);
    expect(locked.view().offered).toMatchObject({ left: 0, note: 'The keyring is locked.' });
    give(locked.keeper, located, three);
    locked.keeper.shares.settled(located, true);
    expect(locked.view().remember).toBeUndefined();
  });
});
