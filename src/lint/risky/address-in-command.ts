import { variableOf } from '../known-values.ts';
import { knownValues } from '../known-values.ts';
import { callsOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';

/** An address in a command is that of the day on which it was written. */
export const addressInCommand: BlockRule = {
  id: 'address-in-command',
  part: 'risky',
  severity: 'warning',
  why: 'The document has a name for this value, but the command keeps the one of the day on which it was written.',
  todo: 'Use the variable of the literal or of the capture.',
  looksAt: 'block',
  *find(linted) {
    const known = knownValues(linted.runbook);
    if (known.size === 0) return;
    const seen = new Set<number>();
    for (const { shell, call } of callsOf(linted)) {
      const parts = [
        ...call.argNodes,
        ...call.redirects.flatMap((redirect) =>
          'target' in redirect && redirect.target ? [redirect.target] : [],
        ),
      ];
      for (const node of parts)
        for (const found of node.text.matchAll(VALUE)) {
          const name = known.get(found[0].toLowerCase());
          if (name === undefined) continue;
          const pos = node.pos + found.index;
          const place = shell.placeOf({ pos, end: pos + found[0].length });
          if (seen.has(place.start)) continue;
          seen.add(place.start);
          yield {
            ...place,
            message: `\`${found[0]}\` is \`ENV(${name})\`, written here as it was on one day.`,
            todo: `Write \`$${variableOf(name)}\`.`,
          };
        }
    }
  },
};

/** An IPv4 address, an id of 32 hexadecimal digits, or a UUID. */
const VALUE =
  /(?<![\w.])(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?|[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?![\w.]\w)/g;
