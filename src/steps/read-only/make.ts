import type { Argument } from './argument.ts';
import { judgeCommands } from './commands.ts';
import type { Commands } from './commands.ts';
import { judgeSyntax } from './options.ts';
import type { Syntax } from './options.ts';
import type { Program, Reason, Surroundings } from './rule.ts';
import { saysOfCommands, saysOfSyntax } from './says.ts';

/** Programs none of whose words makes them change anything. */
export function harmless(names: string): readonly Program[] {
  return named(names, 'whatever its words', () => undefined);
}

/** Programs that take the same words. */
export function plain(names: string, syntax: Syntax): readonly Program[] {
  return named(names, saysOfSyntax(syntax), (name, args) => judgeSyntax(name, args, syntax));
}

/** Programs with sub-commands. */
export function tree(names: string, commands: Commands): readonly Program[] {
  return named(names, saysOfCommands(commands), (name, args) =>
    judgeCommands(name, args, commands),
  );
}

/** A program that is judged by more than its options; `says` tells people how. */
export function judged(
  names: string,
  says: string,
  judge: (name: string, args: readonly Argument[], around: Surroundings) => Reason,
): readonly Program[] {
  return named(names, says, judge);
}

function named(
  names: string,
  says: string,
  judge: (name: string, args: readonly Argument[], around: Surroundings) => Reason,
): readonly Program[] {
  return names.split(' ').map((name) => ({
    name,
    says,
    judge: (args, around) => judge(name, args, around),
  }));
}
