import type { ShellStates } from './unix/shell-state.ts';
import type { CloudClock } from './world.ts';

export interface ClockParts {
  readonly start: number;
  readonly states: ShellStates;
  /** Awaited before virtual time moves on by so much, so that training can be watched. */
  readonly pace: ((virtualMs: number) => Promise<void>) | undefined;
  /** What happens by itself until then. */
  readonly happen: (untilMs: number) => Promise<void>;
}

/** Virtual time. It moves only in `sleep`, and there not past the deadline of a `timeout` around it. */
export class VirtualClock implements CloudClock {
  private time: number;
  private readonly parts: ClockParts;

  constructor(parts: ClockParts) {
    this.time = parts.start;
    this.parts = parts;
  }

  now(): number {
    return this.time;
  }

  async sleep(ms: number): Promise<void> {
    const { deadlines, signal } = this.parts.states.current();
    const until = Math.min(this.time + Math.max(0, ms), ...deadlines.map((one) => one.at));
    const length = Math.max(0, until - this.time);
    if (this.parts.pace !== undefined && length > 0)
      await untilAborted(this.parts.pace(length), signal);
    if (signal?.aborted === true) return;
    this.time = Math.max(this.time, until);
    await this.parts.happen(this.time);
    for (const deadline of deadlines) if (deadline.at <= this.time) deadline.controller.abort();
  }
}

async function untilAborted(wait: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return wait;
  if (signal.aborted) return;
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([wait, aborted]);
}
