import type { OpenstackCommand } from './command.ts';
import type { Printing } from './output.ts';

export interface CommandLine {
  readonly names: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  /** Options and values as they were given, for those that may be given more than once. */
  readonly given: readonly (readonly [option: string, value: string])[];
  readonly printing: Printing;
}

/** Reads what stands after a command's words. A string is what is wrong with it, as argparse says it. */
export function readCommandLine(
  args: readonly string[],
  command: OpenstackCommand,
): CommandLine | string {
  const names: string[] = [];
  const columns: string[] = [];
  const given: [string, string][] = [];
  let format: Printing['format'] = 'table';
  for (let place = 0; place < args.length; place++) {
    const arg = args[place] ?? '';
    const at = arg.startsWith('--') ? arg.indexOf('=') : -1;
    const spelling = at < 0 ? arg : arg.slice(0, at);
    const value = () => (at < 0 ? args[++place] : arg.slice(at + 1));
    if (!arg.startsWith('-') || arg === '-') names.push(arg);
    else if (spelling === '-f' || spelling === '--format') {
      const asked = value();
      if (asked !== 'table' && asked !== 'value' && asked !== 'json' && asked !== 'yaml') {
        return `argument -f/--format: invalid choice: '${asked ?? ''}' (choose from 'json', 'shell', 'table', 'value', 'yaml')`;
      }
      format = asked;
    } else if (spelling === '-c' || spelling === '--column') {
      const column = value();
      if (column === undefined) return 'argument -c/--column: expected one argument';
      columns.push(column);
    } else if (command.values?.includes(spelling) === true) {
      const text = value();
      if (text === undefined) return `argument ${spelling}: expected one argument`;
      given.push([spelling, text]);
    } else if (command.flags?.includes(spelling) === true) {
      given.push([spelling, 'true']);
    } else return `unrecognized arguments: ${arg}`;
  }
  const missing = (command.takes ?? []).slice(names.length);
  if (missing.length > 0) {
    return `the following arguments are required: ${missing.map((name) => `<${name}>`).join(', ')}`;
  }
  return { names, options: new Map(given), given, printing: { format, columns } };
}
