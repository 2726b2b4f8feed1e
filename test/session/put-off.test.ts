import { describe, expect, it } from 'vitest';
import { allowed } from '../../src/session/allowed.ts';
import { ledgerOf } from '../../src/session/deferrals.ts';
import { exitItems } from '../../src/session/exit-gate.ts';
import { putOffTo } from '../../src/session/put-off.ts';
import { standingByRef } from '../../src/session/standing.ts';
import { Told } from '../support/documents.ts';

const block = (kind: 'CHECK (read-only)' | 'RUN', ...below: readonly string[]) =>
  [`**${kind} -- jumphost**\n\`\`\`bash\nlook\n\`\`\``, ...below].join('\n\n');
const book = (...steps: readonly string[]) =>
  `# Book\n\n**ASK:** Is this a \`fresh deploy\` or an \`existing-cluster graft\`?\n\n${steps
    .map((step, index) => `## Step ${index + 1} -- step\n\n${step}`)
    .join('\n\n')}\n\n## Exit gate\n\n- **GATE:** step \`1\` passed.\n`;
const onRoute = (markdown: string, option = 'fresh') =>
  new Told(markdown).tell({ type: 'question-answered', question: 'route', option });

const words = '**GATE:** Everybody is content.';
const refused = ({ session }: Told, answer: 'later' | 'yes', gate = 'book:1/1#0') =>
  allowed(session, { type: 'attest', gate, answer });
const override = ({ session }: Told, owner = 'book:1/1') =>
  allowed(session, { type: 'override', owner, reason: 'seen by hand' });
const later = (told: Told, gate = 'book:1/1#1') =>
  told.tell({ type: 'gate-attested', gate, answer: 'later', by: 'operator' });
const entry = ({ session }: Told) => {
  const [only] = ledgerOf(session).entries;
  return `${only?.to}, ${only?.state}: ${only?.why}`;
};

describe('a gate that a person may put off', () => {
  const hard = onRoute(
    book(
      block('CHECK (read-only)', '**GATE (hard):** Everybody is content.', '**DEFER TO:** step 2.'),
      block('CHECK (read-only)'),
    ),
  ).ran('1/1', ['could-not-tell']);

  it('is not a hard one', () => {
    expect(putOffTo(hard.session, 'book:1/1#0')).toBeUndefined();
    expect(refused(hard, 'later')).toBe(
      'This gate is hard and can not be put off: answer yes or no.',
    );
    expect(refused(hard, 'yes')).toBeUndefined();
  });

  it('is still open where a journal says that a hard one was put off', () => {
    const told = later(hard, 'book:1/1#0');
    expect(standingByRef(told.session, 'book:1/1')).toBe('attest');
    expect(ledgerOf(told.session).entries).toEqual([]);
    const gate = '**GATE (hard):** Everybody is content.\n\n**DEFER TO:** step 2.';
    const alone = later(onRoute(book(gate, block('CHECK (read-only)'))), 'book:1#0');
    expect(exitItems(alone.session)[0]?.answer).toBe('open');
    expect(ledgerOf(alone.session).entries).toEqual([]);
  });

  const twice = book(
    `**DEFER TO:** step 3.\n\n${block(
      'CHECK (read-only)',
      words,
      '**SKIP WHEN:** fresh deploy. **DEFER TO:** step 2.',
    )}`,
    block('CHECK (read-only)'),
    block('CHECK (read-only)'),
  );

  it('goes where the answer says that it does: a DEFER TO of the route is none of it', () => {
    const told = onRoute(twice, 'graft').ran('1/1', ['could-not-tell']);
    expect(putOffTo(told.session, 'book:1/1#0')).toBe('step 3');
    later(told, 'book:1/1#0');
    expect(entry(told)).toBe('step 3, open: 3 has not passed');
    expect(exitItems(told.session)[0]?.why).toBe('1 deferred to step 3');
    told.ran('2/1', []);
    expect(entry(told)).toContain('step 3, open');
    told.ran('3/1', []);
    expect(entry(told)).toMatch(/^step 3, closed/);
  });

  it('goes where the route leads, on that route', () => {
    expect(entry(onRoute(twice))).toBe('step 2, open: 2 has not passed');
  });
});

