import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/secrets/secret.ts';
import { whyNotSimulated } from '../../../src/session/effects/simulated-only.ts';
import { secretWalk, shares } from './support/secret-walk.ts';

const refusal =
  'No simulated holder has this one: never type a real secret in training. Enter alone gives the simulated one.';
const [one = '', two = ''] = shares;
const real = Buffer.alloc(33, 'canary-of-production-').toString('base64');

const progress = { when: 'unseal', stdout: 'progress 1/3' };

/** Each of five people has one share. */
const holders = async ({ number }: { readonly number: number }) => {
  const held = shares[number - 1];
  return held === undefined ? undefined : new Secret(Buffer.from(held));
};

async function training() {
  const walk = await secretWalk([progress, { when: 'unseal', stdout: 'UNSEALED' }], {
    mode: 'training',
    standInSecret: holders,
  });
  await walk.run('1/1');
  await walk.walker.idle();
  return walk;
}

describe('a secret typed in training', () => {
  it.each([
    ['a share of another vault', real],
    ['the same in hex', Buffer.from(real, 'base64').toString('hex')],
    ['anything else', 'hunter2'],
  ])('is refused when no simulated holder has it: %s', async (_, typed) => {
    const walk = await training();
    const secret = new Secret(Buffer.from(typed));
    expect(await walk.walker.give(secret, 'alice')).toBe(refusal);
    await walk.walker.idle();
    expect(secret.isWiped).toBe(true);
    expect(walk.runner.started).toEqual([]);
    expect(walk.attempt()).toBeUndefined();
    expect(walk.traces()).not.toContain(typed);
    expect(walk.asked()).toMatchObject({ number: 1, state: 'asked' });
  });

  it('is taken when one has exactly this, whoever’s turn it is and however it is written', async () => {
    const walk = await training();
    expect(await walk.give(two, 'bob')).toBeUndefined();
    const inHex = Buffer.from(one, 'base64').toString('hex');
    expect(await walk.give(inHex, 'alice')).toBeUndefined();
    expect(walk.standing('1/1')).toBe('passed');
  });

  it('leaves nothing of what the holders have behind', async () => {
    const walk = await training();
    const asked = walk.asked();
    if (asked === undefined) throw new Error('nothing is asked for');
    const lent: Secret[] = [];
    const secret = new Secret(Buffer.from(two));
    const found = await whyNotSimulated(secret, asked, async (which) => {
      const held = await holders(which);
      if (held !== undefined) lent.push(held);
      return held;
    });
    expect(found).toBeUndefined();
    expect(lent.map(({ isWiped }) => isWiped)).toEqual(Array(5).fill(true));
    expect(secret.isWiped).toBe(false);
  });

  it('is what it is on the real machine, where nobody stands in', async () => {
    const walk = await secretWalk([progress]);
    await walk.run('1/1');
    await walk.walker.idle();
    expect(await walk.give(real)).toBeUndefined();
  });
});
