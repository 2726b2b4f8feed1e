import type { Program } from '../world.ts';
import {
  changeMode,
  changeOwner,
  exists,
  makeHardLink,
  makeLink,
  remove,
  writeBytes,
} from './file-operations.ts';
import { rights } from './inode.ts';
import { readMode } from './mode.ts';
import { baseName } from './paths.ts';
import type { Tool } from './tool-kit.ts';
import { failed, forEach, tool } from './tool-kit.ts';
import { UnixError } from './unix-error.ts';

/** chmod, chown, chgrp, touch, ln, sync: with the owners that just-bash does not know. */
export const filePrograms: readonly Program[] = [
  tool('chmod', { letters: 'Rvfc+', words: ['recursive', 'verbose'] }, chmod),
  tool('chown', { letters: 'RvfhLP', words: ['recursive', 'no-dereference'] }, (it) =>
    chown(it, 'chown'),
  ),
  tool('chgrp', { letters: 'Rvfh', words: ['recursive'] }, (it) => chown(it, 'chgrp')),
  tool('touch', { letters: 'acmr:d:t:', words: ['no-create'] }, touch),
  tool('ln', { letters: 'sfnvTrt:', words: ['symbolic', 'force', 'no-dereference'] }, ln),
  tool('sync', { letters: 'df', words: ['data', 'file-system'] }, sync),
];

/** What is written here is on the disk already; that the file is there has to be true. */
function sync({ machine, doer, operands, at }: Tool) {
  return forEach(
    operands,
    (path) => {
      machine.disk.find(at(path), doer.actor);
      return undefined;
    },
    (path, reason) => `sync: error opening '${path}': ${reason}`,
  );
}

function chmod({ machine, doer, options, operands, at }: Tool) {
  const [wanted, ...paths] = operands;
  if (wanted === undefined || paths.length === 0) return failed('chmod: missing operand');
  if (readMode(wanted, 0, true) === undefined) return failed(`chmod: invalid mode: ‘${wanted}’`);
  const { disk } = machine;
  const apply = (path: string) => {
    const inode = disk.find(path, doer.actor);
    const mode = readMode(wanted, inode.mode, inode.type === 'directory') ?? inode.mode;
    changeMode(disk, path, mode, doer.actor);
    if (inode.type === 'directory' && (options.has('R') || options.has('recursive')))
      for (const name of inode.entries.keys()) apply(`${path}/${name}`);
  };
  return forEach(
    paths,
    (path) => void apply(at(path)),
    (path, reason) =>
      reason === 'Operation not permitted'
        ? `chmod: changing permissions of '${path}': ${reason}`
        : `chmod: cannot access '${path}': ${reason}`,
  );
}

function chown({ machine, doer, options, operands, at }: Tool, name: 'chown' | 'chgrp') {
  const [wanted, ...paths] = operands;
  if (wanted === undefined || paths.length === 0) return failed(`${name}: missing operand`);
  const to = owners(machine.accounts, wanted, name);
  if (typeof to === 'string') return failed(`${name}: ${to}`);
  const { disk } = machine;
  const follow = options.has('h') ? 'keep-link' : 'follow';
  const apply = (path: string) => {
    const inode = disk.find(path, doer.actor, follow);
    changeOwner(disk, path, to, doer.actor, follow);
    if (inode.type === 'directory' && (options.has('R') || options.has('recursive')))
      for (const entry of inode.entries.keys()) apply(`${path}/${entry}`);
  };
  const what = name === 'chown' ? 'ownership' : 'group';
  return forEach(
    paths,
    (path) => void apply(at(path)),
    (path, reason) =>
      reason === 'Operation not permitted'
        ? `${name}: changing ${what} of '${path}': ${reason}`
        : `${name}: cannot access '${path}': ${reason}`,
  );
}

/** `user`, `user:` (with their own group), `user:group`, `:group`. A sentence when one is unknown. */
function owners(
  accounts: Tool['machine']['accounts'],
  wanted: string,
  name: 'chown' | 'chgrp',
): { owner?: string; group?: string } | string {
  const text = name === 'chgrp' ? `:${wanted}` : wanted.replace(/\.(?=\w)/, ':');
  const [user = '', group] = text.split(':');
  const account = accounts.find((one) => one.name === user || String(one.id) === user);
  if (user !== '' && account === undefined) return `invalid user: ‘${wanted}’`;
  const groups = accounts.flatMap((one) => one.groups);
  if (group !== undefined && group !== '' && !groups.includes(group))
    return `invalid group: ‘${wanted}’`;
  const owned = group === '' ? account?.groups[0] : group;
  return {
    ...(account === undefined ? {} : { owner: account.name }),
    ...(owned === undefined ? {} : { group: owned }),
  };
}

function touch({ call, machine, doer, options, operands, at }: Tool) {
  if (options.has('d') || options.has('t') || options.has('r'))
    return failed('simulated cloud: not known: touch with a given time', 2);
  const { disk } = machine;
  return forEach(
    operands,
    (operand) => {
      const path = at(operand);
      if (!exists(disk, path, doer.actor)) {
        if (options.has('c') || options.has('no-create')) return undefined;
        writeBytes(disk, path, new Uint8Array(), doer);
        return undefined;
      }
      const inode = disk.find(path, doer.actor);
      if ((rights(inode, doer.actor) & 2) === 0) throw new UnixError('EACCES', path);
      inode.mtime = call.world.clock.now();
      return undefined;
    },
    (path, reason) => `touch: cannot touch '${path}': ${reason}`,
  );
}

function ln({ machine, doer, options, operands, at }: Tool) {
  const { disk } = machine;
  const symbolic = options.has('s') || options.has('symbolic');
  const [target = '', given] = operands;
  if (operands.length === 0 || operands.length > 2) return failed('ln: missing file operand');
  const kept = options.has('n') || options.has('no-dereference') || options.has('T');
  let path = at(given ?? baseName(target));
  const existing = disk.peek(path, kept ? 'keep-link' : 'follow');
  if (existing?.type === 'directory' && !options.has('T')) path = `${path}/${baseName(target)}`;
  return forEach(
    [target],
    () => {
      if (!symbolic) disk.find(at(target), doer.actor);
      if (disk.peek(path, 'keep-link') !== undefined && (options.has('f') || options.has('force')))
        remove(disk, path, doer.actor, false);
      if (symbolic) makeLink(disk, target, path, doer);
      else makeHardLink(disk, at(target), path, doer);
      return undefined;
    },
    (_, reason) =>
      `ln: failed to create ${symbolic ? 'symbolic' : 'hard'} link '${given ?? baseName(target)}': ${reason}`,
  );
}
