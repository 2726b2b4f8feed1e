import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mayRecall, mayRemember } from '../../src/secrets/keyring-policy.ts';

const share = { what: 'vault-share', remember: 'asked', needs: 3, taken: [] } as const;

it('lets the Juju password be asked about', () => {
  expect(mayRemember({ ...share, what: 'juju-password' })).toEqual({
    type: 'may',
    slot: undefined,
  });
});

it('lets shares be asked about up to one less than the vault needs', () => {
  expect(mayRemember(share)).toEqual({ type: 'may', slot: 1 });
  expect(mayRemember({ ...share, taken: [1] })).toEqual({ type: 'may', slot: 2 });
  expect(mayRemember({ ...share, taken: [2] })).toEqual({ type: 'may', slot: 1 });
  expect(mayRemember({ ...share, taken: [1, 2] })).toEqual({
    type: 'no',
    why: "2 of this vault's shares are remembered; with one more they would unseal it.",
  });
});

it('counts a place that another runbook allowed', () => {
  expect(mayRemember({ ...share, taken: [1, 4] }).type).toBe('no');
  expect(mayRemember({ ...share, taken: [4] })).toEqual({ type: 'may', slot: 1 });
});

it.each([1, 0, -3, 2.5, Number.NaN, Infinity])('remembers no share where %j unseal', (needs) => {
  expect(mayRemember({ ...share, needs })).toEqual({
    type: 'no',
    why: 'One share alone unseals this vault, or the runbook does not say how many do; none is remembered.',
  });
  expect(mayRecall(needs, [1]).slots).toEqual([]);
});

it.each(['juju-password', 'vault-share', 'other'] as const)(
  'remembers no %s where the runbook says never',
  (what) => {
    expect(mayRemember({ ...share, what, remember: 'never' })).toEqual({
      type: 'no',
      why: 'The runbook says that this is never remembered.',
    });
  },
);

it('remembers nothing else', () => {
  expect(mayRemember({ ...share, what: 'other' })).toEqual({
    type: 'no',
    why: 'Only the Juju password and unseal shares are remembered.',
  });
});

it('recalls no more than one less than the vault needs, and says when more are there', () => {
  expect(mayRecall(3, [2, 1])).toEqual({ slots: [1, 2], tooMany: undefined });
  expect(mayRecall(3, [1, 2, 3, 3])).toEqual({
    slots: [1, 2],
    tooMany: '1 more of this vault is remembered than may be; forget them: handrail secrets',
  });
  expect(mayRecall(2, [1, 2, 3]).tooMany).toMatch(/^2 more of this vault are /);
});

it('never lets this machine unseal alone, in whatever order shares come and go', () => {
  const slots = fc.array(fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(fc.integer({ min: -2, max: 7 }), slots, fc.nat(12), (needs, there, tries) => {
      const taken = new Set<number>(there);
      const before = taken.size;
      for (let n = 0; n < tries; n += 1) {
        const may = mayRemember({ ...share, needs, taken: [...taken] });
        if (may.type === 'may' && may.slot !== undefined) {
          expect(taken.has(may.slot)).toBe(false);
          taken.add(may.slot);
        }
      }
      expect(taken.size).toBeLessThanOrEqual(Math.max(before, needs - 1));
      expect(mayRecall(needs, [...taken]).slots.length).toBeLessThanOrEqual(Math.max(0, needs - 1));
    }),
  );
});
