import type { Command } from '../../../../src/steps/command.ts';

/** A command for a script that uses no values. */
export function commandFor(script: string): Command {
  return {
    script,
    runs: script,
    via: 'bash',
    stdin: 'null',
    changes: true,
    uses: [],
    missing: [],
  };
}
