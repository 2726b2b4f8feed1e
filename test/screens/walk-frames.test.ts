import { describe, expect, it } from 'vitest';
import type { Ui } from '../../src/screens/stack.ts';
import { walkScreen } from '../../src/screens/walk.tsx';
import type { Session } from '../../src/session/session.ts';
import type { Live } from '../../src/session/walker.ts';
import { contextOf, drawn } from '../support/drawn.tsx';
import { fakeWalker } from '../support/fake-walker.ts';
import { sampleBlock, sampleRunbook, sampleStep } from '../support/sample-runbook.ts';
import * as state from './support/walk-states.ts';

const outputs = { 2: Array.from({ length: 300 }, (_, at) => `build line ${at}`), 4: ['{"a": 1}'] };
const wide = { columns: 80, rows: 24 };

function frame(
  session: Session,
  over: {
    readonly ui?: Partial<Ui>;
    readonly live?: Live;
    readonly now?: number;
    readonly columns?: number;
    readonly rows?: number;
  } = {},
) {
  const walker = fakeWalker({ session, live: over.live, outputs, now: () => over.now ?? 0 });
  const context = contextOf(walker, { ui: over.ui ?? {}, ...wide, ...over });
  return drawn(walkScreen, { type: 'walk' }, context);
}

const failed = state.walkWith([state.checkPassed, state.runFailed]);

