import { describe, expect, it } from 'vitest';
import { driftedBlocks, driftOf, driftSentence } from '../../src/session/drift.ts';
import { outlineRows } from '../../src/session/outline.ts';
import { previewOf } from '../../src/session/preview.ts';
import { recheckRows, recheckTotals } from '../../src/session/recheck-rows.ts';
import { recheckable } from '../../src/session/rechecks.ts';
import {
  documentSentence,
  foundSince,
  isWorthTelling,
  openAttempts,
  recheckStart,
  type ResumeFacts,
} from '../../src/session/resume-facts.ts';
import type { Outcome } from '../../src/session/outcome.ts';
import { compareRunbooks } from '../../src/steps/compare-runbooks.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import type { Verdict } from '../../src/steps/verdict.ts';
import { Told } from '../support/documents.ts';

const book = `# Book

## Step 1 -- reach

**CHECK (read-only) -- jumphost**
\`\`\`bash
probe
\`\`\`

**GATE:** output contains \`up\`.

## Step 2 -- change

**RUN -- jumphost**
\`\`\`bash
change
\`\`\`

## Step 3 -- see

**CHECK (read-only) -- jumphost**
\`\`\`bash
see
\`\`\`

**GATE:** the log reads like a clean start.

**CHECK (read-only) -- elsewhere, by hand**
\`\`\`bash
see there
\`\`\`

**POLL -- jumphost** every 20 s, at most 4 times
\`\`\`bash
look
\`\`\`

**GATE:** output contains \`READY\`.
`;

const quit: ResumeFacts = { after: 'quit', away: 0, tornBytes: 0, open: [], documents: [] };

/** Tells of one look at a check that had passed. */
function looked(
  told: Told,
  id: string,
  answers: readonly Verdict['answer'][],
  outcome: Outcome = { type: 'exited', status: 0 },
  captureFailures: readonly string[] = [],
): number {
  const located = told.block(id);
  const attempt = (told.session.attempts.at(-1)?.number ?? 0) + 1;
  const command = previewOf(told.session, located);
  told.tell({ type: 'block-started', block: located.ref, attempt, command, recheck: true });
  told.tell({ type: 'block-ended', attempt, outcome });
  const verdicts = answers.map((answer): Verdict => ({
    answer,
    why: `said ${answer}`,
    conditions: [],
  }));
  told.tell({ type: 'block-judged', attempt, verdicts, captures: {}, captureFailures });
  return attempt;
}

describe('the drift of a check that had passed', () => {
  const passed = () => new Told(book).ran('1/1', ['yes']).ran('2/1', []);
  const exited = (status: number): Outcome => ({ type: 'exited', status });
  it.each<[string, readonly Verdict['answer'][], Outcome, string]>([
    ['holds when its gate does', ['yes'], exited(0), 'holds'],
    ['has drifted when it does not', ['no'], exited(0), 'drifted'],
    ['has drifted when it fails though its gate holds', ['yes'], exited(1), 'drifted'],
    [
      'is not told by a gate that can not be judged',
      ['could-not-tell'],
      exited(0),
      'could-not-tell',
    ],
    ['is not told by a connection that failed', ['no'], exited(255), 'could-not-tell'],
    [
      'is not told by a signal',
      ['could-not-tell'],
      { type: 'signalled', signal: 'SIGKILL' },
      'could-not-tell',
    ],
    [
      'is not looked at when the look was stopped',
      ['no'],
      { type: 'cancelled', status: 130 },
      'not-looked',
    ],
    [
      'is not told by an end that nobody saw',
      ['no'],
      { type: 'unknown', reason: 'x' },
      'could-not-tell',
    ],
  ])('%s', (_what, answers, outcome, type) => {
    const told = passed();
    looked(told, '1/1', answers, outcome);
    expect(driftOf(told.session, 'book:1/1').type).toBe(type);
    expect(driftedBlocks(told.session).length).toBe(type === 'drifted' ? 1 : 0);
  });

  it('says when it passed, when it did not, why, and what ran in between', () => {
    const told = passed();
    looked(told, '1/1', ['no']);
    const [first] = driftedBlocks(told.session);
    expect(first && driftSentence(first.drift)).toBe(
      'passed 00:00, not at 00:00 UTC: said no (a block that changes things ran in between)',
    );
    expect(
      first && driftSentence({ ...first.drift, seenAt: '1970-01-02T18:20:00.000Z', changes: 0 }),
    ).toBe('passed 01-01 00:00, not at 01-02 18:20 UTC: said no');
  });

  it('keeps what an earlier look saw when a later one was stopped', () => {
    const told = passed();
    const attempt = looked(told, '1/1', ['no']);
    looked(told, '1/1', ['yes'], { type: 'cancelled', status: undefined });
    expect(driftOf(told.session, 'book:1/1')).toMatchObject({ type: 'drifted', attempt });
  });

  it('is over with the next run of its own', () => {
    const told = passed();
    looked(told, '1/1', ['no']);
    expect(driftOf(told.ran('1/1', ['yes']).session, 'book:1/1').type).toBe('not-looked');
  });

  it('marks the step and the block in the outline, and counts no attempt', () => {
    const told = passed();
    looked(told, '1/1', ['no']);
    const rows = outlineRows(told.session);
    expect(rows[0]).toMatchObject({ type: 'step', standing: 'passed', drifted: true });
    expect(rows[1]).toMatchObject({ type: 'block', attempts: 1, drifted: true });
    expect(rows[2]).toMatchObject({ type: 'step', drifted: false });
  });
});

