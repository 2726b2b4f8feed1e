import { blockOfAttempt } from '../../session/as-run.ts';
import { redact } from '../../secrets/redact.ts';
import { inputWords } from '../../steps/secret-words.ts';
import { deadLines } from '../../session/dead-values.ts';
import { deferralsTo } from '../../session/deferrals.ts';
import { driftOf, driftSentence, type Drift } from '../../session/drift.ts';
import { notLeftWords, type EnvironmentChange } from '../../session/environment.ts';
import { changeWords, lostNamesRead } from '../../session/environment-rows.ts';
import { lineCount } from '../../session/event-words.ts';
import type { SecretRound, SessionEvent } from '../../session/events.ts';
import type { Outcome } from '../../session/outcome.ts';
import { cautionsNow, previewOf } from '../../session/preview.ts';
import { questionsOf } from '../../session/questions.ts';
import { missedWords } from '../../session/poll-budget.ts';
import { historyOf } from '../../session/poll-history.ts';
import { locate, type Located } from '../../session/refs.ts';
import { sanitise } from '../../session/sanitise.ts';
import type { Session } from '../../session/session.ts';
import { standingOf, type Standing } from '../../session/standing.ts';
import { targetWords } from '../../session/target.ts';
import { usualWaitWords, type UsualWaits } from '../../session/waits.ts';
import type { Walker } from '../../session/walker.ts';

/** The word and the mark for each standing; plain mode has no colour to lean on. */
export const standingWords: Readonly<Record<Standing, string>> = {
  waiting: '[ ] waiting',
  running: '[~] running',
  attest: '[?] needs your answer',
  passed: '[x] passed',
  failed: '[!] FAILED',
  unknown: '[?] end not seen',
  skipped: '[-] skipped',
  deferred: '[>] deferred',
  overridden: '[o] OVERRIDDEN',
  optional: '[ ] not needed',
};

/** What plain mode prints when an event has happened. `waits`: what earlier walks tell about its polls. */
export function linesForEvent(
  event: SessionEvent,
  session: Session,
  waits?: UsualWaits,
): readonly string[] {
  switch (event.type) {
    case 'session-started':
      return [];
    case 'session-resumed':
      return ['Resumed.'];
    case 'literals-confirmed':
      return Object.entries(event.values).map(
        ([name, value]) => `  ENV(${name}) = ${value === '' ? '(none)' : value}`,
      );
    case 'placeholder-given':
      return Object.entries(event.values).map(
        ([text, value]) => `  ${clean(text)} = ${clean(value)}`,
      );
    case 'question-answered':
      return answerLines(session, event.question, event.option);
    case 'block-started':
      return event.recheck === true
        ? lookLines(event.block)
        : startLines(session, event.block, waits);
    case 'process-started':
      return [];
    case 'poll-looked':
      return [
        ...missedLines(session, event.attempt, event.look.number),
        `    ${leftName(session, event.attempt)}look ${event.look.number} at ${clockTime(event.look.seconds)}: ${clean(event.look.state)} (${lookWords[event.look.answer]})`,
      ];
    case 'poll-left':
      return ['    left running; the walk goes on beside it'];
    case 'poll-paused':
      return [`    ${leftName(session, event.attempt)}paused`];
    case 'poll-continued':
      return [`    ${leftName(session, event.attempt)}goes on after a pause`];
    case 'secret-given':
      return [roundLine(event.round)];
    case 'block-ended':
      return event.outcome.type === 'exited'
        ? []
        : [`    ${leftName(session, event.attempt)}${clean(outcomeWords(event.outcome))}`];
    case 'block-judged':
      return judgedLines(session, event.attempt);
    case 'environment-changed':
      return environmentLines(event.change);
    case 'environment-not-left':
      return [`    environment: ${notLeftWords}`];
    case 'environment-lost':
      return [`  What earlier blocks had set is gone: ${clean(event.reason)}.`];
    case 'target-pinned':
      return [`  Target: ${clean(targetWords(event.target))}`];
    case 'login-lost':
      return [`    LOGIN GONE: ${clean(event.said)}`];
    case 'login-restored':
      return ['    The login is back.'];
    case 'outcome-taken':
      return [`    taken as ${event.as}: ${clean(event.reason)}`];
    case 'gate-attested':
      return [`    answered ${event.answer} (${byWords[event.by]})`];
    case 'gate-overridden':
      return [`    OVERRIDDEN: ${clean(event.reason)}`];
    case 'block-skipped':
      return [`    skipped: ${clean(event.reason)}`];
    case 'note-added':
      return [`    note: ${clean(event.text)}`];
    case 'journal-repaired':
      return [`  The journal was repaired: ${lineCount(event.setAside)} set aside.`];
    case 'runbook-revised':
      return [`  The walk goes on with the new text of ${clean(event.runbook)}.`];
    case 'session-quit':
      return [];
    case 'session-finished':
      return [];
  }
}

