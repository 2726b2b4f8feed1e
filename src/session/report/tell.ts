import { eventInWords } from '../event-words.ts';
import type { JournaledEvent } from '../events.ts';
import { renaming } from '../revise.ts';
import { targetWords } from '../target.ts';
import type { Hide } from './hide.ts';
import type {
  CaptureReport,
  Happening,
  NamedValue,
  NoteReport,
  TargetReport,
  Word,
} from './model.ts';

/** What only the events tell: who did what and when. The session keeps the newest of each. */
export interface Told {
  readonly users: readonly string[];
  readonly handrail: string;
  readonly ended: string | undefined;
  readonly resumed: number;
  readonly reboots: number;
  readonly story: readonly Happening[];
  readonly targets: readonly TargetReport[];
  readonly literals: readonly NamedValue[];
  readonly captures: readonly CaptureReport[];
  readonly words: readonly Word[];
  readonly notes: readonly NoteReport[];
  /** Who had begun or resumed the walk when an attempt started. */
  readonly startedBy: ReadonlyMap<number, string>;
  /** Answers of people by attempt and place of the gate: `7#0`. The newest of each. */
  readonly attested: ReadonlyMap<string, Word>;
}

/** Reads the events of a session once, in order. */
export function tell(events: readonly JournaledEvent[], hide: Hide): Told {
  const teller = new Teller(hide);
  for (const event of events) teller.take(event);
  return teller;
}

class Teller implements Told {
  readonly users: string[] = [];
  handrail = '';
  ended: string | undefined;
  resumed = 0;
  reboots = 0;
  readonly story: Happening[] = [];
  readonly targets: TargetReport[] = [];
  readonly words: Word[] = [];
  readonly notes: NoteReport[] = [];
  readonly startedBy = new Map<number, string>();
  readonly attested = new Map<string, Word>();
  readonly #literals = new Map<string, NamedValue>();
  readonly #captures = new Map<string, CaptureReport>();
  /** The newest attempt of each block so far, rechecks aside. */
  readonly #newest = new Map<string, number>();
  readonly #blocks = new Map<number, { readonly block: string; readonly recheck: boolean }>();
  readonly #hide: Hide;
  #user = '';

  constructor(hide: Hide) {
    this.#hide = hide;
  }

