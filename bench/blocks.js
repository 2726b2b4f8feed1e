import { median, round, row } from './figures.js';

export const title = 'Many blocks';

const sizes = { small: [40, 10], large: [2000, 500] };

/**
 * What a key and an event cost in a walk of 2,000 blocks and 500 deferrals, against one of 40 and 10: everything that is
 * worked out for a frame, without drawing it on a terminal.
 */
export async function run({ batches }) {
  const parts = await load();
  const walks = Object.fromEntries(
    Object.entries(sizes).map(([name, [blocks, deferrals]]) => [
      name,
      parts.open(blocks, deferrals),
    ]),
  );
  const kinds = {
    'a key that moves the cursor': (walk) => parts.move(walk),
    'a key that folds a runbook': (walk) => parts.fold(walk),
    'a letter of a search': (walk) => parts.find(walk),
    'an event, and the frame behind it': (walk) => parts.event(walk),
  };
  return Object.entries(kinds).map(([what, act]) => {
    const taken = { small: [], large: [] };
    for (let batch = 0; batch <= batches; batch += 1)
      for (const [name, walk] of Object.entries(walks)) {
        // Time of the processor: that of the wall would tell of whatever else the machine does.
        const from = process.cpuUsage();
        act(walk);
        const { user, system } = process.cpuUsage(from);
        if (batch > 0) taken[name].push((user + system) / 1000);
      }
    const [small, large] = [median(taken.small), median(taken.large)];
    return row(
      `${what}: 2,000 blocks against 40`,
      round(large / small, 1),
      `${round(large, 2)} ms against ${round(small, 2)} ms`,
    );
  });
}

async function load() {
  const [books, session, outline, ledger, exit, standing, update, act, focus, lines, theme] =
    await Promise.all([
      import('../test/support/many-blocks.ts'),
      import('../src/session/session.ts'),
      import('../src/screens/parts/per-session.ts'),
      import('../src/session/deferrals.ts'),
      import('../src/session/exit-gate.ts'),
      import('../src/session/standing.ts'),
      import('../src/session/update.ts'),
      import('../src/screens/outline-folds.ts'),
      import('../src/screens/parts/focus.ts'),
      import('../src/screens/parts/outline.ts'),
      import('../src/screens/theme.ts'),
    ]);
  const { marks } = theme.makeTheme({ colour: false, unicode: true });

  function open(blocks, deferrals) {
    const empty = session.emptySession(books.manyBlocks(blocks, deferrals));
    const walk = { session: { ...empty, answers: { route: 'fresh' } }, ui: {}, seq: 1 };
    frame(walk);
    return walk;
  }

  function frame(walk) {
    outline.progressOf(walk.session);
    outline.nextOf(walk.session);
    ledger.openDeferrals(walk.session);
    return lines.outlineLines({
      session: walk.session,
      focus: focus.focusOf(walk.session, walk.ui.cursor),
      folds: walk.ui.folds,
      marks,
      columns: 36,
      rows: 40,
      active: true,
    });
  }

  return {
    open,
    move(walk) {
      const at = focus.focusOf(walk.session, walk.ui.cursor);
      const to = act.besideFolded(walk.session, at, walk.ui.folds, 1);
      walk.ui = { ...walk.ui, cursor: to?.ref };
      frame(walk);
    },
    fold(walk) {
      const at = focus.focusOf(walk.session, walk.ui.cursor);
      const done = act.foldAct('fold-all', walk.session, at, walk.ui);
      walk.ui = { ...walk.ui, ...done[0].change };
      frame(walk);
    },
    find(walk) {
      // As the screen does it: every block is looked through, a screenful is told how it stands.
      const found = focus
        .stopsOf(walk.session)
        .filter((stop) => stop.type === 'block' && stop.located.block.text.includes('look 1'));
      for (const stop of found.slice(0, 40)) standing.standingOf(walk.session, stop.located);
    },
    event(walk) {
      walk.seq += 1;
      const event = { type: 'note-added', text: 'x', block: undefined };
      walk.session = update.update(walk.session, {
        seq: walk.seq,
        at: '2026-01-02T03:04:05.000Z',
        event,
      });
      exit.exitItems(walk.session);
      frame(walk);
    },
  };
}
