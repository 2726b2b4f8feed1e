/** A command without what only says as whom, how long or in which environment it runs. */
export interface Unwrapped {
  /** The programs around it, outermost first: `sudo`, `timeout`. */
  readonly wrappers: readonly string[];
  /** Its own name and arguments; undefined when an option of a wrapper is not known, so that nobody can say what runs. */
  readonly words: readonly (string | undefined)[] | undefined;
  /** How many words stand ahead of its name. */
  readonly skipped: number;
}

type Words = readonly (string | undefined)[];

/**
 * `sudo -u magnum env HOME=/x timeout 5 helm list` is `helm list`. What a wrapper runs in another way (`sudo -i`,
 * `env -S`, `xargs` with a template) is not known. Pure; linear.
 */
export function unwrap(words: Words): Unwrapped {
  const wrappers: string[] = [];
  let skipped = 0;
  for (;;) {
    const rest = words.slice(skipped);
    const name = rest[0];
    const wrapper = name === undefined ? undefined : WRAPPERS[baseName(name)];
    if (name === undefined || wrapper === undefined) return { wrappers, words: rest, skipped };
    // `command -v x` looks x up and runs nothing.
    if (baseName(name) === 'command' && /^-[vV]$/.test(rest[1] ?? ''))
      return { wrappers, words: rest, skipped };
    const length = lengthOf(rest, wrapper);
    wrappers.push(baseName(name));
    if (length === undefined || rest.length <= length)
      return { wrappers, words: length === undefined ? undefined : [], skipped };
    skipped += length;
  }
}

/** `/usr/bin/sudo` is sudo. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

interface Wrapper {
  /** Options that stand alone. */
  readonly flags: ReadonlySet<string>;
  /** Options that take the next word, or what is behind their `=`. */
  readonly takes: ReadonlySet<string>;
  /** Words of its own between its options and the command: a duration. */
  readonly own: number;
  /** `NAME=value` may stand there. */
  readonly assigns: boolean;
}

function wrapper(flags: string, takes: string, own = 0, assigns = false): Wrapper {
  const set = (names: string) => new Set(names.split(' ').filter((name) => name !== ''));
  return { flags: set(flags), takes: set(takes), own, assigns };
}

const WRAPPERS: Readonly<Record<string, Wrapper | undefined>> = Object.assign(
  Object.create(null) as Record<string, Wrapper | undefined>,
  {
    sudo: wrapper(
      '-n -E -H -k -S -A -b -P --non-interactive --preserve-env --set-home --stdin --askpass',
      '-u -g -p -C -h -D -T -U -r -t --user --group --prompt --chdir --host',
      0,
      true,
    ),
    env: wrapper('-i - --ignore-environment -0', '-u -C --unset --chdir', 0, true),
    timeout: wrapper(
      '--foreground --preserve-status -v --verbose',
      '-s -k --signal --kill-after',
      1,
    ),
    nice: wrapper('', '-n --adjustment'),
    ionice: wrapper('-t', '-c -n'),
    nohup: wrapper('', ''),
    setsid: wrapper('-w -f -c --wait --fork --ctty', ''),
    stdbuf: wrapper('', '-i -o -e --input --output --error'),
    command: wrapper('-p', ''),
    builtin: wrapper('', ''),
    exec: wrapper('-c -l', '-a'),
    xargs: wrapper(
      '-0 -r -t -x --null --no-run-if-empty --verbose',
      '-n -P -L -d -s -a -E --max-args --max-procs --delimiter --max-lines --arg-file',
    ),
  } satisfies Record<string, Wrapper>,
);

/** Words of the wrapper itself, its name included; undefined when one of them is not known. */
function lengthOf(words: Words, { flags, takes, own, assigns }: Wrapper): number | undefined {
  let at = 1;
  for (; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) return undefined;
    if (word === '--') {
      at += 1;
      break;
    }
    if (assigns && /^[A-Za-z_]\w*=/.test(word)) continue;
    if (!word.startsWith('-')) break;
    const [option = '', value] = word.startsWith('--') ? word.split(/=(.*)/s) : [word];
    if (flags.has(word) || (value !== undefined && (takes.has(option) || flags.has(option))))
      continue;
    if (takes.has(word)) at += 1;
    // `-n5`, `-s9`: the value is joined to its letter.
    else if (!takes.has(word.slice(0, 2)) || word.startsWith('--')) return undefined;
  }
  for (; at < words.length && assigns; at += 1) if (!/^[A-Za-z_]\w*=/.test(words[at] ?? '')) break;
  return at + own;
}
