import { createHash } from 'node:crypto';
import type { Answer, Program } from '../world.ts';
import { readBytes, standInOf } from './file-operations.ts';
import type { Tool } from './tool-kit.ts';
import { errorText } from './unix-error.ts';
import { failed, tool } from './tool-kit.ts';

/** sha256sum and its kin, and cmp: over real bytes. */
export const sumPrograms: readonly Program[] = [
  ...(['md5', 'sha1', 'sha256', 'sha512'] as const).map((algorithm) =>
    tool(
      `${algorithm}sum`,
      { letters: 'cbt', words: ['check', 'status', 'quiet', 'strict'] },
      (it) =>
        it.options.has('c') || it.options.has('check') ? check(it, algorithm) : sums(it, algorithm),
    ),
  ),
  tool('cmp', { letters: 'sl', words: ['silent', 'quiet'] }, cmp),
];

function bytesOf({ call, machine, doer, at }: Tool, operand: string): Uint8Array {
  if (operand === '-') return call.stdinBytes;
  return readBytes(machine.disk, at(operand), doer.actor);
}

/** Of a file that stands for a larger one only the sums that were published are known. */
function digest(it: Tool, algorithm: string, operand: string): string {
  const { machine, doer, at } = it;
  const standIn = operand === '-' ? undefined : standInOf(machine.disk, at(operand), doer.actor);
  if (standIn === undefined) {
    return createHash(algorithm).update(bytesOf(it, operand)).digest('hex');
  }
  const sum = standIn.sums[algorithm];
  if (sum === undefined) throw new UnknownSum();
  return sum;
}

class UnknownSum extends Error {
  constructor() {
    super('simulated cloud: not known: this sum of a file that only stands for a large one');
  }
}

function sums(it: Tool, algorithm: string): Answer {
  let stdout = '';
  let stderr = '';
  for (const operand of it.operands.length === 0 ? ['-'] : it.operands) {
    try {
      stdout += `${digest(it, algorithm, operand)}  ${operand}\n`;
    } catch (error) {
      stderr += `${algorithm}sum: ${operand}: ${errorText(error)}\n`;
    }
  }
  return { stdout, stderr, exitCode: stderr === '' ? 0 : 1 };
}

function check(it: Tool, algorithm: string): Answer {
  const quiet = it.options.has('status');
  let stdout = '';
  let stderr = '';
  let wrong = 0;
  let seen = 0;
  for (const list of it.operands.length === 0 ? ['-'] : it.operands) {
    let lines: string[];
    try {
      lines = Buffer.from(bytesOf(it, list)).toString('utf8').split('\n');
    } catch (error) {
      return failed(`${algorithm}sum: ${list}: ${errorText(error)}`);
    }
    for (const line of lines) {
      const match = /^([0-9a-f]+) [ *](.+)$/.exec(line);
      if (match === null) continue;
      seen++;
      const [, wanted = '', file = ''] = match;
      try {
        const fine = digest(it, algorithm, file) === wanted;
        stdout += `${file}: ${fine ? 'OK' : 'FAILED'}\n`;
        if (!fine) wrong++;
      } catch (error) {
        wrong++;
        stderr += `${algorithm}sum: ${file}: ${errorText(error)}\n`;
        stdout += `${file}: FAILED open or read\n`;
      }
    }
  }
  if (seen === 0)
    return failed(
      `${algorithm}sum: ${it.operands[0] ?? '-'}: no properly formatted checksum lines found`,
    );
  if (wrong > 0)
    stderr += `${algorithm}sum: WARNING: ${wrong} computed checksum${wrong === 1 ? '' : 's'} did NOT match\n`;
  return { stdout: quiet ? '' : stdout, stderr: quiet ? '' : stderr, exitCode: wrong > 0 ? 1 : 0 };
}

function cmp(it: Tool): Answer {
  const [first = '', second = '-'] = it.operands;
  const both: Uint8Array[] = [];
  for (const operand of [first, second]) {
    try {
      both.push(bytesOf(it, operand));
    } catch (error) {
      return failed(`cmp: ${operand}: ${errorText(error)}`, 2);
    }
  }
  const [left = new Uint8Array(), right = new Uint8Array()] = both;
  const shorter = Math.min(left.length, right.length);
  let at = 0;
  while (at < shorter && left[at] === right[at]) at++;
  if (at === left.length && at === right.length) return { stdout: '', stderr: '', exitCode: 0 };
  if (['s', 'silent', 'quiet'].some((name) => it.options.has(name)))
    return { stdout: '', stderr: '', exitCode: 1 };
  if (at === shorter) {
    const ended = left.length < right.length ? first : second;
    return failed(`cmp: EOF on ${ended} after byte ${at}`);
  }
  const line = left.subarray(0, at).filter((byte) => byte === 10).length + 1;
  return {
    stdout: `${first} ${second} differ: byte ${at + 1}, line ${line}\n`,
    stderr: '',
    exitCode: 1,
  };
}
