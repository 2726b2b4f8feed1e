import type { Answer, Program } from '../world.ts';
import { groupId } from './accounts.ts';
import { listDirectory } from './file-operations.ts';
import type { Inode } from './inode.ts';
import { sizeOf } from './inode.ts';
import { lookUp } from './launch.ts';
import { kindLetter, modeText } from './mode.ts';
import { mountOf } from './mounts.ts';
import { formatTime } from './time-format.ts';
import type { Tool } from './tool-kit.ts';
import { failed, forEach, printed, tool } from './tool-kit.ts';
import { errorText } from './unix-error.ts';

/** ls, stat, which: what stands there, with its owner. */
export const listPrograms: readonly Program[] = [
  tool('ls', { letters: 'laAd1hRtrFnSpL', words: ['color=', 'color', 'all'] }, ls),
  tool(
    'stat',
    { letters: 'c:Lft', words: ['format=', 'printf=', 'dereference', 'file-system'] },
    stat,
  ),
  tool('which', { letters: 'as' }, which),
];

function ls(it: Tool): Answer {
  const { machine, doer, options, at } = it;
  const { disk } = machine;
  if (options.has('R')) return failed('simulated cloud: not known: ls -R', 2);
  const operands = it.operands.length === 0 ? ['.'] : [...it.operands].sort();
  const files: [string, Inode][] = [];
  const folders: string[] = [];
  let stderr = '';
  for (const operand of operands) {
    try {
      const plain = disk.find(at(operand), doer.actor, 'keep-link');
      const target =
        options.has('l') && !operand.endsWith('/') ? plain : disk.find(at(operand), doer.actor);
      if (target.type === 'directory' && !options.has('d')) folders.push(operand);
      else files.push([operand, plain]);
    } catch (error) {
      stderr += `ls: cannot access '${operand}': ${errorText(error)}\n`;
    }
  }
  const blocks = files.length === 0 ? [] : [entries(it, files)];
  for (const folder of folders) {
    try {
      const all = [...listDirectory(disk, at(folder), doer.actor).entries].sort(byName);
      const shown = all.filter(
        ([name]) => !name.startsWith('.') || options.has('a') || options.has('A'),
      );
      const own = disk.find(at(folder), doer.actor);
      const dots: [string, Inode][] = options.has('a')
        ? [
            ['.', own],
            ['..', own],
          ]
        : [];
      const head = operands.length > 1 ? `${folder}:\n` : '';
      const total = options.has('l') ? `total ${shown.length * 4}\n` : '';
      blocks.push(head + total + entries(it, [...dots, ...shown]));
    } catch (error) {
      stderr += `ls: cannot open directory '${folder}': ${errorText(error)}\n`;
    }
  }
  return { stdout: blocks.join('\n'), stderr, exitCode: stderr === '' ? 0 : 2 };
}

function entries({ options }: Tool, listed: readonly [string, Inode][]): string {
  const sorted = options.has('t')
    ? [...listed].sort((a, b) => b[1].mtime - a[1].mtime)
    : [...listed];
  if (options.has('r')) sorted.reverse();
  if (!options.has('l')) return sorted.map(([name]) => `${name}\n`).join('');
  const widest = (text: (inode: Inode) => string) =>
    Math.max(0, ...sorted.map(([, inode]) => text(inode).length));
  const owner = widest((inode) => inode.owner);
  const group = widest((inode) => inode.group);
  const size = widest((inode) => String(sizeOf(inode)));
  return sorted
    .map(([name, inode]) =>
      [
        modeText(kindLetter(inode.type), inode.mode),
        inode.type === 'directory' ? '2' : '1',
        inode.owner.padEnd(owner),
        inode.group.padEnd(group),
        String(sizeOf(inode)).padStart(size),
        formatTime(inode.mtime, '%b %e %H:%M'),
        inode.type === 'link' ? `${name} -> ${inode.target}\n` : `${name}\n`,
      ].join(' '),
    )
    .join('');
}

function byName([first]: [string, Inode], [second]: [string, Inode]): number {
  return first < second ? -1 : 1;
}

function stat({ machine, doer, options, operands, at }: Tool): Answer {
  if (operands.length === 0) return failed('stat: missing operand');
  const format = options.get('c') ?? options.get('format');
  const raw = options.get('printf');
  const ofFileSystem = options.has('f') || options.has('file-system');
  if (ofFileSystem && format === undefined)
    return failed('simulated cloud: not known: stat -f without -c', 2);
  const follow =
    ofFileSystem || options.has('L') || options.has('dereference') ? 'follow' : 'keep-link';
  return forEach(
    operands,
    (operand) => {
      const inode = machine.disk.find(at(operand), doer.actor, follow);
      const mount = mountOf(machine.disk.place(at(operand), doer.actor, follow).real);
      if (ofFileSystem)
        return `${(format ?? '').replaceAll('%T', mount.type).replaceAll('%n', operand)}\n`;
      const form = (format ?? wholeStat).replaceAll('%d', String(mount.device));
      if (raw !== undefined)
        return filled(machine, raw.replaceAll('\\n', '\n').replaceAll('\\t', '\t'), operand, inode);
      return `${filled(machine, form, operand, inode)}\n`;
    },
    (operand, reason) => `stat: cannot statx '${operand}': ${reason}`,
  );
}

const wholeStat = [
  '  File: %N',
  '  Size: %s\tBlocks: 8\tIO Block: 4096   %F',
  'Device: 801h/2049d\tInode: %i\tLinks: 1',
  'Access: (0%a/%A)  Uid: (%u/%U)   Gid: (%g/%G)',
  'Modify: %y',
].join('\n');

function filled(machine: Tool['machine'], format: string, name: string, inode: Inode): string {
  const { accounts } = machine;
  return format.replace(/%(.)/g, (whole, letter: string) => {
    switch (letter) {
      case 'a':
        return inode.mode.toString(8);
      case 'A':
        return modeText(kindLetter(inode.type), inode.mode);
      case 'U':
        return inode.owner;
      case 'G':
        return inode.group;
      case 'u':
        return String(accounts.find((one) => one.name === inode.owner)?.id ?? 0);
      case 'g':
        return String(groupId(accounts, inode.group) ?? 0);
      case 's':
        return String(sizeOf(inode));
      case 'n':
        return name;
      case 'N':
        return inode.type === 'link' ? `'${name}' -> '${inode.target}'` : `'${name}'`;
      case 'F':
        return kindName(inode);
      case 'y':
        return `${formatTime(inode.mtime, '%F %T')}.000000000 +0000`;
      case 'Y':
        return String(Math.floor(inode.mtime / 1000));
      case 'i':
        return String(inode.number);
      case 'h':
        return '1';
      case '%':
        return '%';
      default:
        return whole;
    }
  });
}

function kindName(inode: Inode): string {
  switch (inode.type) {
    case 'file':
      return inode.bytes.length === 0 ? 'regular empty file' : 'regular file';
    case 'directory':
      return 'directory';
    case 'link':
      return 'symbolic link';
    case 'device':
      return 'character special file';
  }
}

function which({ call, machine, operands, at }: Tool): Answer {
  let stdout = '';
  let missing = false;
  for (const name of operands) {
    const path = name.includes('/')
      ? machine.disk.peek(at(name)) && name
      : lookUp(machine, name, { env: new Map(call.env), cwd: call.cwd });
    if (path === undefined) missing = true;
    else stdout += `${path}\n`;
  }
  return printed(stdout, missing || operands.length === 0 ? 1 : 0);
}
