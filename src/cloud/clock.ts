import { AsyncLocalStorage } from 'node:async_hooks';
import type { TimeGate } from './time-gate.ts';
import type { ShellStates } from './unix/shell-state.ts';
import type { CloudClock } from './world.ts';

export interface ClockParts {
  readonly start: number;
  readonly states: ShellStates;
  /** Awaited before virtual time moves on by so much, so that training can be watched. */
  readonly pace: ((virtualMs: number) => Promise<void>) | undefined;
  /** What happens by itself until then. */
  readonly happen: (untilMs: number) => Promise<void>;
  /** While it is shut, waiting alone moves nothing: only what a script sleeps does. */
  readonly gate?: TimeGate | undefined;
}

/** A script under way, however many of its programs sleep. */
interface Work {
  asleep: number;
}

interface Sleeper {
  readonly until: number;
  /** Undefined for who only waits, and runs no script. */
  readonly work: Work | undefined;
  readonly wake: () => void;
  /** Something that was to happen while it slept could not. */
  readonly fail: (error: Error) => void;
}

/**
 * Virtual time. It moves only when everybody sleeps: then to the first who wants to wake, and not past the deadline of a
 * `timeout` around it. Scripts that run at the same time share it, so that each sees the others' changes at their time.
 */
export class VirtualClock implements CloudClock {
  private time: number;
  private readonly parts: ClockParts;
  private readonly sleepers = new Set<Sleeper>();
  private readonly working = new Set<Work>();
  private readonly works = new AsyncLocalStorage<Work>();
  /** What moves time belongs to no script, whoever slept first. */
  private readonly outside = AsyncLocalStorage.snapshot();
  private isMoving = false;
  private failure: Error | undefined;

  constructor(parts: ClockParts) {
    this.time = parts.start;
    this.parts = parts;
    parts.gate?.onOpen(() => this.move());
  }

  now(): number {
    return this.time;
  }

  /** Runs a script: as long as it does anything but sleep, time stands still for everybody. */
  async during<T>(script: () => Promise<T>): Promise<T> {
    // One that is run by another one is part of it.
    if (this.works.getStore() !== undefined) return script();
    const work: Work = { asleep: 0 };
    this.working.add(work);
    try {
      return await this.works.run(work, script);
    } finally {
      this.working.delete(work);
      this.move();
    }
  }

  async sleep(ms: number, stop?: AbortSignal): Promise<void> {
    const { deadlines, signal = stop } = this.parts.states.current();
    const until = Math.min(this.time + Math.max(0, ms), ...deadlines.map((one) => one.at));
    await this.untilTime(until, signal);
    for (const deadline of deadlines) if (deadline.at <= this.time) deadline.controller.abort();
  }

  /** Until then, or until the signal fires: then time has not moved for this sleeper. */
  private async untilTime(until: number, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return;
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) throw failure;
    const work = this.works.getStore();
    if (work !== undefined) work.asleep += 1;
    await new Promise<void>((resolve, reject) => {
      const over = (): boolean => {
        if (!this.sleepers.delete(sleeper)) return false;
        signal?.removeEventListener('abort', sleeper.wake);
        if (work !== undefined) work.asleep -= 1;
        return true;
      };
      const sleeper: Sleeper = {
        until,
        work,
        wake: () => {
          if (over()) resolve();
        },
        fail: (error) => {
          if (over()) reject(error);
        },
      };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
      this.move();
    });
  }

  private move(): void {
    if (this.isMoving) return;
    this.isMoving = true;
    const moved = this.outside(() => this.moveOn()).catch((thrown: unknown) => {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      // It becomes the failure of whoever waits for time to pass; of the next one when nobody does any more.
      if (this.sleepers.size === 0) this.failure = error;
      for (const sleeper of [...this.sleepers]) sleeper.fail(error);
    });
    void moved.finally(() => {
      this.isMoving = false;
      // Somebody may have gone to sleep while this was about to end.
      if (this.mayMove()) this.move();
    });
  }

  private async moveOn(): Promise<void> {
    for (;;) {
      // Who has just been woken goes on first, and may sleep again.
      for (let turn = 0; turn < 2; turn += 1) await nextTurn();
      const due = this.firstDue();
      if (due === undefined || !this.mayMove()) return;
      const length = Math.max(0, due - this.time);
      if (this.parts.pace !== undefined && length > 0) await this.parts.pace(length);
      // Meanwhile the first may have been woken by hand, and somebody else wants to wake earlier.
      const first = this.firstDue();
      if (first === undefined || !this.mayMove() || first > due) continue;
      this.time = Math.max(this.time, first);
      await this.parts.happen(this.time);
      for (const sleeper of [...this.sleepers]) if (sleeper.until <= this.time) sleeper.wake();
    }
  }

  private firstDue(): number | undefined {
    if (this.sleepers.size === 0) return undefined;
    return Math.min(...[...this.sleepers].map(({ until }) => until));
  }

  private mayMove(): boolean {
    if (this.sleepers.size === 0) return false;
    if ([...this.working].some(({ asleep }) => asleep === 0)) return false;
    const { gate } = this.parts;
    return gate?.isOpen !== false || [...this.sleepers].some(({ work }) => work !== undefined);
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
