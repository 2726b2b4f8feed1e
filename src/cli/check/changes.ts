import { lintRunbook } from '../../lint/lint-runbook.ts';
import { checkChangesSomething } from '../../lint/risky/check-changes-something.ts';
import type { Located } from '../../session/refs.ts';
import type { OpenedRunbook } from '../runbook-files.ts';

/**
 * What blocks that are labelled CHECK are known to change: the rule of lint of that name knows. Where the document
 * silences it with a reason, its author has looked.
 */
export function knownChanges({
  bytes,
  runbook,
}: OpenedRunbook): (located: Located) => string | undefined {
  const found = lintRunbook(bytes, runbook, { rules: [checkChangesSomething] });
  const byBlock = new Map(
    found
      .filter(({ silenced }) => silenced === undefined)
      .toReversed()
      .map(({ block, message }) => [block, message.replace(/\.$/, '')]),
  );
  return ({ block }) => byBlock.get(block.id);
}
