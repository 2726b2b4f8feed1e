import type { JournaledEvent } from '../events.ts';

/**
 * The first event that can not follow those before it, whatever its checksum says: handrail ends an attempt once, and
 * tells of none that it has not started. Undefined when there is none. `line` is 1-based.
 */
export function firstThatCanNotFollow(
  events: readonly JournaledEvent[],
): { readonly line: number; readonly what: string } | undefined {
  const started = new Set<number>();
  const ended = new Set<number>();
  for (const [index, { event }] of events.entries()) {
    const what = whyNot(event, started, ended);
    if (what !== undefined) return { line: index + 1, what };
  }
  return undefined;
}

/** Notes the attempts that an event starts and ends, beside the answer. */
function whyNot(
  event: JournaledEvent['event'],
  started: Set<number>,
  ended: Set<number>,
): string | undefined {
  switch (event.type) {
    case 'block-started':
      if (started.has(event.attempt)) return `starts attempt ${event.attempt} a second time`;
      started.add(event.attempt);
      return undefined;
    case 'block-ended':
      if (!started.has(event.attempt)) return notStarted(event.attempt);
      if (ended.has(event.attempt)) return `ends attempt ${event.attempt} a second time`;
      ended.add(event.attempt);
      return undefined;
    case 'block-judged':
      if (!started.has(event.attempt)) return notStarted(event.attempt);
      return ended.has(event.attempt)
        ? undefined
        : `judges attempt ${event.attempt}, which had not ended`;
    case 'process-started':
    case 'poll-looked':
    case 'poll-left':
    case 'poll-paused':
    case 'poll-continued':
    case 'secret-given':
    case 'environment-changed':
    case 'environment-not-left':
    case 'outcome-taken':
      return started.has(event.attempt) ? undefined : notStarted(event.attempt);
    case 'session-started':
    case 'session-resumed':
    case 'literals-confirmed':
    case 'placeholder-given':
    case 'question-answered':
    case 'environment-lost':
    case 'target-pinned':
    case 'login-lost':
    case 'login-restored':
    case 'gate-attested':
    case 'gate-overridden':
    case 'block-skipped':
    case 'note-added':
    case 'journal-repaired':
    case 'runbook-revised':
    case 'session-quit':
    case 'session-finished':
      return undefined;
  }
}

function notStarted(attempt: number): string {
  return `tells of attempt ${attempt}, which no line before it started`;
}
