import type { GlobalOptions } from '../options.ts';
import { UserError } from '../user-error.ts';

export const formats = ['text', 'tap', 'junit', 'json'] as const;
export type CheckFormat = (typeof formats)[number];

export interface CheckOptions extends GlobalOptions {
  readonly step?: readonly string[];
  readonly block?: readonly string[];
  readonly route?: readonly string[];
  /** `NAME=VALUE` each. */
  readonly set?: readonly string[];
  readonly attested?: string;
  /** Seconds. */
  readonly timeout?: string;
  readonly format?: CheckFormat;
  readonly simulated?: boolean;
  readonly fault?: readonly string[];
}

/** How long a block may take when nothing is said, seconds. */
export const usualPatience = 60;

/** `--timeout` in milliseconds; throws a UserError for what is no time. */
export function patienceOf({ timeout }: CheckOptions): number {
  if (timeout === undefined) return usualPatience * 1000;
  const seconds = /^\d{1,6}(?:\.\d{1,3})?$/.test(timeout) ? Number(timeout) : 0;
  if (seconds > 0) return Math.round(seconds * 1000);
  throw new UserError(
    `--timeout takes seconds, as 60 or 2.5, and at most 999999; ${timeout} is none.`,
  );
}

/** What only a simulated cloud can use is refused without one, rather than forgotten. */
export function refuseUseless({ fault, simulated }: CheckOptions): void {
  if (fault !== undefined && simulated !== true)
    throw new UserError('--fault breaks the simulated cloud; add --simulated.');
}
