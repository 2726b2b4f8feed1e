import type { JournaledEvent, SessionEvent } from '../../../../src/session/events.ts';
import type { Hide } from '../../../../src/session/report/hide.ts';
import type { Report } from '../../../../src/session/report/model.ts';
import { reportOf, type ReportParts } from '../../../../src/session/report/report.ts';
import { emptySession } from '../../../../src/session/session.ts';
import { fold } from '../../../../src/session/update.ts';
import type { Command } from '../../../../src/steps/command.ts';
import type { Runbook } from '../../../../src/steps/model.ts';
import { sampleRunbook } from '../../../support/sample-runbook.ts';

export const command: Command = {
  script: 'echo ready',
  runs: 'echo ready',
  via: 'bash',
  stdin: 'null',
  changes: false,
  uses: [],
  missing: [],
};

export function opening(
  over: Partial<Extract<SessionEvent, { type: 'session-started' }>> = {},
): SessionEvent {
  return {
    type: 'session-started',
    format: 2,
    handrail: '9.9.9',
    id: '2026-01-02-tiny-bcdf',
    mode: 'real',
    runbooks: [{ id: 'tiny', title: 'Tiny graft', file: 'tiny.md', sha256: '0'.repeat(64) }],
    host: 'jumphost',
    user: 'anna',
    bootId: 'boot-1',
    faults: [],
    seed: 1,
    ...over,
  };
}

/** A block that ran, ended with `status` and was judged: three events. */
export function ran(
  block: string,
  attempt: number,
  over: {
    readonly status?: number;
    readonly captures?: Readonly<Record<string, string>>;
    readonly answer?: 'yes' | 'no' | 'could-not-tell';
    readonly why?: string;
    readonly script?: string;
    readonly recheck?: true;
  } = {},
): readonly SessionEvent[] {
  const { status = 0, captures = {}, answer = 'yes', why = 'output contains ready' } = over;
  const script = over.script ?? command.script;
  const again = over.recheck === undefined ? {} : { recheck: over.recheck };
  return [
    { type: 'block-started', block, attempt, command: { ...command, script }, ...again },
    { type: 'block-ended', attempt, outcome: { type: 'exited', status } },
    {
      type: 'block-judged',
      attempt,
      verdicts: [{ answer, why, conditions: [] }],
      captures,
      captureFailures: [],
    },
  ];
}

/** The events with numbers, ten seconds apart from noon on. */
export function journaled(events: readonly SessionEvent[]): readonly JournaledEvent[] {
  const noon = Date.UTC(2026, 0, 2, 12);
  return events.map((event, index) => ({
    seq: index + 1,
    at: new Date(noon + index * 10_000).toISOString(),
    event,
  }));
}

/** Masks every `hunter2`, and values named `password`. */
export const hide: Hide = {
  text: (text) => text.replaceAll('hunter2', '[masked]'),
  value: (name, value) =>
    name.endsWith('password')
      ? { value: '[masked]', masked: true }
      : { value: value.replaceAll('hunter2', '[masked]'), masked: value.includes('hunter2') },
};

/** The report of these events over the sample runbook, or others. */
export function reported(
  events: readonly SessionEvent[],
  over: Partial<ReportParts> & { readonly runbooks?: readonly Runbook[] } = {},
): Report {
  const { runbooks = [sampleRunbook()], ...parts } = over;
  const all = journaled(events);
  return reportOf({
    session: fold(emptySession(runbooks), all),
    events: all,
    journal: { events: all.length, bytes: 4096, lastHash: 'a'.repeat(64), tornBytes: 0 },
    holder: undefined,
    made: { at: '2026-01-03T00:00:00.000Z', handrail: '9.9.9' },
    outputs: new Map(),
    hide,
    ...parts,
  });
}
