import { describe, expect, it } from 'vitest';
import { acceptanceRows } from '../../src/session/acceptance.ts';
import { ledgerOf } from '../../src/session/deferrals.ts';
import { exitItems } from '../../src/session/exit-gate.ts';
import { outlineRows, progress } from '../../src/session/outline.ts';
import { emptySession, type Session } from '../../src/session/session.ts';
import { nextBlock } from '../../src/session/standing.ts';
import { manyBlocks } from '../support/many-blocks.ts';

/** A session that counts how often a standing is found out: its skips are looked at each time. */
function counted(
  blocks: number,
  deferrals: number,
): { session: Session; readonly standings: () => number } {
  const session = { ...emptySession(manyBlocks(blocks, deferrals)), answers: { route: 'fresh' } };
  const { skips } = session;
  let count = 0;
  Object.defineProperty(session, 'skips', {
    enumerable: true,
    get: () => {
      count += 1;
      return skips;
    },
  });
  return { session, standings: () => count };
}

function everything(session: Session): void {
  outlineRows(session);
  progress(session);
  nextBlock(session);
  ledgerOf(session);
  exitItems(session);
  acceptanceRows(session);
}

describe('a walk of 2,000 blocks and 500 deferrals', () => {
  it('finds out how a block stands once for each session, however many ask', () => {
    const { session, standings } = counted(2000, 500);
    everything(session);
    const once = standings();
    // One for each block, and one more where a block is asked whether it is off the route.
    expect(once).toBeLessThanOrEqual(2 * 2000);
    everything(session);
    expect(standings() - once).toBeLessThanOrEqual(4);
  });

  it('takes work that grows as the walk does, and no faster', () => {
    const work = (blocks: number, deferrals: number) => {
      const { session, standings } = counted(blocks, deferrals);
      everything(session);
      return standings();
    };
    expect(work(2000, 500)).toBeLessThanOrEqual(work(200, 50) * 11);
  });

  it('keeps its ledger for as long as the session is the same', () => {
    const { session } = counted(2000, 500);
    expect(ledgerOf(session).entries).toHaveLength(500);
    expect(ledgerOf(session)).toBe(ledgerOf(session));
    expect(exitItems(session)).toBe(exitItems(session));
    expect(ledgerOf({ ...session }).entries[0]?.state).toBe('open');
  });
});
