/** Command lines of the simulated programs, read by a table of the options that each one knows. */

export interface OptionTable {
  /** Options with a value, by every spelling: `{ '-m': 'model', '--model': 'model' }`. */
  readonly values?: Readonly<Record<string, string>>;
  /** Options without one. `--pty=false` may still give them one. */
  readonly flags?: Readonly<Record<string, string>>;
  /** Whether options may follow the first word that is none. Default true. */
  readonly interspersed?: boolean;
}

export interface Arguments {
  /** Last value of each option; a flag without a value is `true`. */
  readonly options: ReadonlyMap<string, string>;
  readonly words: readonly string[];
  /** What stands after `--`; undefined without one. */
  readonly rest: readonly string[] | undefined;
  /** The first option that the table does not have. */
  readonly unknown: string | undefined;
  /** An option at the very end that should have a value. */
  readonly valueless: string | undefined;
}

/** Reads a command line. Never throws: what is wrong stands in the answer. */
export function readArguments(args: readonly string[], table: OptionTable): Arguments {
  const options = new Map<string, string>();
  const words: string[] = [];
  let unknown: string | undefined;
  let valueless: string | undefined;
  let rest: readonly string[] | undefined;
  let place = 0;
  while (place < args.length) {
    const arg = args[place++] ?? '';
    if (words.length > 0 && table.interspersed === false) {
      words.push(arg);
      continue;
    }
    if (arg === '--') {
      rest = args.slice(place);
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      words.push(arg);
      continue;
    }
    const [spelling = '', value] = splitOnce(arg);
    const takes = table.values?.[spelling];
    const flag = table.flags?.[spelling];
    if (takes !== undefined) {
      if (value !== undefined) options.set(takes, value);
      else if (place < args.length) options.set(takes, args[place++] ?? '');
      else valueless ??= spelling;
    } else if (flag !== undefined && (value === undefined || arg.startsWith('--'))) {
      options.set(flag, value ?? 'true');
    } else unknown ??= arg;
  }
  return { options, words, rest, unknown, valueless };
}

/** An option and the value that is written onto it: `--output=json`, `-o=json`, `-ojson`. */
function splitOnce(arg: string): [string, string | undefined] {
  if (!arg.startsWith('--') && arg.length > 2) {
    return [arg.slice(0, 2), arg.slice(arg[2] === '=' ? 3 : 2)];
  }
  const at = arg.indexOf('=');
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}
