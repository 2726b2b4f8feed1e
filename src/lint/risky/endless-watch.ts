import { hasFlag, optionOf } from '../calls.ts';
import type { Call } from '../calls.ts';
import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';

/** What goes on until somebody presses Ctrl-C never lets the next line run. */
export const endlessWatch: BlockRule = {
  id: 'endless-watch',
  part: 'risky',
  severity: 'warning',
  why: 'It goes on until somebody presses Ctrl-C, which may take the rest of the block with it.',
  todo: 'Wait for the state with a limit: `kubectl wait --timeout=5m`, a POLL, or `timeout 60` ahead of it.',
  looksAt: 'block',
  *find(linted) {
    if (linted.block.stdin === 'tty') return;
    for (const { shell, call } of callsOf(linted))
      if (!call.wrappers.includes('timeout') && isEndless(call)) yield placeOf(shell, call);
  },
};

function isEndless(call: Call): boolean {
  const { name, args } = call;
  switch (name) {
    case 'watch':
      return args.length > 0 && !hasFlag(call, '-g', '--chgexit', '-e', '--errexit');
    case 'kubectl':
      if (args.includes('get'))
        return (
          args.some((arg) => /^(?:-w|--watch|--watch-only|--watch=true)$/.test(arg ?? '')) &&
          optionOf(call, '--request-timeout') === undefined
        );
      return args.includes('logs') && args.some((arg) => /^(?:-f|--follow)$/.test(arg ?? ''));
    case 'juju':
      return args[0] === 'status'
        ? optionOf(call, '--watch') !== undefined
        : args[0] === 'debug-log' && !hasFlag(call, '--no-tail', '--limit', '--date');
    case 'tail':
      return hasFlag(call, '-f', '-F', '--follow');
    case 'journalctl':
      return hasFlag(call, '-f', '--follow');
    case 'docker':
      return args.includes('logs') && args.some((arg) => /^(?:-f|--follow)$/.test(arg ?? ''));
    case 'ping':
      return (
        args.length > 0 &&
        !args.some((arg) => /^-(?:[a-zA-Z]*[cw]\d*)$/.test(arg ?? '')) &&
        !args.includes(undefined)
      );
    default:
      return false;
  }
}
