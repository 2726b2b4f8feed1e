import type { Call } from '../calls.ts';
import { hasFlag } from '../calls.ts';
import { placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import { goesOnAfter, inputOf, loopsAround } from '../surroundings.ts';
import type { Loop } from '../surroundings.ts';

/** What a script or a loop still has to read is gone once a program in it has read it. */
export const stdinEaten: BlockRule = {
  id: 'stdin-eaten',
  part: 'risky',
  severity: 'error',
  why: 'A program that reads standard input eats the rest of the script or of the list that stands there.',
  todo: 'Give it `</dev/null`; ssh also takes `-n`.',
  looksAt: 'block',
  *find(linted) {
    for (const shell of shellsOf(linted))
      for (const call of shell.calls) {
        if (!readsInput(call)) continue;
        const loop = loopsAround(call).find(readsList);
        if (loop !== undefined && isGreedy(call) && inputOf(call, loop) === undefined)
          yield {
            ...placeOf(shell, call),
            message: `${spoken(call)} eats the list that this loop reads, so the loop ends after one turn.`,
          };
        else if (shell.from?.by === 'heredoc' && inputOf(call) === undefined && goesOnAfter(call))
          yield {
            ...placeOf(shell, call),
            message: `${spoken(call)} eats the rest of the here-document that this script is read from.`,
          };
      }
  },
};

/** Programs that read what is on their standard input although they have no use for it. */
export function readsInput(call: Call): boolean {
  const { name, args, wrappers } = call;
  if (name === 'ssh') return !hasFlag(call, '-n', '-f', '-N', '-V');
  if (name === 'juju') return args[0] === 'ssh' || args[0] === 'debug-hooks';
  if (name === 'lxc' || name === 'kubectl' || name === 'docker')
    return (
      args.includes('exec') &&
      (name === 'lxc' || args.some((arg) => /^-(?:i|it|ti)$/.test(arg ?? '')))
    );
  if (name === 'ffmpeg') return !args.includes('-nostdin');
  // With a terminal of its own sudo hands on all that it can read.
  return wrappers.includes('sudo') && !BUILT_IN.has(name);
}

const BUILT_IN = new Set(['tee', 'true']);

function spoken({ name, args, wrappers }: Call): string {
  return `\`${name === 'juju' ? `juju ${args[0] ?? ''}` : name === 'ssh' || !wrappers.includes('sudo') ? name : `sudo ${name}`}\``;
}

function isGreedy({ name }: Call): boolean {
  return /^(?:ssh|juju|lxc|kubectl|docker|ffmpeg)$/.test(name);
}

/** `while read ...`, from standard input. */
function readsList(loop: Loop): boolean {
  if (loop.type !== 'While') return false;
  return loop.clause.commands.some(({ command }) => {
    if (command.type !== 'Command' || command.name?.text !== 'read') return false;
    return (
      command.redirects.length === 0 && !command.args.some(({ text }) => /^-[a-z]*u/.test(text))
    );
  });
}