/** `8.2/1 ` for a poll that was left running: its lines come between those of other blocks. */
function leftName({ attempts }: Session, number: number): string {
  const attempt = attempts.find((each) => each.number === number);
  return attempt?.left === true
    ? `${clean(attempt.block.slice(attempt.block.indexOf(':') + 1))} `
    : '';
}

/** Numbers that are left out before this look: nobody was there when those were due. */
function missedLines(session: Session, number: number, look: number): readonly string[] {
  const attempt = session.attempts.find((each) => each.number === number);
  const looks = (attempt === undefined ? undefined : historyOf(session, attempt))?.looks ?? [];
  const before = looks.findLast((each) => each.number < look)?.number ?? 0;
  const words = missedWords(look - before - 1);
  return words === undefined ? [] : [`    ${leftName(session, number)}${words}`];
}

export function outcomeWords(outcome: Outcome): string {
  switch (outcome.type) {
    case 'exited':
      return `exit status ${outcome.status}`;
    case 'signalled':
      return `ended by signal ${outcome.signal}`;
    case 'cancelled':
      return outcome.why ?? 'stopped by hand';
    case 'not-started':
      return `did not start: ${outcome.reason}`;
    case 'unknown':
      return `end not seen: ${outcome.reason}`;
  }
}

const lookWords = {
  yes: 'holds',
  'not-yet': 'not yet',
  stop: 'will not come',
  'question-failed': 'the question failed',
} as const;

const byWords = {
  operator: 'by you',
  runbook: 'as the runbook says for training',
  'attest-option': 'by --attest yes, nobody looked',
} as const;

function roundLine({ number, holder, state }: SecretRound): string {
  const by = holder === undefined ? '' : ` from ${clean(holder)}`;
  return `    secret ${number}${by}: ${clean(state)}`;
}

/** Names only: what a block left to the next one. */
function environmentLines(change: EnvironmentChange): readonly string[] {
  const words = changeWords(change, Infinity);
  return words === '' ? [] : [`    environment: ${clean(words)}`];
}

/** A block as it is shown before it is asked about: where it stands, what would run, what would be judged. */
export function blockText(session: Session, located: Located): readonly string[] {
  const { block, step } = located;
  const command = previewOf(session, located);
  const script = sanitise(command.script, { colour: false }).split('\n');
  const dead = deadLines(session, command);
  return [
    '',
    /^\d/.test(step.id) ? `Step ${step.id}: ${clean(step.title)}` : clean(step.title),
    ...block.prose.map((paragraph) => `  ${clean(paragraph)}`),
    `  ${blockHead(located)}, ${block.mutates ? 'changes things' : 'only reads'}:`,
    ...script.map((line, index) => `  ${dead.has(index) ? '!' : '|'} ${line}`),
    ...(command.filled ?? []).map(({ text, value }) => `  GIVEN: ${clean(text)} = ${clean(value)}`),
    ...(command.via === 'juju-ssh' && command.missing.length === 0
      ? [`  sent whole by: ${clean(command.runs.slice(0, command.runs.indexOf("'")))}`]
      : []),
    ...(block.poll === undefined
      ? []
      : [`  every ${block.poll.everySeconds} s, at most ${block.poll.atMost} times`]),
    ...lostNamesRead(session, located).map(
      ({ name, from }) => `  MISSING: ${clean(name)} is gone from memory; ${clean(from)} sets it`,
    ),
    ...(block.secrets?.inputs ?? []).map((input) => `  INPUT: ${clean(inputWords(input))}`),
    ...(block.sensitive ? ['  SENSITIVE: what it prints is kept nowhere'] : []),
    ...cautionsNow(session, located).map(({ text }) => `  CAUTION: ${clean(text)}`),
    ...block.gates.map((gate) => `  GATE: ${clean(gate.text)}`),
    ...goodLines(located),
    ...deferralsTo(session, located.ref).map(
      ({ id, runbook }) => `  MAKES UP FOR ${id} of ${runbook.id}, which was deferred to here`,
    ),
  ];
}

/** What a good output looks like, in the document's words and in the sample that it shows. */
function goodLines({ block }: Located): readonly string[] {
  const expected = block.expect.map((text) => `  EXPECT: ${clean(text)}`);
  if (block.sample === undefined) return expected;
  // Its columns stay in line.
  const sample = redact(sanitise(block.sample, { colour: false })).replaceAll('\t', '  ');
  return [
    ...expected,
    '  SAMPLE of what it prints, from the document:',
    ...sample.split('\n').map((row) => `    . ${row.trimEnd()}`),
  ];
}

