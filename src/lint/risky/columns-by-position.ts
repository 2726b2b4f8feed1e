import { optionOf } from '../calls.ts';
import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';

/** The openstack client prints columns in its own order, and drops those that it does not know. */
export const columnsByPosition: BlockRule = {
  id: 'columns-by-position',
  part: 'risky',
  severity: 'error',
  why: 'With `-f value` the columns come in the order of the command, not in that of the options, and an unknown one is left out.',
  todo: 'Ask for one column, or use `-f json` and go by name.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      if (call.name !== 'openstack' || optionOf(call, '-f', '--format') !== 'value') continue;
      const columns = call.args.filter(
        (arg) => arg === '-c' || /^(?:--column|-c.)/.test(arg ?? ''),
      );
      if (columns.length > 1) yield placeOf(shell, call);
    }
  },
};
