/** Options of a Unix tool, parsed the way getopt does: bundled letters, `--`, operands anywhere. */
export interface Parsed {
  /** Letter or long name to its value; `''` for one that takes none, the last one given. */
  readonly options: ReadonlyMap<string, string>;
  /** Every option as it was given, for those that may be given several times. */
  readonly given: readonly (readonly [name: string, value: string])[];
  readonly operands: readonly string[];
  /** The first option that is not known, as it was written. */
  readonly unknown: string | undefined;
}

export interface Grammar {
  /** Letters; one that takes a value is followed by a colon, as in getopt: `do:g:m:`. */
  readonly letters: string;
  /** Long names; one that takes a value ends in `=`. */
  readonly words?: readonly string[];
  /** Everything from the first operand on is operands: `sudo -u root CMD -x`. */
  readonly stopAtOperand?: boolean;
}

export function parseOptions(args: readonly string[], grammar: Grammar): Parsed {
  const given: [string, string][] = [];
  const options = new Noted(given);
  const operands: string[] = [];
  const words = grammar.words ?? [];
  let unknown: string | undefined;
  const queue = [...args];
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--') {
      operands.push(...queue.splice(0));
    } else if (arg.startsWith('--')) {
      const cut = arg.indexOf('=');
      const name = arg.slice(2, cut < 0 ? undefined : cut);
      if (words.includes(name)) options.set(name, cut < 0 ? '' : arg.slice(cut + 1));
      else if (words.includes(`${name}=`))
        options.set(name, cut < 0 ? (queue.shift() ?? '') : arg.slice(cut + 1));
      else unknown ??= arg;
    } else if (arg.startsWith('-') && arg.length > 1) {
      unknown ??= takeLetters(arg.slice(1), grammar.letters, options, queue);
    } else {
      operands.push(arg);
      if (grammar.stopAtOperand === true) operands.push(...queue.splice(0));
    }
  }
  return { options, given, operands, unknown };
}

/** A map that tells of each setting, also of one that another takes the place of. */
class Noted extends Map<string, string> {
  private readonly given: [string, string][];

  constructor(given: [string, string][]) {
    super();
    this.given = given;
  }

  override set(name: string, value: string): this {
    this.given.push([name, value]);
    return super.set(name, value);
  }
}

function takeLetters(
  text: string,
  letters: string,
  options: Map<string, string>,
  queue: string[],
): string | undefined {
  for (let index = 0; index < text.length; index++) {
    const letter = text.charAt(index);
    const at = letters.indexOf(letter);
    if (at < 0 || letter === ':') return `-${letter}`;
    if (letters.charAt(at + 1) !== ':') {
      options.set(letter, '');
      continue;
    }
    const rest = text.slice(index + 1);
    options.set(letter, rest === '' ? (queue.shift() ?? '') : rest);
    return undefined;
  }
  return undefined;
}