/** `CHECK on magnum/0 (admin scope)`. */
function blockHead({ block }: Located): string {
  const scope = block.scope === undefined ? '' : ` (${clean(block.scope)} scope)`;
  return `${block.kind.toUpperCase()} on ${clean(block.location)}${scope}`;
}

/** The end of an attempt's output; says where the rest is when that is not all. */
export function outputLines(walker: Walker, attempt: number): readonly string[] {
  const { lines, more } = walker.output(attempt, { rows: 40, columns: 200, offset: 0 });
  const above = more
    ? [`    > (the end of it; all of it is in ${walker.exportOutput(attempt)})`]
    : [];
  return [...above, ...lines.map((line) => `    > ${line}`)];
}

function lookLines(ref: string): readonly string[] {
  return [`  ${clean(ref.slice(ref.indexOf(':') + 1))}  looked at again`];
}

function seenAgain(drift: Drift): readonly string[] {
  switch (drift.type) {
    case 'not-looked':
    case 'looking':
      return [];
    case 'holds':
      return [`    [x] still holds${drift.other === undefined ? '' : `; ${clean(drift.other)}`}`];
    case 'drifted':
      return [`    [!] DRIFTED: ${clean(driftSentence(drift))}`];
    case 'could-not-tell':
      return [`    [?] could not tell: ${clean(drift.why)}`];
  }
}

function startLines(
  session: Session,
  ref: string,
  waits: UsualWaits | undefined,
): readonly string[] {
  const located = locate(session, ref);
  if (located === undefined) return [`  ${ref}`];
  const usual = waits?.get(ref);
  return [
    `  ${located.block.id}  ${blockHead(located)}, line ${located.block.line}`,
    ...(usual === undefined ? [] : [`    ${usualWaitWords(usual)}`]),
  ];
}

function judgedLines(session: Session, attemptNumber: number): readonly string[] {
  const attempt = session.attempts.find(({ number }) => number === attemptNumber);
  const located = attempt === undefined ? undefined : blockOfAttempt(session, attempt);
  if (attempt === undefined || located === undefined) return [];
  if (attempt.recheck) return seenAgain(driftOf(session, attempt.block));
  const gates = (attempt.verdicts ?? []).flatMap((verdict, index) => {
    const gate = located.block.gates[index];
    if (gate === undefined || gate.type === 'attested') return [];
    return verdict.answer === 'yes'
      ? [`    GATE holds: ${clean(gate.text)}`]
      : [
          `    GATE ${verdict.answer === 'no' ? 'does not hold' : 'could not be judged'}: ${clean(verdict.why)}`,
        ];
  });
  const captures = Object.entries(attempt.captures).map(
    ([name, value]) => `    ${name} = ${clean(value)}`,
  );
  const failures = attempt.captureFailures.map(
    (failure) => `    CAPTURE failed: ${clean(failure)}`,
  );
  const status =
    attempt.outcome?.type === 'exited' && attempt.outcome.status !== 0
      ? [`    exit status ${attempt.outcome.status}`]
      : [];
  return [
    ...gates,
    ...captures,
    ...failures,
    ...status,
    `    ${leftName(session, attemptNumber)}${standingWords[standingOf(session, located)]}`,
    ...closingLines(session, attempt.number, located.ref),
  ];
}

/** What this very run made up for: the last of those that closed it. */
function closingLines(session: Session, attempt: number, ref: string): readonly string[] {
  return deferralsTo(session, ref)
    .filter(
      ({ state, evidence }) =>
        state === 'closed' && Math.max(...evidence.map((each) => each.attempt ?? 0)) === attempt,
    )
    .map(({ id, runbook, to }) => `    closes ${id} of ${runbook.id}, deferred to ${clean(to)}`);
}

function answerLines(session: Session, question: string, option: string): readonly string[] {
  const asked = questionsOf(session.runbooks).find(({ id }) => id === question);
  const chosen = asked?.options.find(({ id }) => id === option);
  return [`${clean(asked?.text ?? question)}`, `  ${clean(chosen?.text ?? option)}`];
}

/** Seconds as `m:ss`, the way every wait is shown. */
export function clockTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}

/** Document and remote text on its way to a terminal or a log: one line, no escapes, nothing secret. */
export function clean(text: string): string {
  return redact(sanitise(text, { colour: false }))
    .replace(/\s+/g, ' ')
    .trim();
}
