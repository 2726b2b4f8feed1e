import { hasFlag } from '../calls.ts';
import { callsOf, GREPS } from '../programs.ts';
import type { BlockRule } from '../rule.ts';

/** In a set of characters a backslash is one of them, and the first `]` ends it. */
export const bracketInSet: BlockRule = {
  id: 'bracket-in-set',
  part: 'risky',
  severity: 'error',
  why: 'In `[...]` a backslash quotes nothing: the first `]` ends the set, so the pattern means something else.',
  todo: 'Put `]` first, `[][a-z]`, or use `grep -P`.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      if (
        !GREPS.has(call.name) ||
        call.name === 'rg' ||
        hasFlag(call, '-P', '--perl-regexp', '-F', '--fixed-strings')
      )
        continue;
      for (const [index, arg] of call.args.entries()) {
        const node = call.argNodes[index];
        if (node !== undefined && arg !== undefined && hasQuotedBracket(arg))
          yield shell.placeOf(node);
      }
    }
  },
};

/** `[a \[\] b]`. */
function hasQuotedBracket(pattern: string): boolean {
  for (let at = 0; at < pattern.length; at += 1) {
    if (pattern.charAt(at) === '\\') at += 1;
    else if (pattern.charAt(at) === '[') {
      const end = pattern.indexOf(']', at + (pattern.charAt(at + 1) === '^' ? 3 : 2));
      if (end < 0) return false;
      // It was meant to go on behind the `]`.
      if (
        pattern.charAt(end - 1) === '\\' &&
        pattern.charAt(end - 2) !== '\\' &&
        pattern.indexOf(']', end + 1) > 0
      )
        return true;
      at = end;
    }
  }
  return false;
}
