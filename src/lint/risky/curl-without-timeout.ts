import { unwrap } from '../../steps/shell-wrappers.ts';
import type { BlockRule } from '../rule.ts';

/** Left alone, curl waits for minutes on an address that drops its packets. */
export const curlWithoutTimeout: BlockRule = {
  id: 'curl-without-timeout',
  part: 'risky',
  severity: 'warning',
  why: 'curl waits without an end where nothing answers.',
  todo: 'Give it --max-time SECONDS.',
  looksAt: 'block',
  *find({ commands }) {
    for (const { node, words } of commands) {
      const { wrappers, words: own } = unwrap(words);
      if (own?.[0] !== 'curl' || wrappers.includes('timeout')) continue;
      if (own.some((word) => word !== undefined && TIMEOUT.test(word))) continue;
      // An option that only running decides may be the timeout.
      if (own.some((word) => word === undefined) && own.length === 2) continue;
      yield { start: node.name?.pos ?? node.pos, end: node.end };
    }
  },
};

const TIMEOUT = /^(?:--max-time(?:=|$)|-[a-zA-Z]*m\d*$|--version$|-V$|--help$)/;
