import type { Call } from '../calls.ts';
import { asksAfar, callsOf, isQuery } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import type { Shell } from '../shells.ts';
import { andOrOf, hidesErrors, isAsked, isCaptured, isLoop, pipelineOf } from '../surroundings.ts';
import { isJudgedAfter } from './poll-falls-through.ts';

/** The error text is what tells "not there" from "could not look". */
export const errorsThrownAway: BlockRule = {
  id: 'errors-thrown-away',
  part: 'risky',
  severity: 'warning',
  why: 'With its error text gone, "not there", "not allowed" and "no network" look alike: nothing.',
  todo: 'Let the errors be seen, or keep them in a file and show it.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      if (!asksAfar(call) || !isQuery(call) || !hidesErrors(call) || !isUsed(shell, call)) continue;
      const node = call.redirects.findLast(
        (redirect) => redirect.type === 'Redirect' && redirect.operator.startsWith('>'),
      );
      yield shell.placeOf(node ?? call.command.node);
    }
  },
};

/** Something goes by what it prints or by how it ends, and takes nothing for an answer. */
function isUsed(shell: Shell, call: Call): boolean {
  if (isAsked(call) !== undefined) return false;
  if (andOrOf(call) !== undefined && pipelineOf(call) === undefined) return true;
  if (!isCaptured(call)) return false;
  // A loop that fails in the end has told the two apart by then.
  const loop = call.command.path.find(isLoop);
  return loop === undefined || !isJudgedAfter(shell, loop.end);
}