describe('the walk screen', () => {
  it('shows the outline with marks and words, and how far the walk has come', () => {
    const shown = frame(failed, { ui: { cursor: state.run } });
    expect(shown).toContain('1 of 4 settled');
    expect(shown).toMatch(/✓ 7\.0 Look first +passed/);
    expect(shown).toMatch(/› +✗ 7\.1\/1 run +failed/);
    expect(shown).toMatch(/7\.1\/2 fallback/);
    expect(shown).not.toContain('7.0/1');
  });

  it('marks the cursor by more than colour, in ASCII as well', () => {
    const walker = fakeWalker({ session: failed });
    const context = contextOf(walker, { ui: { cursor: state.run }, ...wide });
    const shown = drawn(walkScreen, { type: 'walk' }, context, { unicode: false });
    expect(shown).toMatch(/^> +x 7\.1\/1 run/m);

    expect(shown).not.toMatch(/[^\x00-\x7f]/);
  });

  it('shows a block before it runs: kind, place, values, script, gate', () => {
    const shown = frame(state.walkWith([state.checkPassed]), { rows: 40 });
    expect(shown).toContain('RUN changes things');
    expect(shown).toContain('the block itself reaches');
    expect(shown).toContain('uses chart_ver=0.25.1 (literal)');
    expect(shown).toContain('ssh "$mgmt_ip" install "$chart_ver"');
    expect(shown).toContain("chart_ver='0.25.1'");
    expect(shown).toContain('GATE not judged yet: output contains');
  });

  it('tells once why an end was not seen, and that no gate could be judged for it', () => {
    const reason = 'the machine was restarted';
    const unseen = {
      ...state.runUnknown,
      verdicts: [
        {
          answer: 'could-not-tell' as const,
          why: `its end was not seen: ${reason}`,
          conditions: [],
        },
      ],
    };
    const session = state.walkWith([state.checkPassed, unseen]);
    const shown = frame(session, { ui: { cursor: state.run }, rows: 60, columns: 160 });
    expect(shown).toContain('GATE could not tell');
    expect(shown.split(reason)).toHaveLength(2);
  });

  it('shows the one line that ships a script to a unit', () => {
    const session = state.walkWith([state.checkPassed, state.runPassed]);
    const shown = frame(session, { rows: 60, columns: 200 });
    expect(shown).toContain('on magnum/0, shipped by juju ssh');
    expect(shown).toContain('the line that ships it');
    expect(shown).toMatch(/\| .*juju ssh/);
  });

  it('shows what came of a run: output, end, expected and came, ways on', () => {
    const shown = frame(failed, { ui: { cursor: state.run } });
    expect(shown).toContain('build line 299');
    expect(shown).toContain('more output above: PgUp');
    expect(shown).toContain('exit status 0: success, after 0:02');
    expect(shown).toContain('GATE does not hold: output contains');
    expect(shown.replace(/[│\s]+/g, ' ')).toContain('came broken');
    expect(shown).toContain('r  run it again; it asks first');
    expect(shown).toContain('f  go to its fallback 7.1/2');
  });

  it('shows what runs, since when, its last output, and how to stop it', () => {
    const session = state.walkWith([state.checkPassed, state.runUnderWay], { running: 2 });
    const shown = frame(session, { live: state.runLive, now: 1_042_000 });
    expect(shown).toContain('RUNNING 0:42; x stops it');
    expect(shown).toContain('build line 299');
  });

  it('says that something runs elsewhere than under the cursor', () => {
    const session = state.walkWith([state.checkPassed, state.runUnderWay], { running: 2 });
    const ui = { cursor: state.check };
    const shown = frame(session, { live: state.runLive, now: 1_042_000, ui });
    expect(shown).toContain('7.1/1 is under way elsewhere:');
    expect(shown).toContain('RUNNING 0:42');
  });

  it('shows a poll live: looks, time to the next, states, failed questions, keys', () => {
    const session = state.walkWith(
      [state.checkPassed, state.runPassed, state.cautiousRan, state.pollUnderWay],
      { running: 4 },
    );
    const shown = frame(session, { live: state.pollLive, now: 1_070_000, columns: 140 });
    expect(shown).toContain('look 4 of 40  next look in 0:10');
    expect(shown).toContain('1:10 of 13:20; stable 0 of 3');
    expect(shown).toContain('0:20 UNHEALTHY  1:00');
    expect(shown).toContain('1:00 ? the question failed (exit 1)');
    expect(shown).toContain('the question failed 1 time');
    expect(shown).toContain('the walk waits for it; p looks now, Space pauses, x stops it');
    expect(shown).toContain('GATE output contains HEALTHY.');
    const paused = { ...state.pollLive, poll: { ...state.pollLive.poll, paused: true } } as Live;
    expect(frame(session, { live: paused, now: 1_070_000 })).toContain('PAUSED: no look until');
  });

  it('folds the outline away on a narrow terminal, and Tab shows it alone', () => {
    const block = frame(failed, { columns: 40, rows: 10, ui: { cursor: state.run } });
    expect(block).not.toContain('7.2 Wait');
    expect(block).toContain('7.1/1');
    const outline = frame(failed, { columns: 40, rows: 10, ui: { pane: 'outline' } });
    expect(outline).toContain('Wait for health');
    expect(outline).not.toContain('exit status');
  });

  it('keeps the reason of a skip, an override and a deferral in sight', () => {
    const over = {
      ...failed,
      overrides: { [state.run]: { reason: 'known and harmless', at: '', attempt: 2 } },
      skips: { [state.cautious]: { reason: 'done last week', at: '', attempt: 0 } },
      answers: { route: 'fresh' },
    };
    const at = (cursor: string) => frame(over, { rows: 40, columns: 100, ui: { cursor } });
    expect(at(state.run)).toContain('OVERRIDDEN because known and harmless');
    expect(at(state.cautious)).toContain('SKIPPED because done last week');
    expect(at(state.poll)).toContain('DEFERRED to phase-08 step 8.2');
  });

  it('draws only the neighbourhood of the cursor of a walk of 2,000 blocks', () => {
    const steps = Array.from({ length: 400 }, (_, step) =>
      sampleStep({
        id: `${step}`,
        title: `Step number ${step}`,
        blocks: Array.from({ length: 5 }, (__, at) => sampleBlock({ id: `${step}/${at}` })),
      }),
    );
    const session = state.walkWith([], { runbooks: [sampleRunbook({ steps })] });
    const shown = frame(session, { ui: { cursor: 'tiny:200/3' } });
    expect(shown).toMatch(/› +· 200\/3/);
    expect(shown).toMatch(/-- \d{3} above/);
    expect(shown).toMatch(/-- \d{3} below/);
    expect(shown.match(/Step num/g)?.length).toBeLessThan(24);
  });
});
