import { readRunbook } from '../../src/steps/read-runbook.ts';
import type { Verdict } from '../../src/steps/verdict.ts';
import type { JournaledEvent, SessionEvent } from '../../src/session/events.ts';
import type { Outcome } from '../../src/session/outcome.ts';
import { locate, locatedBlocks } from '../../src/session/refs.ts';
import { previewOf } from '../../src/session/preview.ts';
import { emptySession, type Session } from '../../src/session/session.ts';
import { update } from '../../src/session/update.ts';

/** A session over Markdown given as text, told by events: the pure half of a walk, no files, no processes. */
export class Told {
  session: Session;

  /** One document is `book`; several are named by their file: `{ 'phase-07': '# ...' }`. */
  constructor(
    markdown: string | Readonly<Record<string, string>>,
    mode: 'real' | 'training' = 'training',
  ) {
    const books = typeof markdown === 'string' ? { book: markdown } : markdown;
    this.session = emptySession(
      Object.entries(books).map(([id, text]) => readRunbook(Buffer.from(text), `${id}.md`)),
    );
    this.tell({
      type: 'session-started',
      format: 1,
      handrail: '0',
      id: 'told',
      mode,
      runbooks: [],
      host: 'h',
      user: 'u',
      bootId: undefined,
      faults: [],
      seed: 1,
    });
    this.tell({ type: 'literals-confirmed', values: {} });
  }

  tell(event: SessionEvent): this {
    const journaled: JournaledEvent = {
      seq: this.session.seq + 1,
      at: new Date(this.session.seq * 1000).toISOString(),
      event,
    };
    this.session = update(this.session, journaled);
    return this;
  }

  /** The block with this id (`1/2`), as the session locates it; `phase-07:1/2` where there are several documents. */
  block(id: string) {
    const located = locate(this.session, id.includes(':') ? id : `book:${id}`);
    if (located === undefined)
      throw new Error(
        `no block ${id}; there are ${locatedBlocks(this.session)
          .map((each) => each.ref)
          .join(', ')}`,
      );
    return located;
  }

  /** Tells of a whole attempt: started, ended, judged. `answers` are the verdicts in the order of the gates. */
  ran(
    id: string,
    answers: readonly Verdict['answer'][],
    outcome: Outcome = { type: 'exited', status: 0 },
  ): this {
    const attempt = this.started(id);
    this.tell({ type: 'block-ended', attempt, outcome });
    const verdicts = answers.map((answer): Verdict => ({
      answer,
      why: `said ${answer}`,
      conditions: [],
    }));
    return this.tell({
      type: 'block-judged',
      attempt,
      verdicts,
      captures: {},
      captureFailures: [],
    });
  }

  /** Tells of a start only; answers with the number of the attempt. */
  started(id: string): number {
    const located = this.block(id);
    const attempt = (this.session.attempts.at(-1)?.number ?? 0) + 1;
    this.tell({
      type: 'block-started',
      block: located.ref,
      attempt,
      command: previewOf(this.session, located),
    });
    return attempt;
  }
}
