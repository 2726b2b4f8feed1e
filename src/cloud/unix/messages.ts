import { resolve } from './paths.ts';

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
      /^(.*?)(?:E[A-Z]+): [^\n]*?, \w+ '([^'\n]*)'$/gm,
      (line, start: string, path: string) => {
        const reason = failures.get(path);
        return reason === undefined ? line : `${start}${reason}`;
      },
    )
    .replace(
      /^(.*)(No such file or directory|cannot open redirect target)(\)?)$/gm,
      (line, start: string, old: string, end: string) => {
        const name = /(?:^|[ (:'"])([^\s'":()]+)['"]?(?:: |: cannot open[^:]*: |\s*\()*$/.exec(
          start.replace(/: (?:Cannot open|cannot open): $/, ': '),
        )?.[1];
        const reason = name === undefined ? undefined : failures.get(resolve(cwd, name));
        return reason === undefined
          ? line.replace('cannot open redirect target', 'No such file or directory')
          : `${start}${reason === old ? old : reason}${end}`;
      },
    );
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
