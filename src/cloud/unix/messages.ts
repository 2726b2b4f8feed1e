import { resolve } from './paths.ts';
import { isErrorName, strerror } from './unix-error.ts';

/**
 * just-bash words every failed opening as `No such file or directory`. These put the right sentence
 * where the file system knows of another reason, and say of an unknown program that it is unknown.
 */

/** Messages of one command: `cat: f: No such file or directory` to what really happened to f. */
export function withReasons(
  text: string,
  failures: ReadonlyMap<string, string>,
  cwd: string,
): string {
  if (failures.size === 0) return text;
  return text
    .replace(
      /^(.*?)\b(E[A-Z]+): [a-z][^\n]*, \w+ '[^'\n]*'$/gm,
      (line, start: string, code: string) => (isErrorName(code) ? start + strerror(code) : line),
    )
    .replace(/^(.*)(?:No such file or directory|cannot open redirect target)(\)?)$/gm, renamed);

  function renamed(_line: string, start: string, end: string): string {
    const names = start.match(/[^\s:'"()]+/g) ?? [];
    const reasons = names.map((name) => failures.get(resolve(cwd, name)));
    return start + (reasons.findLast((reason) => reason !== undefined) ?? strerror('ENOENT')) + end;
  }
}

/** A command that is nowhere on PATH: known to the simulated cloud, or not at all. */
export function withUnknownPrograms(text: string, isKnown: (name: string) => boolean): string {
  return text.replace(/^bash: (.+): command not found$/gm, (line, name: string) =>
    isKnown(name) ? line : unknownProgram(name),
  );
}

export function unknownProgram(name: string): string {
  return `simulated cloud: not known: ${name}`;
}
