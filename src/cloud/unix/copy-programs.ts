import type { Answer, Program } from '../world.ts';
import { copyFile, makeDirectory, makeLink, remove, rename } from './file-operations.ts';
import type { Inode } from './inode.ts';
import { rights } from './inode.ts';
import { baseName } from './paths.ts';
import type { Tool } from './tool-kit.ts';
import { failed, forEach, tool } from './tool-kit.ts';
import { UnixError } from './unix-error.ts';

/** cp and mv, which keep or give owners, modes and times. */
export const copyPrograms: readonly Program[] = [
  tool(
    'cp',
    {
      letters: 'aprRfnvTdPLut:',
      words: [
        'archive',
        'recursive',
        'preserve',
        'preserve=',
        'force',
        'no-clobber',
        'verbose',
        'no-target-directory',
      ],
    },
    (it) => each(it, 'cp'),
  ),
  tool('mv', { letters: 'fnvTut:', words: ['force', 'no-clobber', 'verbose'] }, (it) =>
    each(it, 'mv'),
  ),
];

function each(it: Tool, verb: 'cp' | 'mv'): Answer {
  const { machine, options, at } = it;
  const into = options.get('t');
  const sources = into === undefined ? it.operands.slice(0, -1) : it.operands;
  const last = into ?? it.operands.at(-1);
  if (last === undefined) return failed(`${verb}: missing file operand`);
  if (sources.length === 0)
    return failed(`${verb}: missing destination file operand after '${last}'`);
  const isFolder = machine.disk.peek(at(last))?.type === 'directory';
  const whole = options.has('T') || options.has('no-target-directory');
  if (!isFolder && (sources.length > 1 || last.endsWith('/')))
    return failed(`${verb}: target '${last}' is not a directory`);
  const target = (source: string) =>
    isFolder && !whole ? `${last.replace(/\/+$/, '')}/${baseName(source)}` : last;
  return forEach(
    sources,
    (source) => {
      const to = target(source);
      const kept = options.has('n') || options.has('no-clobber');
      if (kept && machine.disk.peek(at(to)) !== undefined) return undefined;
      if (verb === 'cp') copy(it, at(source), at(to));
      else move(it, at(source), at(to));
      const says = verb === 'mv' ? 'renamed ' : '';
      return options.has('v') || options.has('verbose')
        ? `${says}'${source}' -> '${to}'\n`
        : undefined;
    },
    (source, reason) => complaint(it, verb, source, target(source), reason),
  );
}

function copy(it: Tool, from: string, to: string): void {
  const { doer, options } = it;
  const { disk } = it.machine;
  const archive = options.has('a') || options.has('archive');
  const recursive = archive || options.has('r') || options.has('R') || options.has('recursive');
  const keeps = archive || options.has('p') || options.has('preserve');
  const source = disk.find(from, doer.actor, archive || options.has('P') ? 'keep-link' : 'follow');
  const there = disk.peek(to);
  if (source === there) throw new Error('are the same file');
  if (source.type === 'directory') {
    if (!recursive) throw new Error('-r not specified; omitting directory');
    makeDirectory(disk, to, doer, true);
    for (const name of source.entries.keys()) copy(it, `${from}/${name}`, `${to}/${name}`);
  } else if (source.type === 'link') {
    if (disk.peek(to, 'keep-link') !== undefined) remove(disk, to, doer.actor, false);
    makeLink(disk, source.target, to, doer);
  } else {
    copyFile(disk, from, to, doer);
  }
  if (keeps) preserve(disk.find(to, doer.actor, 'keep-link'), source, doer.actor.user);
}

/** Mode and time always; the owner only where root does it, as cp does without a word. */
function preserve(copied: Inode, source: Inode, user: string): void {
  copied.mode = source.mode;
  copied.mtime = source.mtime;
  if (user !== 'root') return;
  copied.owner = source.owner;
  copied.group = source.group;
}

function move({ machine, doer }: Tool, from: string, to: string): void {
  rename(machine.disk, from, to, doer.actor);
}

function complaint(it: Tool, verb: string, from: string, to: string, reason: string): string {
  if (reason.startsWith('-r not')) return `${verb}: ${reason} '${from}'`;
  if (reason.startsWith('are the')) return `${verb}: '${from}' and '${to}' ${reason}`;
  try {
    it.machine.disk.find(it.at(from), it.doer.actor, 'keep-link');
  } catch (error) {
    if (error instanceof UnixError) return `${verb}: cannot stat '${from}': ${reason}`;
  }
  if (verb === 'mv') return `mv: cannot move '${from}' to '${to}': ${reason}`;
  const source = it.machine.disk.peek(it.at(from));
  if (source !== undefined && (rights(source, it.doer.actor) & 4) === 0)
    return `cp: cannot open '${from}' for reading: ${reason}`;
  return `cp: cannot create regular file '${to}': ${reason}`;
}
