import { hasFlag } from '../calls.ts';
import type { Call } from '../calls.ts';
import { GREPS, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';

/** `3.17.3` is also in `3.17.30`, and a dot in a pattern is any character. */
export const versionBySubstring: BlockRule = {
  id: 'version-by-substring',
  part: 'risky',
  severity: 'error',
  why: 'A version that only contains the wanted one passes too: 1.4.0 is in 1.4.01 and in 11.4.0.',
  todo: 'Compare the whole: `[ "$have" = "$want" ]`, or a pattern with `^`, `$` and `\\.`.',
  looksAt: 'block',
  *find(linted) {
    for (const shell of shellsOf(linted)) {
      for (const call of shell.calls) if (isSearched(call)) yield placeOf(shell, call);
      for (const node of shell.tree.ofType('TestBinary'))
        if (/^(?:==?|!=)$/.test(node.operator) && PATTERN.test(node.right.text))
          yield shell.placeOf(node);
    }
  },
};

const PATTERN = /^\*["']?(?:v?\d+(?:\.\d+)+|\$\{?\w*(?:ver|version|want)\w*\}?)["']?\*$/i;
const VERSION = /^v?\d+(?:\\?\.\d+)+(?:\\?\.[\dx*]+)?$/;
const NAMED = /^"?\$\{?\w*(?:ver|version|want|wanted)\}?"?$/i;

function isSearched(call: Call): boolean {
  if (!GREPS.has(call.name) || !hasFlag(call, '-q', '--quiet', '--silent')) return false;
  if (hasFlag(call, '-x', '--line-regexp', '-w', '--word-regexp')) return false;
  const at = call.args.findIndex((arg) => arg?.startsWith('-') !== true);
  const text = call.args[at] ?? call.argNodes[at]?.text ?? '';
  return VERSION.test(text) || NAMED.test(text);
}
