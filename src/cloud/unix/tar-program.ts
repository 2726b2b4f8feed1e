import { gunzipSync } from 'node:zlib';
import type { Answer } from '../world.ts';
import { makeDirectory, readBytes, remove, writeBytes } from './file-operations.ts';
import { directoryName } from './paths.ts';
import type { Tool } from './tool-kit.ts';
import { failed, printed, tool } from './tool-kit.ts';
import { errorText } from './unix-error.ts';

const grammar = {
  letters: 'xtzvpf:C:',
  words: ['strip-components=', 'directory=', 'extract', 'gzip'],
};
const program = tool('tar', grammar, tar);

/** tar that lists and unpacks, with modes; it takes its first letters without a dash, as in `tar xzf`. */
export const tarProgram = {
  ...program,
  run: (call: Parameters<typeof program.run>[0]) => {
    const [first = '', ...rest] = call.args;
    const args = /^[a-z]+$/.test(first) ? [`-${first}`, ...rest] : call.args;
    // A call is not spread: that would read its standard input.
    return program.run(Object.create(call, { args: { value: args } }) as typeof call);
  },
};

interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly isFolder: boolean;
  readonly bytes: Uint8Array;
}

function tar(it: Tool): Answer {
  const { call, machine, doer, options, operands, at } = it;
  const file = options.get('f') ?? '-';
  let entries: Entry[];
  try {
    const raw = file === '-' ? call.stdinBytes : readBytes(machine.disk, at(file), doer.actor);
    const read = entriesOf(raw);
    if (read === undefined)
      return failed(
        'tar: This does not look like a tar archive\ntar: Exiting with failure status due to previous errors',
        2,
      );
    entries = read;
  } catch (error) {
    return failed(
      `tar: ${file}: Cannot open: ${errorText(error)}\ntar: Error is not recoverable: exiting now`,
      2,
    );
  }
  const missing = operands.filter((name) => !entries.some((entry) => within(entry.name, name)));
  const chosen = entries.filter(
    (entry) => operands.length === 0 || operands.some((name) => within(entry.name, name)),
  );
  const lost = missing.map((name) => `tar: ${name}: Not found in archive`).join('\n');
  if (options.has('t')) return printed(chosen.map((entry) => `${entry.name}\n`).join(''));
  if (!options.has('x') && !options.has('extract'))
    return failed('simulated cloud: not known: tar that makes an archive', 2);
  const folder = options.get('C') ?? options.get('directory') ?? '.';
  const strip = Number(options.get('strip-components') ?? 0);
  try {
    for (const entry of chosen) {
      const name = entry.name.split('/').slice(strip).join('/');
      if (name !== '') unpack(it, `${at(folder)}/${name}`, entry);
    }
  } catch (error) {
    return failed(`tar: ${folder}: Cannot open: ${errorText(error)}`, 2);
  }
  const listed = options.has('v') ? chosen.map((entry) => `${entry.name}\n`).join('') : '';
  return { stdout: listed, stderr: lost === '' ? '' : `${lost}\n`, exitCode: lost === '' ? 0 : 2 };
}

function within(name: string, wanted: string): boolean {
  const bare = wanted.replace(/\/$/, '');
  return name === bare || name.startsWith(`${bare}/`);
}

function unpack({ machine, doer }: Tool, path: string, entry: Entry): void {
  const { disk } = machine;
  if (entry.isFolder) return makeDirectory(disk, path, doer, true);
  makeDirectory(disk, directoryName(path), doer, true);
  if (disk.peek(path, 'keep-link') !== undefined) remove(disk, path, doer.actor, false);
  writeBytes(disk, path, entry.bytes, doer);
  const inode = disk.find(path, doer.actor);
  inode.mode = doer.actor.user === 'root' ? entry.mode : entry.mode & ~doer.umask;
}

/** The members of an archive, gzipped or not; undefined when it is none or is cut short. */
function entriesOf(raw: Uint8Array): Entry[] | undefined {
  let bytes: Uint8Array = raw;
  if (raw[0] === 0x1f && raw[1] === 0x8b) {
    try {
      bytes = gunzipSync(raw);
    } catch {
      return undefined;
    }
  }
  const entries: Entry[] = [];
  for (let at = 0; at + 512 <= bytes.length;) {
    const block = Buffer.from(bytes.subarray(at, at + 512));
    if (block.every((byte) => byte === 0)) return entries;
    if (block.toString('latin1', 257, 262) !== 'ustar') return undefined;
    const text = (from: number, to: number) =>
      block.toString('utf8', from, to).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 136), 8);
    const mode = Number.parseInt(text(100, 108), 8);
    const content = bytes.slice(at + 512, at + 512 + size);
    if (content.length < size) return undefined;
    entries.push({ name: text(0, 100), mode, isFolder: block[156] === 0x35, bytes: content });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return entries.length === 0 ? undefined : entries;
}
