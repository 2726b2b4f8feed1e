import type { Answer } from '../world.ts';
import { quoted } from './quote.ts';
import type { Tool } from './tool-kit.ts';
import { tool } from './tool-kit.ts';

/** xargs: words of standard input as arguments of a command. */
export const xargs = tool(
  'xargs',
  { letters: 'rtn:I:d:0L:', words: ['no-run-if-empty', 'null', 'max-args='], stopAtOperand: true },
  runXargs,
);

async function runXargs({ call, options, operands }: Tool): Promise<Answer> {
  const command = operands.length === 0 ? ['echo'] : operands;
  const mark = options.get('I');
  const words = read(call.stdin, options);
  const size = Number(
    options.get('n') ?? options.get('max-args') ?? (mark === undefined ? 5000 : 1),
  );
  const skipsEmpty = options.has('r') || options.has('no-run-if-empty') || mark !== undefined;
  const calls: string[][] = [];
  for (let at = 0; at < words.length; at += size) calls.push(words.slice(at, at + size));
  if (calls.length === 0 && !skipsEmpty) calls.push([]);
  let stdout = '';
  let stderr = '';
  let exitCode = 0;
  for (const given of calls) {
    const line =
      mark === undefined
        ? [...command, ...given]
        : command.map((word) => word.replaceAll(mark, given[0] ?? ''));
    const answer = await call.shell(quoted(line), { stdin: '' });
    stdout += answer.stdout;
    stderr += answer.stderr;
    if (answer.exitCode >= 126) return { stdout, stderr, exitCode: answer.exitCode };
    if (answer.exitCode !== 0) exitCode = 123;
  }
  return { stdout, stderr, exitCode };
}

function read(text: string, options: Tool['options']): string[] {
  if (options.has('0') || options.has('null'))
    return text.split('\0').filter((word) => word !== '');
  const delimiter = options.get('d');
  if (delimiter !== undefined)
    return text
      .replace(/\n$/, '')
      .split(delimiter.replace('\\n', '\n'))
      .filter((word) => word !== '');
  if (options.has('I'))
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const words = text.match(/(?:"[^"\n]*"|'[^'\n]*'|\\.|[^\s"'\\])+/g) ?? [];
  return words.map((word) =>
    word.replace(
      /"([^"]*)"|'([^']*)'|\\(.)/g,
      (_, double?: string, single?: string, escaped?: string) => double ?? single ?? escaped ?? '',
    ),
  );
}
