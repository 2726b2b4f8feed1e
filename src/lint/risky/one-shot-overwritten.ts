import { isCommand } from '../calls.ts';
import { callsOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import type { Shell } from '../shells.ts';
import { pipelineOf } from '../surroundings.ts';
import { writtenBy } from '../writes.ts';

/** The keys are shown once; a second run writes its error over them. */
export const oneShotOverwritten: BlockRule = {
  id: 'one-shot-overwritten',
  part: 'risky',
  severity: 'error',
  why: 'The keys are given out once. Run again, the error takes their place in the file, and they are gone.',
  todo: 'Go by `vault operator init -status` first, and refuse to write over the file: `set -o noclobber` and `>`.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      if (
        call.name !== 'vault' ||
        !isCommand(call, 'operator', 'init') ||
        call.args.includes('-status')
      )
        continue;
      const piped = pipelineOf(call);
      const last = piped === undefined ? call : shell.callAt(piped.pipeline.commands.at(-1));
      if (last === undefined || !writtenBy(last).some(({ how }) => how === 'replaces')) continue;
      const isGuarded = guardedAt(shell) < call.command.node.pos;
      // tee knows nothing of noclobber.
      if (!isGuarded || last.name === 'tee')
        yield shell.placeOf(piped?.pipeline ?? call.command.node);
    }
  },
};

const guards = new WeakMap<Shell, number>();

/** Where something looks first, or noclobber is set. */
function guardedAt(shell: Shell): number {
  const at =
    guards.get(shell) ??
    shell.calls.find(
      ({ name, args }) =>
        (name === 'set' && (args.includes('noclobber') || args.includes('-C'))) ||
        /^(?:\[|test)$/.test(name),
    )?.command.node.pos ??
    Infinity;
  guards.set(shell, at);
  return at;
}