  get literals(): readonly NamedValue[] {
    return [...this.#literals.values()];
  }

  get captures(): readonly CaptureReport[] {
    return [...this.#captures.values()];
  }

  take({ at, event }: JournaledEvent): void {
    const user = this.#user;
    switch (event.type) {
      case 'session-started':
        this.handrail = event.handrail;
        this.#becomes(event.user);
        return this.#happened(at, 'began');
      case 'session-resumed':
        this.resumed += 1;
        if (event.after === 'rebooted') this.reboots += 1;
        this.#becomes(event.user);
        return this.#happened(at, afterWords[event.after]);
      case 'session-quit':
        return this.#happened(at, 'left');
      case 'session-finished':
        this.ended = at;
        return this.#happened(
          at,
          event.passed ? 'finished: the exit gate passed' : 'finished: the exit gate did not pass',
        );
      case 'journal-repaired':
        this.ended = undefined;
        return this.#happened(at, eventInWords(event, []));
      case 'login-lost':
      case 'login-restored':
        return this.#happened(at, eventInWords(event, []));
      case 'environment-lost':
        return this.#happened(at, `${eventInWords(event, [])}: ${event.reason}`);
      case 'target-pinned': {
        const reason = event.reason === undefined ? undefined : this.#hide.text(event.reason);
        this.targets.push({ at, target: targetWords(event.target), reason });
        return;
      }
      case 'literals-confirmed':
        for (const [name, value] of Object.entries(event.values))
          this.#literals.set(name, { name, ...this.#hide.value(name, value), at, user });
        return;
      case 'block-started':
        this.startedBy.set(event.attempt, user);
        this.#blocks.set(event.attempt, { block: event.block, recheck: event.recheck === true });
        if (event.recheck !== true) this.#newest.set(event.block, event.attempt);
        return;
      case 'block-judged':
        return this.#captured(at, event.attempt, event.captures);
      case 'outcome-taken': {
        const about = this.#blocks.get(event.attempt)?.block ?? `attempt ${event.attempt}`;
        const said = `${event.as}: ${this.#hide.text(event.reason)}`;
        const { attempt } = event;
        this.words.push({ type: 'outcome-taken', at, user, about, attempt, said, by: undefined });
        return;
      }
      case 'gate-attested':
        return this.#answered(at, event.gate, event.answer, event.by);
      case 'gate-overridden':
        return this.#passedOver('overridden', at, event.owner, event.reason);
      case 'block-skipped':
        return this.#passedOver('skipped', at, event.block, event.reason);
      case 'note-added': {
        const { block, text } = event;
        this.notes.push({ at, user, block, text: this.#hide.text(text) });
        return;
      }
      case 'runbook-revised':
        this.#renamed(renaming(event));
        return this.#happened(at, eventInWords(event, []));
      // What was given stands with the run that it was put into.
      case 'placeholder-given':
      case 'question-answered':
      case 'process-started':
      case 'poll-looked':
      case 'poll-left':
      case 'poll-paused':
      case 'poll-continued':
      case 'secret-given':
      case 'block-ended':
      case 'environment-changed':
      case 'environment-not-left':
        return;
    }
  }

  /** What was told until now is told by the names that blocks and gates have since. */
  #renamed(nameOf: (ref: string) => string): void {
    for (const [index, word] of this.words.entries())
      this.words[index] = { ...word, about: nameOf(word.about) };
    for (const [index, note] of this.notes.entries())
      if (note.block !== undefined) this.notes[index] = { ...note, block: nameOf(note.block) };
    for (const [name, capture] of this.#captures)
      this.#captures.set(name, { ...capture, block: nameOf(capture.block) });
    for (const [attempt, of] of this.#blocks)
      this.#blocks.set(attempt, { ...of, block: nameOf(of.block) });
    const newest = [...this.#newest].map(([ref, attempt]) => [nameOf(ref), attempt] as const);
    this.#newest.clear();
    for (const [ref, attempt] of newest) this.#newest.set(ref, attempt);
    // By attempt: those have no other name. By the step that owns the gate: it may have one.
    const answered = [...this.attested].map(([key, word]) =>
      key.includes(':') ? ([nameOf(key), word] as const) : ([key, word] as const),
    );
    this.attested.clear();
    for (const [key, word] of answered) this.attested.set(key, word);
  }

  #becomes(user: string): void {
    this.#user = user;
    if (!this.users.includes(user)) this.users.push(user);
  }

  #happened(at: string, what: string): void {
    this.story.push({ at, user: this.#user, what: this.#hide.text(what) });
  }

  #captured(at: string, attempt: number, captures: Readonly<Record<string, string>>): void {
    const of = this.#blocks.get(attempt);
    if (of === undefined || of.recheck) return;
    for (const [name, value] of Object.entries(captures)) {
      // The newest value stands where it was found last.
      this.#captures.delete(name);
      const shown = this.#hide.value(name, value);
      this.#captures.set(name, { name, ...shown, block: of.block, attempt, at });
    }
  }

  #answered(at: string, gate: string, answer: string, by: string): void {
    const [owner = '', index = ''] = gate.split('#');
    const attempt = this.#newest.get(owner) ?? 0;
    const user = this.#user;
    const word = { type: 'attested', at, user, about: gate, attempt, said: answer, by } as const;
    this.words.push(word);
    this.attested.set(`${attempt === 0 ? owner : attempt}#${index}`, word);
  }

  #passedOver(type: 'overridden' | 'skipped', at: string, about: string, reason: string): void {
    const attempt = this.#newest.get(about) ?? 0;
    const said = this.#hide.text(reason);
    this.words.push({ type, at, user: this.#user, about, attempt, said, by: undefined });
  }
}

const afterWords = {
  quit: 'resumed, after it was left',
  killed: 'resumed, after handrail was killed or its terminal was closed',
  rebooted: 'resumed, after the machine was rebooted',
} as const;
