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

/** The same for one that is given a secret on standard input. */
export function fedCommand(script: string, way: { readonly json?: string } = {}): Command {
  return {
    ...commandFor(script),
    stdin: 'secret',
    feeds: [{ ...input, way: { type: 'stdin', json: way.json } }],
  };
}

const input = { line: 1, name: 'pass', count: 1, of: 1, shape: 'line' } as const;
