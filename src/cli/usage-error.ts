import { existsSync } from 'node:fs';
import type { Command, CommanderError } from 'commander';
import { matchBuiltIn } from './built-in-runbooks.ts';
import { UserError } from './user-error.ts';

/** What a command line that means nothing should have been, in one sentence that names the way on. */
export function usageError(error: CommanderError, program: Command): UserError {
  const word = program.args[0];
  const command = program.commands.find((candidate) => candidate.name() === word);
  if (command === undefined && word !== undefined && asksForCommand(error))
    return new UserError(
      unknownCommand(word === 'help' ? (program.args[1] ?? word) : word, program),
    );
  const said = error.message.replace(/^error: /, '').replace(/\.?\s*\n\(/, ' (');
  if (error.code === 'commander.unknownOption' && said.includes("'--autopilot'"))
    return new UserError(
      'Only a training walk plays itself: handrail train --autopilot. On the real machine a person confirms each block.',
    );
  const name = command === undefined ? 'handrail' : `handrail ${command.name()}`;
  return new UserError(`${capital(said).replace(/\.$/, '')}; see: ${name} --help`);
}

function asksForCommand({ code }: CommanderError): boolean {
  return (
    code === 'commander.excessArguments' ||
    code === 'commander.unknownCommand' ||
    code === 'commander.help'
  );
}

function unknownCommand(word: string, program: Command): string {
  if (matchBuiltIn(word).type === 'one' || existsSync(word))
    return `${word} is a runbook, not a command; walk it with: handrail walk ${word}, or on a simulated cloud: handrail train ${word}`;
  const names = [...program.commands.map((command) => command.name()), 'help'];
  return `No command ${word}; there are ${names.join(', ')}. See: handrail --help`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
