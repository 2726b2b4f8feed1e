import { variableOf } from '../steps/literal.ts';
import type { Runbook } from '../steps/model.ts';

export { variableOf };

const known = new WeakMap<Runbook, ReadonlyMap<string, string>>();

/** The addresses and ids that the document gives a name, in its literals and in what it says about them. */
export function knownValues(runbook: Runbook): ReadonlyMap<string, string> {
  const before = known.get(runbook);
  if (before !== undefined) return before;
  const values = new Map<string, string>();
  for (const { name, value, note } of runbook.literals) {
    for (const [found] of value.matchAll(VALUE)) values.set(found.toLowerCase(), name);
    // A note may speak of other things too; only what it calls this one's value counts.
    for (const found of note.matchAll(NOTED))
      if (!values.has(found[1] ?? '')) values.set((found[1] ?? '').toLowerCase(), name);
  }
  known.set(runbook, values);
  return values;
}

const VALUE =
  /(?<![\w.])(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?|[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?!\w)/g;
const NOTED =
  /\b(?:rebuild|id|currently|now|is)\s+(?:id\s+)?(\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?|[0-9a-fA-F]{32})(?!\w)/g;
