import { changedSince } from '../../../src/session/as-run.ts';
import type { JournaledEvent, RunbookRevised, SessionEvent } from '../../../src/session/events.ts';
import { makeRevision } from '../../../src/session/make-revision.ts';
import { previewOf } from '../../../src/session/preview.ts';
import { locate } from '../../../src/session/refs.ts';
import { emptySession, withReadings, type Session } from '../../../src/session/session.ts';
import { standingOf } from '../../../src/session/standing.ts';
import { fold, update } from '../../../src/session/update.ts';
import type { Runbook } from '../../../src/steps/model.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';

/** A document as it would be opened as book.md. */
export function read(text: string): Runbook {
  return readRunbook(Buffer.from(text), 'book.md');
}

/** A walk that is told event by event, as the engine tells it, and can be folded again from what it wrote. */
export class ToldWalk {
  session: Session;
  readonly events: JournaledEvent[] = [];
  readonly #begun: readonly Runbook[];
  readonly #readings: Runbook[] = [];

  constructor(text: string) {
    this.#begun = [read(text)];
    this.session = emptySession(this.#begun);
  }

  tell(event: SessionEvent): void {
    const seq = this.events.length + 1;
    const at = new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString();
    const journaled = { seq, at, event };
    this.events.push(journaled);
    this.session = update(this.session, journaled);
  }

  /** Runs a block to its end, each machine gate answered the same. */
  run(ref: string, answer: 'yes' | 'no' = 'yes'): void {
    const located = locate(this.session, ref);
    if (located === undefined) throw new Error(`no ${ref}`);
    const attempt = this.session.attempts.length + 1;
    this.tell({
      type: 'block-started',
      block: ref,
      attempt,
      command: previewOf(this.session, located),
    });
    this.tell({ type: 'block-ended', attempt, outcome: { type: 'exited', status: 0 } });
    const verdicts = located.block.gates.map(
      () => ({ answer, why: answer, conditions: [] }) as const,
    );
    this.tell({ type: 'block-judged', attempt, verdicts, captures: {}, captureFailures: [] });
  }

  revise(text: string): RunbookRevised {
    const reading = read(text);
    const event = makeRevision(this.session, reading);
    if (event === undefined) throw new Error('no such runbook');
    this.#readings.push(reading);
    this.session = withReadings(this.session, [reading]);
    this.tell(event);
    return event;
  }

  standing(id: string): string {
    const located = locate(this.session, `book:${id}`);
    return located === undefined ? 'none' : standingOf(this.session, located);
  }

  changed(id: string): readonly string[] {
    const located = locate(this.session, `book:${id}`);
    return located === undefined ? [] : changedSince(this.session, located);
  }

  /** As another handrail reads it back from the disk. */
  refolded(): Session {
    const events = JSON.parse(JSON.stringify(this.events)) as JournaledEvent[];
    return fold(emptySession(this.#begun, undefined, this.#readings), events);
  }
}

/** A RUN block of the jumphost, with what stands below it. */
export const run = (command: string, below = '') =>
  `**RUN -- jumphost**\n\n\`\`\`bash\n${command}\n\`\`\`\n\n${below}`;
