import type { Answer, Program } from '../world.ts';
import { changeMode, makeDirectory, remove } from './file-operations.ts';
import { readMode } from './mode.ts';
import { directoryName } from './paths.ts';
import type { Tool } from './tool-kit.ts';
import { failed, forEach, tool } from './tool-kit.ts';

/** rm and mkdir, which say why not. */
export const directoryPrograms: readonly Program[] = [
  tool(
    'rm',
    { letters: 'rRfvdiI', words: ['recursive', 'force', 'verbose', 'one-file-system'] },
    rm,
  ),
  tool('mkdir', { letters: 'pvm:', words: ['parents', 'verbose', 'mode='] }, mkdir),
];

function rm({ machine, doer, options, operands, at }: Tool): Answer {
  const force = options.has('f') || options.has('force');
  const recursive = ['r', 'R', 'recursive'].some((name) => options.has(name));
  if (operands.length === 0 && !force) return failed('rm: missing operand');
  const verbose = options.has('v') || options.has('verbose');
  const { disk } = machine;
  return forEach(
    operands,
    (operand) => {
      const path = at(operand);
      if (path === '/') throw new Error('it is dangerous to operate recursively on ‘/’');
      const inode = disk.peek(path, 'keep-link');
      if (inode === undefined && force) return undefined;
      const folder = inode?.type === 'directory';
      if (folder && !recursive && !options.has('d')) throw new Error('Is a directory');
      remove(disk, path, doer.actor, recursive);
      return verbose ? `removed ${folder ? 'directory ' : ''}'${operand}'\n` : undefined;
    },
    (operand, reason) => `rm: cannot remove '${operand}': ${reason}`,
  );
}

function mkdir({ machine, doer, options, operands, at }: Tool): Answer {
  if (operands.length === 0) return failed('mkdir: missing operand');
  const parents = options.has('p') || options.has('parents');
  const wanted = options.get('m') ?? options.get('mode');
  const mode = wanted === undefined ? undefined : readMode(wanted, 0o777, true);
  if (wanted !== undefined && mode === undefined) return failed(`mkdir: invalid mode ‘${wanted}’`);
  const { disk } = machine;
  return forEach(
    operands,
    (operand) => {
      const path = at(operand);
      const there = disk.peek(path) !== undefined;
      // The directories above are made as if without -m.
      if (parents) makeDirectory(disk, directoryName(path), doer, true);
      makeDirectory(disk, path, doer, parents);
      if (mode !== undefined && !there) changeMode(disk, path, mode, doer.actor);
      const verbose = (options.has('v') || options.has('verbose')) && !there;
      return verbose ? `mkdir: created directory '${operand}'\n` : undefined;
    },
    (operand, reason) => `mkdir: cannot create directory ‘${operand}’: ${reason}`,
  );
}
