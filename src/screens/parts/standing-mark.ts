import type { Standing } from '../../session/standing.ts';
import type { Marks, Tone } from '../theme.ts';
import { span, type Span } from './span.ts';

/** A standing as a mark: never by colour alone, the word stands beside it wherever there is room. */
export function standingMark(standing: Standing, marks: Marks): Span {
  return span(marks.standing[standing], { tone: standingTone(standing), bold: isLoud(standing) });
}

/** Passed, and seen not to hold any more. */
export function driftedMark(marks: Marks): Span {
  return span(marks.drifted, { tone: 'warning', bold: true });
}

/** The word for a standing, as the operator reads it. */
export function standingWord(standing: Standing): string {
  switch (standing) {
    case 'waiting':
      return 'to do';
    case 'running':
      return 'running';
    case 'attest':
      return 'asks you';
    case 'passed':
      return 'passed';
    case 'failed':
      return 'failed';
    case 'unknown':
      return 'unknown';
    case 'skipped':
      return 'skipped';
    case 'deferred':
      return 'deferred';
    case 'overridden':
      return 'overridden';
    case 'optional':
      return 'if needed';
  }
}

export function standingTone(standing: Standing): Tone {
  switch (standing) {
    case 'passed':
      return 'good';
    case 'failed':
      return 'bad';
    case 'unknown':
    case 'attest':
    case 'overridden':
    case 'deferred':
      return 'warning';
    case 'running':
      return 'accent';
    case 'waiting':
    case 'skipped':
    case 'optional':
      return 'quiet';
  }
}

function isLoud(standing: Standing): boolean {
  return standing === 'failed' || standing === 'unknown' || standing === 'attest';
}
