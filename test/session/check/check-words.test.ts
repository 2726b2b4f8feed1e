import { describe, expect, it } from 'vitest';
import { checkStatus, countsOf } from '../../../src/session/check/checked-gate.ts';
import { chooseBlocks } from '../../../src/session/check/chosen-blocks.ts';
import { linesOfLook, type Look } from '../../../src/session/check/gate-lines.ts';
import { whyNotLooked } from '../../../src/session/check/why-not-looked.ts';
import { locatedBlocks, type Located } from '../../../src/session/refs.ts';
import { emptySession, type Session } from '../../../src/session/session.ts';
import type { Verdict } from '../../../src/steps/verdict.ts';
import { read } from '../../support/read.ts';

const sessionOf = (...lines: string[]): Session => emptySession([read(...lines)]);
const block = (label: string, text: string, ...below: string[]): string[] => [
  '',
  `**${label}**`,
  '```bash',
  text,
  '```',
  ...below,
];
const first = (session: Session): Located => {
  const located = locatedBlocks(session)[0];
  if (located === undefined) throw new Error('no block');
  return located;
};
const yes: Verdict = { answer: 'yes', why: 'it holds', conditions: [] };
const no: Verdict = { answer: 'no', why: 'expected a; came b', conditions: [] };
const look = (more: Partial<Look> = {}): Look => ({
  outcome: { type: 'exited', status: 0 },
  verdicts: [],
  captureFailures: [],
  seconds: 2,
  blind: undefined,
  ...more,
});

describe('the exit status of a check', () => {
  const of = (...answers: ('yes' | 'no' | 'could-not-tell' | 'skipped')[]) =>
    checkStatus(countsOf(answers.map((answer) => ({ answer }))));

  it('is 0 when all that was judged holds', () => {
    expect(of('yes', 'yes', 'skipped')).toBe(0);
  });

  it('is 1 when one failed, whatever else could not be told', () => {
    expect(of('yes', 'could-not-tell', 'no')).toBe(1);
  });

  it('is 3 when one could not be told, and when nothing was judged at all', () => {
    expect(of('yes', 'could-not-tell')).toBe(3);
    expect(of('skipped')).toBe(3);
    expect(of()).toBe(3);
  });
});

describe('the blocks of a check', () => {
  const session = sessionOf(
    '## Step 1',
    ...block('CHECK -- jumphost', 'a'),
    ...block('RUN -- jumphost', 'b'),
    ...block('POLL -- jumphost** every 5 s, at most 2 times **', 'c', '**GATE:** output is `x`.'),
    '## Step 2',
    ...block('CHECK -- jumphost', 'd'),
    '## Step 3',
    ...block('RUN -- jumphost', 'e'),
    '## Rollback',
    ...block('CHECK -- jumphost', 'f'),
  );
  const chosen = (steps: string[], blocks: string[]) => {
    const made = chooseBlocks(session, { steps, blocks });
    return made.type === 'refused' ? made.why : made.blocks.map((one) => one.block.id);
  };

  it('are the checks on the way, in order', () => {
    expect(chosen([], [])).toEqual(['1/1', '2/1']);
    expect(chooseBlocks(session, { steps: [], blocks: [] })).toMatchObject({ leftAlone: 3 });
  });

  it('are narrowed to steps and blocks, and those of a rollback are there when they are named', () => {
    expect(chosen(['2'], [])).toEqual(['2/1']);
    expect(chosen(['2'], ['1/1'])).toEqual(['1/1', '2/1']);
    expect(chosen(['rollback'], [])).toEqual(['rollback/1']);
  });

  it('are never anything else: what is named and is none is refused', () => {
    expect(chosen([], ['1/2'])).toBe('1/2 is a RUN, and a check runs only CHECKs');
    expect(chosen([], ['9/9'])).toBe('There is no block 9/9; the checks are 1/1, 2/1, rollback/1');
    expect(chosen(['3'], [])).toBe('Step 3 holds no CHECK, and nothing else is run');
    expect(chosen(['7'], [])).toBe('There is no step 7; there are 1, 2, rollback');
  });

  it('are none in a document without a check, and that is said', () => {
    const none = sessionOf('## Step 1', ...block('RUN -- jumphost', 'a'));
    expect(chooseBlocks(none, { steps: [], blocks: [] })).toEqual({
      type: 'refused',
      why: 'It holds no CHECK, so there is nothing to look at',
    });
  });
});

