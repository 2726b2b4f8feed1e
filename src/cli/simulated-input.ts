import type { ShellOptions } from '../cloud/world.ts';
import type { Secret } from '../secrets/secret.ts';
import { secretPayload } from '../session/effects/secret-payload.ts';
import type { Command } from '../steps/command.ts';

/**
 * What a simulated block reads. On standard input it is what a real one gets; at prompts each secret is a line for each
 * of its prompts, in order, typed at a terminal: the simulated programs read no line before they have asked.
 */
export function simulatedInput(
  command: Command,
  given: readonly Secret[],
): Pick<ShellOptions, 'stdin' | 'terminal'> {
  switch (command.stdin) {
    case 'null':
      return {};
    case 'secret': {
      const payload = secretPayload(command, given);
      return payload === undefined ? {} : { stdin: payload };
    }
    case 'tty':
      return { stdin: typed(command, given), terminal: true };
  }
}

function typed(command: Command, given: readonly Secret[]): Uint8Array {
  const lines = (command.feeds ?? []).flatMap(({ way }, index) => {
    const secret = given[index];
    const times = way.type === 'prompt' ? way.prompts.length : 0;
    return secret === undefined ? [] : Array.from({ length: times }, () => secret);
  });
  return Buffer.concat(lines.flatMap((secret) => [secret.use((bytes) => bytes), LINE_END]));
}

const LINE_END = Buffer.from('\n');
