import { redact } from '../../secrets/redact.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Verdict } from '../../steps/verdict.ts';
import type { SessionEvent } from '../events.ts';
import type { Outcome } from '../outcome.ts';

/**
 * The event without what must not stand in a journal. Whoever makes one masks what it quotes, before it is cut to
 * length; this is the wall behind that. Names, numbers and commands stay: a command is what was shown and runs.
 */
export function safeEvent(event: SessionEvent, secrets: readonly Secret[] = []): SessionEvent {
  const safe = (text: string): string => redact(text, secrets);
  switch (event.type) {
    case 'poll-looked': {
      const { look } = event;
      return { ...event, look: { ...look, state: safe(look.state), ...ended(look, safe) } };
    }
    case 'secret-given': {
      const { round } = event;
      return { ...event, round: { ...round, state: safe(round.state), ...ended(round, safe) } };
    }
    case 'block-ended':
      return { ...event, ...ended(event, safe) };
    case 'block-judged':
      return {
        ...event,
        verdicts: event.verdicts.map((verdict) => safeVerdict(verdict, safe)),
        captureFailures: event.captureFailures.map(safe),
      };
    case 'environment-changed': {
      const { change } = event;
      const { folder } = change;
      return folder === undefined
        ? event
        : { ...event, change: { ...change, folder: safe(folder) } };
    }
    case 'target-pinned':
      return event.reason === undefined ? event : { ...event, reason: safe(event.reason) };
    case 'environment-lost':
    case 'outcome-taken':
    case 'gate-overridden':
    case 'block-skipped':
      return { ...event, reason: safe(event.reason) };
    case 'login-lost':
      return { ...event, said: safe(event.said) };
    case 'note-added':
      return { ...event, text: safe(event.text) };
    case 'session-started':
    case 'session-resumed':
    case 'literals-confirmed':
    case 'placeholder-given':
    case 'question-answered':
    case 'block-started':
    case 'process-started':
    case 'poll-left':
    case 'poll-paused':
    case 'poll-continued':
    case 'environment-not-left':
    case 'login-restored':
    case 'gate-attested':
    case 'journal-repaired':
    case 'runbook-revised':
    case 'session-quit':
    case 'session-finished':
      return event;
  }
}

function ended(
  { outcome }: { readonly outcome: Outcome },
  safe: (text: string) => string,
): { readonly outcome: Outcome } {
  switch (outcome.type) {
    case 'not-started':
    case 'unknown':
      return { outcome: { ...outcome, reason: safe(outcome.reason) } };
    case 'cancelled':
      return {
        outcome: outcome.why === undefined ? outcome : { ...outcome, why: safe(outcome.why) },
      };
    case 'exited':
    case 'signalled':
      return { outcome };
  }
}

/** The words of a condition are the author's. */
function safeVerdict(verdict: Verdict, safe: (text: string) => string): Verdict {
  return {
    ...verdict,
    why: safe(verdict.why),
    conditions: verdict.conditions.map((one) => ({ ...one, came: safe(one.came) })),
  };
}

/** The same without the secrets, wherever a text in it has them: verdicts and captures quote what was printed. */
export function hidden<Value>(value: Value, secrets: readonly Secret[]): Value {
  if (typeof value === 'string') return redact(value, secrets) as Value;
  if (Array.isArray(value)) return value.map((item: unknown) => hidden(item, secrets)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, hidden(item as unknown, secrets)]),
  ) as Value;
}