describe('why a block is not run', () => {
  const why = (session: Session) => whyNotLooked(session, first(session))?.why;

  it('is its place, its terminal or nothing', () => {
    expect(why(sessionOf('## Step 1', ...block('CHECK -- mgmt VM', 'a')))).toBe(
      'it runs on mgmt VM, a place that handrail does not reach',
    );
    expect(
      why(sessionOf('## Step 1', ...block('CHECK -- jumphost', 'a', '**STDIN:** terminal.'))),
    ).toBe('it reads from a terminal, and there is none');
    expect(why(sessionOf('## Step 1', ...block('CHECK -- jumphost', 'a')))).toBeUndefined();
  });

  it('is a question that nobody answered, or the answer', () => {
    const session = sessionOf(
      '**ASK:** Is this a `first` or a `second`?',
      '## Step 1',
      ...block('CHECK -- jumphost', 'a', '**SKIP WHEN:** first.'),
    );
    expect(why(session)).toMatch(
      /^the runbook asks "Is this .*": say --route first or --route second$/,
    );
    const answers = { [session.runbooks[0]?.questions[0]?.id ?? '']: 'first' };
    expect(whyNotLooked({ ...session, answers }, first(session))).toEqual({
      type: 'off-route',
      why: 'not on this route: first',
    });
  });

  it('is a name without a value, with where one would come from', () => {
    const reads = block('CHECK -- jumphost', 'echo $new_pid');
    expect(
      why(
        sessionOf(
          '## Step 1',
          ...reads,
          '## Step 2',
          ...block('RUN -- jumphost', 'b', '**CAPTURE:** `new_pid` is the output.'),
        ),
      ),
    ).toBe(
      'it reads $new_pid, which has no value: 2/1 finds it, a RUN, which is not run here; give it with --set new_pid=VALUE',
    );
    expect(why(sessionOf('- `ENV(new-pid)` per-rebuild', '## Step 1', ...reads))).toBe(
      'it reads $new_pid, which has no value; give it one with --set new-pid=VALUE, or in the site file',
    );
  });

  it('is a place in its text that somebody has to fill', () => {
    const session = sessionOf('## Step 1', ...block('CHECK -- jumphost', 'ping -c 1 <HOST>'));
    expect(why(session)).toBe("it holds <HOST>; give it a value with --set '<HOST>=VALUE'");
  });

  it('is what it changes, whatever its label says', () => {
    const session = sessionOf('## Step 1', ...block('CHECK -- jumphost', 'rm x'));
    expect(whyNotLooked(session, first(session), 'it removes x')?.why).toBe('it removes x');
  });

  it('is a value that the document calls dead', () => {
    const session = sessionOf(
      '**DEAD:** `192.0.2.40` is an address of an earlier rebuild.',
      '## Step 1',
      ...block('CHECK -- jumphost', 'ping -c 1 192.0.2.40'),
    );
    expect(why(session)).toMatch(/^1\/1 holds 192\.0\.2\.40.* an earlier rebuild$/);
  });

  it('is a login that an earlier block met gone, when it would meet it too', () => {
    const lost = { kind: 'juju', said: '', block: undefined, attempt: 1, at: '' } as const;
    const session = sessionOf('## Step 1', ...block('CHECK -- magnum/0', 'a'));
    expect(why({ ...session, login: lost })).toBe(
      'The Juju login is gone. Log in at a terminal with: juju login',
    );
    const local = sessionOf('## Step 1', ...block('CHECK -- jumphost', 'a'));
    expect(why({ ...local, login: lost })).toBeUndefined();
  });
});

describe('the lines of a block', () => {
  const gated = (...below: string[]) =>
    sessionOf('## Step 1', ...block('CHECK -- jumphost', 'a', ...below));
  const told = (
    session: Session,
    seen: Look,
    attested: 'could-not-tell' | 'skipped' = 'could-not-tell',
  ) =>
    linesOfLook(session, first(session), seen, attested).map(({ type, answer, why }) => [
      type,
      answer,
      why,
    ]);

  it('are its gates as they were judged, the time with the first', () => {
    const session = gated('**GATE:** output is `a`. ', '', '**GATE:** output is `b`.');
    const lines = linesOfLook(session, first(session), look({ verdicts: [yes, no] }), 'skipped');
    expect(lines).toMatchObject([
      { step: '1', block: '1/1', answer: 'yes', why: '', seconds: 2 },
      { answer: 'no', why: 'expected a; came b', seconds: 0 },
    ]);
  });

  it('say of a block without a gate that it has to end with 0', () => {
    expect(told(gated(), look())).toEqual([['exit-status', 'yes', '']]);
    expect(told(gated(), look({ outcome: { type: 'exited', status: 4 } }))).toEqual([
      ['exit-status', 'no', 'expected exit status is 0; came 4'],
    ]);
  });

  it('say of an exit status that no gate speaks of what a walk makes of it', () => {
    const session = gated('**GATE:** output is `a`.');
    const failed = look({ verdicts: [yes], outcome: { type: 'exited', status: 4 } });
    expect(told(session, failed)).toEqual([
      ['machine', 'yes', ''],
      ['exit-status', 'no', 'expected exit status is 0; came 4'],
    ]);
  });

  it('say of a capture that found nothing that it failed', () => {
    const session = gated('**CAPTURE:** `pid` is line 1 of the output.');
    expect(told(session, look({ captureFailures: ['`pid` was not captured: no line'] }))).toEqual([
      ['exit-status', 'yes', ''],
      ['capture', 'no', '`pid` was not captured: no line'],
    ]);
  });

  it('leave to a person what only a person can judge, or skip it', () => {
    const session = gated('**GATE:** the log looks clean.');
    expect(told(session, look())).toEqual([
      ['attested', 'could-not-tell', 'a person has to answer'],
    ]);
    expect(told(session, look(), 'skipped')[0]?.[1]).toBe('skipped');
  });

  it('say why nobody can tell, but for a yes, when the look was blind', () => {
    const session = gated('**GATE:** output is `a`. ', '', '**GATE:** output is `b`.');
    expect(told(session, look({ verdicts: [yes, no], blind: 'the login is gone' }))).toEqual([
      ['machine', 'yes', ''],
      ['machine', 'could-not-tell', 'the login is gone'],
    ]);
  });

  it('skip a gate of another route', () => {
    const session = sessionOf(
      '**ASK:** Is this a `first` or a `second`?',
      '## Step 1',
      ...block('CHECK -- jumphost', 'a', '**GATE:** (first only): output is `a`.'),
    );
    const id = session.runbooks[0]?.questions[0]?.id ?? '';
    expect(told({ ...session, answers: { [id]: 'second' } }, look({ verdicts: [no] }))).toEqual([
      ['machine', 'skipped', 'counts on another route only: first'],
    ]);
    expect(told(session, look({ verdicts: [no] }))[0]?.[1]).toBe('could-not-tell');
  });
});
