import type { Report } from './model.ts';

/** An instant as people write it: `2026-11-21 12:31:45 UTC`. */
export function instant(iso: string): string {
  const at = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)/.exec(iso);
  return at === null ? 'an unknown time' : `${at[1]} ${at[2]} UTC`;
}

/** A duration: `0.4 s`, `7 min 30 s`, `1 h 20 min`. */
export function span(seconds: number | undefined): string {
  if (seconds === undefined) return 'not known';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const parts = [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(minutes > 0 ? [`${minutes} min`] : []),
    ...(hours === 0 && whole % 60 > 0 ? [`${whole % 60} s`] : []),
  ];
  return parts.join(' ');
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `phase-07:7.1/2` as `7.1/2` in a walk of one runbook, and whole in one of several. */
export function refWords(report: Pick<Report, 'runbooks'>, ref: string): string {
  return report.runbooks.length === 1 ? ref.slice(ref.indexOf(':') + 1) : ref;
}

/** The name that a link goes to: of the block at this place in the report. */
export function anchor(index: number): string {
  return `block-${index + 1}`;
}

/** How a block stands, for people. */
export const standingText: Readonly<Record<string, string>> = {
  waiting: 'to do',
  running: 'running',
  attest: 'waits for an answer',
  passed: 'PASSED',
  failed: 'FAILED',
  unknown: 'END NOT SEEN',
  skipped: 'skipped',
  deferred: 'DEFERRED, not passed',
  overridden: 'OVERRIDDEN, not passed',
  optional: 'not needed',
  gone: 'gone from the runbook',
};

/** An answer of a gate or an exit item. */
export const answerText: Readonly<Record<string, string>> = {
  yes: 'PASS',
  no: 'FAIL',
  'could-not-tell': 'FAIL, could not tell',
  open: 'open',
  later: 'put off',
  deferred: 'DEFERRED',
  overridden: 'OVERRIDDEN',
};

/** The answer of a look. */
export const lookText: Readonly<Record<string, string>> = {
  yes: 'holds',
  'not-yet': 'not yet',
  stop: 'will not come',
  'question-failed': 'the question failed',
};
