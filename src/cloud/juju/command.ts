/** What each juju command begins with: its options, the model it is for, and a login that still holds. */
import { readArguments, type Arguments, type OptionTable } from '../arguments.ts';
import { refuse } from '../answers.ts';
import type { JujuUnit } from '../model.ts';
import type { Answer, Call } from '../world.ts';

export interface JujuCommand {
  /** The call with the words after `juju COMMAND`. */
  readonly call: Call;
  /** Standard input as it is left over, one character a byte: a password prompt may have eaten its first line. */
  stdin: string;
  /** What was printed on standard error on the way. */
  stderr: string;
}

export type JujuHandler = (command: JujuCommand) => Promise<Answer> | Answer;

const common = {
  values: { '-m': 'model', '--model': 'model' },
  flags: { '--no-color': 'no-color', '--color': 'color' },
} as const;

/** Reads a command's options, with those that every command has. Unknown ones end it with status 2. */
export function jujuArguments({ call }: JujuCommand, table: OptionTable = {}, skip = 1): Arguments {
  const read = readArguments(call.args.slice(skip), {
    ...table,
    values: { ...common.values, ...table.values },
    flags: { ...common.flags, ...table.flags },
  });
  if (read.unknown !== undefined) {
    refuse(`ERROR option provided but not defined: ${read.unknown.split('=')[0] ?? ''}`, 2);
  }
  if (read.valueless !== undefined) {
    refuse(`ERROR option needs an argument: ${read.valueless}`, 2);
  }
  return read;
}

/** The one model there is, under any of the names that juju takes for it. */
export function requireModel({ call }: JujuCommand, read: Arguments): void {
  const { controller, model, user } = call.world.model.juju;
  const asked = read.options.get('model');
  const known = [
    model,
    `${user}/${model}`,
    `${controller}:${model}`,
    `${controller}:${user}/${model}`,
  ];
  if (asked !== undefined && !known.includes(asked)) {
    refuse(`ERROR model ${controller}:${user}/${asked} not found`);
  }
}

/** A unit by name, `magnum/0` or `magnum/leader`. */
export function findUnit(units: readonly JujuUnit[], name: string): JujuUnit | undefined {
  const [application, number] = name.split('/');
  if (number !== 'leader') return units.find((unit) => unit.name === name);
  return units.find((unit) => unit.leader && unit.name.startsWith(`${application ?? ''}/`));
}

/** Virtual milliseconds as Go prints a time: `2026-07-02 09:00:12 +0000 UTC`. */
export function goTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}