describe('what a person put off', () => {
  const watched = () =>
    onRoute(
      book(
        block(
          'CHECK (read-only)',
          '**GATE:** output contains `OK`.',
          words,
          '**DEFER TO:** step 2.',
        ),
        block('CHECK (read-only)'),
      ),
    );

  it('is not made up for by a run from before', () => {
    const told = later(watched().ran('2/1', []).ran('1/1', ['yes', 'could-not-tell']));
    expect(entry(told)).toBe('step 2, open: 2 passed before this was put off; run it again');
    expect(allowed(told.session, { type: 'finish' })).toContain('run it again');
    told.ran('2/1', []);
    expect(entry(told)).toBe('step 2, closed: closed by book 2/1, attempt 3, 00:00 UTC');
  });

  it('is not made up for by a run that was begun before and ended after', () => {
    const told = watched();
    const poll = told.started('2/1');
    told.ran('1/1', ['yes', 'could-not-tell']);
    later(told);
    told.tell({ type: 'block-ended', attempt: poll, outcome: { type: 'exited', status: 0 } });
    told.tell({
      type: 'block-judged',
      attempt: poll,
      verdicts: [],
      captures: {},
      captureFailures: [],
    });
    expect(entry(told)).toContain('2 passed before this was put off');
  });

  it('is not made up for by an answer from before', () => {
    const told = onRoute(
      book(block('CHECK (read-only)', words, '**DEFER TO:** step 2.'), '**GATE:** It is quiet.'),
    );
    const quiet = {
      type: 'gate-attested',
      gate: 'book:2#0',
      answer: 'yes',
      by: 'operator',
    } as const;
    told.tell(quiet).ran('1/1', ['could-not-tell']);
    later(told, 'book:1/1#0');
    expect(entry(told)).toBe(
      'step 2, open: 2 was answered before this was put off; answer it again',
    );
    told.tell(quiet);
    expect(entry(told)).toMatch(/^step 2, closed/);
  });

  it('is made up for by a later run where the route put it off before', () => {
    const told = onRoute(
      book(
        block('CHECK (read-only)', '**SKIP WHEN:** fresh deploy. **DEFER TO:** step 2.'),
        block('CHECK (read-only)'),
      ),
    );
    expect(entry(told.ran('2/1', []))).toMatch(/^step 2, closed/);
  });
});

describe('passing over what was put off', () => {
  const guarded = () =>
    later(
      onRoute(
        book(
          block('RUN', '**GATE (hard):** output contains `OK`.', words, '**DEFER TO:** step 2.'),
          block('CHECK (read-only)'),
        ),
      ).ran('1/1', ['yes', 'could-not-tell']),
    );

  it('is allowed while it stands as deferred', () => {
    const told = guarded();
    expect(standingByRef(told.session, 'book:1/1')).toBe('deferred');
    expect(override(told)).toBeUndefined();
    told.tell({ type: 'gate-overridden', owner: 'book:1/1', reason: 'seen' });
    expect(standingByRef(told.session, 'book:1/1')).toBe('overridden');
    expect(entry(told)).toBe('step 2, closed: OVERRIDDEN: seen');
  });

  it('is refused while it runs again, and when its hard gate has failed then', () => {
    const told = guarded();
    const attempt = told.started('1/1');
    expect(override(told)).toBe(
      'It is still running, so there is no verdict to override; stop it first.',
    );
    told.tell({ type: 'block-ended', attempt, outcome: { type: 'exited', status: 0 } });
    told.tell({
      type: 'block-judged',
      attempt,
      verdicts: [
        { answer: 'no', why: 'no OK', conditions: [] },
        { answer: 'could-not-tell', why: '', conditions: [] },
      ],
      captures: {},
      captureFailures: [],
    });
    expect(override(told)).toContain('This gate is hard and can not be overridden');
  });

  it('is refused after an end that nobody saw', () => {
    const told = guarded();
    const attempt = told.started('1/1');
    const outcome = { type: 'unknown', reason: 'the machine was lost' } as const;
    told.tell({ type: 'block-ended', attempt, outcome });
    expect(standingByRef(told.session, 'book:1/1')).toBe('unknown');
    expect(override(told)).toBe('Its end was not seen: say what became of it first (Enter).');
  });

  it('counts for nothing where a journal holds it beside a run, an unseen end or a hard gate that failed', () => {
    const told = guarded();
    const attempt = told.started('1/1');
    told.tell({ type: 'gate-overridden', owner: 'book:1/1', reason: 'too soon' });
    expect(standingByRef(told.session, 'book:1/1')).toBe('running');
    expect(entry(told)).toContain('open');
    const unseen = new Told(book(''));
    unseen.session = told.session;
    unseen.tell({ type: 'block-ended', attempt, outcome: { type: 'unknown', reason: 'lost' } });
    expect(standingByRef(unseen.session, 'book:1/1')).toBe('unknown');
    told.tell({ type: 'block-ended', attempt, outcome: { type: 'exited', status: 0 } });
    told.tell({
      type: 'block-judged',
      attempt,
      verdicts: [
        { answer: 'no', why: 'no OK', conditions: [] },
        { answer: 'could-not-tell', why: '', conditions: [] },
      ],
      captures: {},
      captureFailures: [],
    });
    expect(standingByRef(told.session, 'book:1/1')).toBe('failed');
  });

  it('is refused for a step while a block of it runs', () => {
    const told = onRoute(
      book(
        `**DEFER TO:** step 2.\n\n${words}\n\n${block('CHECK (read-only)')}`,
        block('CHECK (read-only)'),
      ),
    );
    const gate = told.session.runbooks[0]?.steps[0]?.gates.length === 1;
    expect(gate).toBe(true);
    later(told, 'book:1#0');
    expect(override(told, 'book:1')).toBeUndefined();
    told.started('1/1');
    expect(override(told, 'book:1')).toBe(
      '1/1 is still running; stop it or wait for its end first.',
    );
  });
});