describe('the checks that are looked at again', () => {
  it('are those that passed by a run of their own and that a machine can judge', () => {
    const told = new Told(book)
      .ran('1/1', ['yes'])
      .ran('2/1', [])
      .ran('3/1', ['could-not-tell'])
      .tell({ type: 'gate-attested', gate: 'book:3/1#0', answer: 'yes', by: 'operator' })
      .ran('3/3', ['yes']);
    expect(recheckable(told.session).map(({ located }) => located.block.id)).toEqual(['1/1']);
    expect(recheckable(new Told(book).ran('1/1', ['no']).session)).toEqual([]);
    const taken = new Told(book);
    const attempt = taken.started('1/1');
    taken.tell({ type: 'block-ended', attempt, outcome: { type: 'unknown', reason: 'x' } });
    taken.tell({ type: 'outcome-taken', attempt, as: 'done', reason: 'seen' });
    expect(recheckable(taken.session)).toEqual([]);
  });

  it('begin by themselves only where they meet nothing and lack nothing', () => {
    const told = new Told(book).ran('1/1', ['yes']);
    const { session } = told;
    const lost = { ...session.environment, lost: { OS_CLOUD: 'book:1/1' } };
    expect(recheckStart(session).type).toBe('by-itself');
    expect(recheckStart({ ...session, environment: lost })).toMatchObject({ type: 'offered' });
    expect(recheckStart({ ...session, running: 99 })).toMatchObject({ type: 'offered' });
    const login = {
      kind: 'juju',
      said: 'x',
      block: undefined,
      attempt: undefined,
      at: '',
    } as const;
    expect(recheckStart({ ...session, login })).toMatchObject({ type: 'offered' });
    expect(recheckStart(new Told(book).session).type).toBe('none');
  });

  it('are told in order: what was seen, what runs, what waits, what is left out', () => {
    const told = new Told(book).ran('1/1', ['yes']);
    const from = looked(told, '1/1', ['no']);
    const view = {
      session: told.session,
      live: undefined,
      background: [],
      trouble: undefined,
      unwritten: [],
      rechecks: {
        blocks: ['book:1/1', 'book:3/1'],
        left: { 'book:3/2': 'it reads $x' },
        from,
        state: 'on' as const,
      },
    };
    const rows = recheckRows(view);
    expect(rows.map(({ id, as, why }) => [id, as, why])).toEqual([
      ['1/1', 'drifted', 'said no'],
      ['3/1', 'waiting', ''],
      ['3/2', 'not-looked', 'it reads $x'],
    ]);
    expect(recheckTotals(rows)).toBe('1 of 3 looked at again: 1 DRIFTED');
    // What an earlier round saw is not news of this one.
    const later = recheckRows({ ...view, rechecks: { ...view.rechecks, from: from + 1 } });
    expect(later[0]).toMatchObject({ as: 'waiting' });
  });
});

describe('what is found when a walk is taken up', () => {
  it('tells what ended meanwhile, what still runs, and whose end nobody saw', () => {
    const told = new Told(book).ran('1/1', ['yes']);
    const attempt = told.started('2/1');
    const facts = { ...quit, open: openAttempts(told.session) };
    expect(facts.open).toEqual([attempt]);
    const as = () =>
      foundSince(told.session, facts).map(({ located, as: what }) => [located.block.id, what]);
    expect(as()).toEqual([['2/1', 'running']]);
    const running = told.session;
    told.tell({ type: 'block-ended', attempt, outcome: { type: 'exited', status: 0 } });
    told.tell({ type: 'block-judged', attempt, verdicts: [], captures: {}, captureFailures: [] });
    expect(as()).toEqual([['2/1', 'ended']]);
    told.session = running;
    told.tell({ type: 'block-ended', attempt, outcome: { type: 'unknown', reason: 'gone' } });
    expect(as()).toEqual([['2/1', 'unknown']]);
  });

  it('tells of a cut-off poll that it only looks, and never of a look at a check', () => {
    const told = new Told(book).ran('1/1', ['yes']);
    const attempt = told.started('3/3');
    const facts = { ...quit, open: openAttempts(told.session) };
    told.tell({ type: 'block-ended', attempt, outcome: { type: 'unknown', reason: 'x' } });
    expect(foundSince(told.session, facts).map(({ as }) => as)).toEqual(['looks-only']);
    const { ref } = told.block('1/1');
    const command = previewOf(told.session, told.block('1/1'));
    told.tell({ type: 'block-started', block: ref, attempt: 9, command, recheck: true });
    expect(openAttempts(told.session)).not.toContain(9);
  });

  it('is worth a screen when something ran or something is to be said, and never at the end', () => {
    const told = new Told(book);
    expect(isWorthTelling(told.session, quit)).toBe(false);
    expect(isWorthTelling(told.session, { ...quit, tornBytes: 3 })).toBe(true);
    told.ran('1/1', ['yes']);
    expect(isWorthTelling(told.session, quit)).toBe(true);
    told.tell({ type: 'session-finished', passed: true });
    expect(isWorthTelling(told.session, quit)).toBe(false);
  });

  it('says of a document how much of it differs, or why it can not be gone on with', () => {
    const told = new Told(book).ran('1/1', ['yes']);
    const [kept] = told.session.runbooks;
    const now = book.replace('probe\n', 'probe --all\n');
    const changes = kept && compareRunbooks(kept, readRunbook(Buffer.from(now), 'book.md'));
    const document = { runbook: 'book', file: 'book.md', changes, problem: undefined };
    expect(documentSentence(document)).toBe('book.md was changed since: 1 block changed.');
    expect(
      documentSentence({ ...document, changes: { blocks: [], literals: [], steps: [] } }),
    ).toContain('in its prose only');
    expect(documentSentence({ ...document, changes: undefined, problem: 'gone' })).toContain(
      'goes on with its copy',
    );
  });
});
