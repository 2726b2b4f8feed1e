import type { SessionEvent } from './events.ts';

type Kind = (value: unknown) => boolean;
type Fields<Event> = { readonly [Name in Exclude<keyof Event, 'type'>]-?: Kind };
type Shapes = {
  readonly [Type in SessionEvent['type']]: Fields<Extract<SessionEvent, { type: Type }>>;
};

/**
 * What is wrong with an event that was read, in a few words, or undefined when this version can fold it. A line
 * may be whole and still tell of something that only a newer handrail knows.
 */
export function whyUnknown(event: unknown): string | undefined {
  if (!isRecord(event) || typeof event['type'] !== 'string') return 'is no event';
  const { type } = event;
  if (!Object.hasOwn(shapes, type)) return `is of a kind this handrail does not know, "${type}"`;
  const fields: Readonly<Record<string, Kind>> = shapes[type as SessionEvent['type']];
  const wrong = Object.keys(fields).find((name) => fields[name]?.(event[name]) === false);
  return wrong === undefined ? undefined : `(${type}) has no "${wrong}" that makes sense`;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text: Kind = (value) => typeof value === 'string';
const number: Kind = (value) => typeof value === 'number' && Number.isFinite(value);
const count: Kind = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const flag: Kind = (value) => typeof value === 'boolean';
const maybe =
  (kind: Kind): Kind =>
  (value) =>
    value === undefined || kind(value);
const listOf =
  (kind: Kind): Kind =>
  (value) =>
    Array.isArray(value) && value.every(kind);
const mapOf =
  (kind: Kind): Kind =>
  (value) =>
    isRecord(value) && Object.values(value).every(kind);
const oneOf =
  (...words: readonly unknown[]): Kind =>
  (value) =>
    words.includes(value);
const shape =
  (fields: Readonly<Record<string, Kind>>): Kind =>
  (value) =>
    isRecord(value) && Object.entries(fields).every(([name, kind]) => kind(value[name]));

const outcome: Kind = (value) => {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'exited':
      return number(value['status']);
    case 'signalled':
      return text(value['signal']);
    case 'cancelled':
      return maybe(number)(value['status']);
    case 'not-started':
    case 'unknown':
      return text(value['reason']);
    default:
      return false;
  }
};

const command = shape({
  script: text,
  runs: text,
  via: text,
  stdin: text,
  changes: flag,
  uses: listOf(shape({ name: text, value: text, from: text })),
  missing: listOf(text),
  filled: maybe(listOf(shape({ text, value: text, spans: listOf(listOf(count)) }))),
});

const verdict = shape({ answer: text, why: text, conditions: listOf(isRecord) });

const target: Kind = (value) =>
  isRecord(value) &&
  (value['type'] === 'juju'
    ? [value['controller'], value['model'], value['user'], value['version']].every(text)
    : value['type'] === 'openstack' && text(value['scope']) && text(value['project']));

const git = shape({ commit: text, clean: flag, branch: maybe(text) });

const login = oneOf('juju', 'openstack', 'vault');

const shapes: Shapes = {
  'session-started': {
    format: count,
    handrail: text,
    id: text,
    mode: oneOf('real', 'training'),
    runbooks: listOf(shape({ id: text, title: text, file: text, sha256: text, git: maybe(git) })),
    host: text,
    user: text,
    bootId: maybe(text),
    faults: listOf(text),
    seed: number,
    site: maybe(shape({ path: text, sha256: text })),
  },
  'session-resumed': {
    pid: count,
    user: text,
    bootId: maybe(text),
    after: oneOf('quit', 'killed', 'rebooted'),
  },
  'literals-confirmed': { values: mapOf(text) },
  'placeholder-given': { block: text, values: mapOf(text) },
  'question-answered': { question: text, option: text },
  'block-started': {
    block: text,
    attempt: count,
    command,
    recheck: maybe(flag),
    extends: maybe(count),
  },
  'poll-left': { attempt: count },
  'poll-paused': { attempt: count },
  'poll-continued': { attempt: count },
  'process-started': { attempt: count, pid: count, startTime: text },
  'poll-looked': {
    attempt: count,
    look: shape({
      number: count,
      seconds: number,
      answer: text,
      state: text,
      outcome,
      held: maybe(flag),
    }),
  },
  'secret-given': {
    attempt: count,
    round: shape({ number: count, holder: maybe(text), state: text, outcome }),
  },
  'block-ended': { attempt: count, outcome },
  'block-judged': {
    attempt: count,
    verdicts: listOf(verdict),
    captures: mapOf(text),
    captureFailures: listOf(text),
  },
  'environment-changed': {
    attempt: count,
    change: shape({
      set: listOf(text),
      changed: listOf(text),
      unset: listOf(text),
      folder: maybe(text),
      options: listOf(text),
    }),
  },
  'environment-not-left': { attempt: count },
  'environment-lost': { reason: text },
  'target-pinned': { target, reason: maybe(text) },
  'login-lost': { login, said: text, block: maybe(text), attempt: maybe(count) },
  'login-restored': { login },
  'outcome-taken': { attempt: count, as: oneOf('done', 'failed'), reason: text },
  'gate-attested': { gate: text, answer: oneOf('yes', 'no', 'later'), by: text },
  'gate-overridden': { owner: text, reason: text },
  'block-skipped': { block: text, reason: text },
  'note-added': { text, block: maybe(text) },
  'journal-repaired': {
    kept: count,
    setAside: count,
    file: text,
    unnamed: listOf(count),
  },
  'runbook-revised': {
    runbook: text,
    revision: count,
    title: text,
    sha256: text,
    moved: mapOf(text),
    changed: mapOf(listOf(text)),
    added: listOf(text),
    gone: listOf(text),
    literals: listOf(text),
    answers: mapOf(text),
    git: maybe(git),
  },
  'session-quit': {},
  'session-finished': { passed: flag },
};
