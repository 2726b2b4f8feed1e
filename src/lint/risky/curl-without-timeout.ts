import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';

/** Left alone, curl waits for minutes on an address that drops its packets. */
export const curlWithoutTimeout: BlockRule = {
  id: 'curl-without-timeout',
  part: 'risky',
  severity: 'warning',
  why: 'curl waits without an end where nothing answers.',
  todo: 'Give it --max-time SECONDS.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      const { name, args, wrappers } = call;
      if (name !== 'curl' || wrappers.includes('timeout')) continue;
      if (args.some((arg) => arg !== undefined && TIMEOUT.test(arg))) continue;
      // An option that only running decides may be the timeout.
      if (args.length === 1 && args[0] === undefined) continue;
      yield placeOf(shell, call);
    }
  },
};

/** A download may take its time as long as it goes on: `--speed-time` ends one that does not. */
const TIMEOUT =
  /^(?:--max-time(?:=|$)|--speed-time(?:=|$)|-[a-zA-Z]*[my]\d*$|--version$|-V$|--help$)/;
