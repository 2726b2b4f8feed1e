import { createHash } from 'node:crypto';
import type { Answer, Program } from '../world.ts';
import {
  changeMode,
  changeOwner,
  makeDirectory,
  readBytes,
  remove,
  writeBytes,
} from './file-operations.ts';
import { readMode } from './mode.ts';
import { baseName, resolve } from './paths.ts';
import type { Tool } from './tool-kit.ts';
import { failed, forEach, printed, tool } from './tool-kit.ts';

/** install and mktemp. */
export const installPrograms: readonly Program[] = [
  tool(
    'install',
    { letters: 'do:g:m:DvTt:pC', words: ['owner=', 'group=', 'mode=', 'directory'] },
    install,
  ),
  tool('mktemp', { letters: 'dqup:t', words: ['directory', 'tmpdir=', 'suffix='] }, mktemp),
];

function install(it: Tool): Answer {
  const { machine, doer, options, operands, at } = it;
  const { disk, accounts } = machine;
  const owner = options.get('o') ?? options.get('owner');
  const group = options.get('g') ?? options.get('group');
  const wanted = options.get('m') ?? options.get('mode') ?? '755';
  const mode = readMode(wanted, 0, true);
  if (mode === undefined) return failed(`install: invalid mode ‘${wanted}’`);
  if (owner !== undefined && !accounts.some((one) => one.name === owner))
    return failed(`install: invalid user ‘${owner}’`);
  if (group !== undefined && !accounts.some((one) => one.groups.includes(group)))
    return failed(`install: invalid group ‘${group}’`);
  const dress = (path: string) => {
    const to = {
      ...(owner === undefined ? {} : { owner }),
      ...(group === undefined ? {} : { group }),
    };
    changeMode(disk, path, mode, doer.actor);
    if (owner !== undefined || group !== undefined) changeOwner(disk, path, to, doer.actor);
  };
  const isFolder = options.has('d') || options.has('directory');
  if (isFolder)
    return forEach(
      operands,
      (operand) => {
        makeDirectory(disk, at(operand), { ...doer, umask: 0o022 }, true);
        dress(at(operand));
        return undefined;
      },
      (operand, reason) => told(`cannot create directory ‘${operand}’`, operand, reason),
    );
  const into = options.get('t');
  const sources = into === undefined ? operands.slice(0, -1) : operands;
  const last = into ?? operands.at(-1);
  if (last === undefined || sources.length === 0) return failed('install: missing file operand');
  const folder = disk.peek(at(last))?.type === 'directory';
  const target = (source: string) =>
    folder && !options.has('T') ? `${last}/${baseName(source)}` : last;
  if (options.has('D') && !folder)
    makeDirectory(disk, at(last).slice(0, at(last).lastIndexOf('/')), doer, true);
  return forEach(
    sources,
    (source) => {
      const bytes =
        source === '/dev/stdin' ? it.call.stdinBytes : readBytes(disk, at(source), doer.actor);
      const to = at(target(source));
      // A new file takes the place of the old one, so that a program that runs keeps its own.
      if (disk.peek(to, 'keep-link') !== undefined) remove(disk, to, doer.actor, false);
      writeBytes(disk, to, bytes.slice(), { ...doer, umask: 0o077 });
      dress(to);
      return undefined;
    },
    (source, reason) =>
      disk.peek(at(source)) === undefined
        ? `install: cannot stat '${source}': ${reason}`
        : told(`cannot create regular file '${target(source)}'`, target(source), reason),
  );
}

function told(otherwise: string, path: string, reason: string): string {
  return reason === 'Operation not permitted'
    ? `install: cannot change ownership of '${path}': ${reason}`
    : `install: ${otherwise}: ${reason}`;
}

function mktemp({ call, machine, doer, options, operands }: Tool): Answer {
  const folder = options.get('p') ?? options.get('tmpdir') ?? call.env.get('TMPDIR') ?? '/tmp';
  const template = operands[0] ?? 'tmp.XXXXXXXXXX';
  const marks = /X{3,}(?!.*X{3})/.exec(template);
  if (marks === null) return failed(`mktemp: too few X's in template ‘${template}’`);
  const inFolder =
    operands[0] === undefined || ['p', 'tmpdir', 't'].some((name) => options.has(name));
  const base = inFolder ? `${folder === '' ? '/tmp' : folder}/${template}` : template;
  const isFolder = options.has('d') || options.has('directory');
  for (let round = 0; round < 1000; round++) {
    const random = createHash('sha256')
      .update(`${call.host.name}/${machine.nextPid}/${call.world.clock.now()}/${round}`)
      .digest('base64')
      .replace(/[^A-Za-z0-9]/g, 'q');
    const name =
      base.replace(/X{3,}(?!.*X{3})/, (run) => random.slice(0, run.length)) +
      (options.get('suffix') ?? '');
    const path = resolve(call.cwd, name);
    if (machine.disk.peek(path, 'keep-link') !== undefined) continue;
    machine.nextPid++;
    return forEach(
      [name],
      () => {
        const own = { ...doer, umask: 0o077 };
        if (isFolder) makeDirectory(machine.disk, path, own, false);
        else writeBytes(machine.disk, path, new Uint8Array(), own);
        return `${name}\n`;
      },
      (_, reason) =>
        `mktemp: failed to create ${isFolder ? 'directory' : 'file'} via template ‘${base}’: ${reason}`,
    );
  }
  return printed('', 1);
}
