import { hasFlag } from '../calls.ts';
import type { Call } from '../calls.ts';
import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';

/** pip may replace what the packages of the system depend on. */
export const pipIntoSystem: BlockRule = {
  id: 'pip-into-system',
  part: 'risky',
  severity: 'error',
  why: 'Into the Python of the system it may replace libraries that its packages need.',
  todo: 'Use a venv; where it has to be this Python, give `--no-deps` and the exact version.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      const args = pipArgs(call);
      if (args === undefined || args.find((arg) => arg?.startsWith('-') === false) !== 'install')
        continue;
      const forced = hasFlag(call, '--break-system-packages');
      if (forced)
        yield {
          ...placeOf(shell, call),
          message:
            '`--break-system-packages` lets it replace libraries that the packages of the system need, and an older pip does not know it.',
        };
      else if (
        call.wrappers.includes('sudo') &&
        !hasFlag(call, '--no-deps', '--target', '-t', '--user', '--root')
      )
        yield placeOf(shell, call);
    }
  },
};

function pipArgs({ name, args }: Call): readonly (string | undefined)[] | undefined {
  if (/^pip\d*(?:\.\d+)?$/.test(name)) return args;
  if (/^python\d*(?:\.\d+)?$/.test(name) && args[0] === '-m' && args[1] === 'pip')
    return args.slice(2);
  return undefined;
}
