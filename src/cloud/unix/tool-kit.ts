import type { Answer, Call, Program } from '../world.ts';
import { actorOf } from './accounts.ts';
import type { Doer } from './file-operations.ts';
import type { Machine } from './machine.ts';
import { machineOf } from './machine.ts';
import type { Grammar, Parsed } from './options.ts';
import { parseOptions } from './options.ts';
import { resolve } from './paths.ts';
import { errorText } from './unix-error.ts';

/** What the Unix tools of every host share. */
export interface Tool {
  readonly call: Call;
  readonly machine: Machine;
  readonly doer: Doer;
  readonly options: Parsed['options'];
  readonly given: Parsed['given'];
  readonly operands: readonly string[];
  /** Absolute path of an operand. */
  readonly at: (operand: string) => string;
}

/** A program in /usr/bin of all hosts whose options are parsed first; an unknown one fails loudly. */
export function tool(
  name: string,
  grammar: Grammar,
  run: (tool: Tool) => Promise<Answer> | Answer,
): Program {
  return {
    name,
    path: `/usr/bin/${name}`,
    hosts: 'all',
    async run(call) {
      const { options, given, operands, unknown } = parseOptions(call.args, grammar);
      if (unknown !== undefined) return failed(`simulated cloud: not known: ${name} ${unknown}`, 2);
      const machine = machineOf(call.host);
      const actor = actorOf(machine.accounts, call.user);
      const doer = { actor, umask: machine.states.current().umask };
      const at = (operand: string) => resolve(call.cwd, operand);
      return run({ call, machine, doer, options, given, operands, at });
    },
  };
}

/** Does something for each operand; a failure is told and does not keep the others from being done. */
export function forEach(
  operands: readonly string[],
  act: (operand: string) => string | undefined,
  complain: (operand: string, reason: string) => string,
): Answer {
  let stdout = '';
  let stderr = '';
  for (const operand of operands) {
    try {
      stdout += act(operand) ?? '';
    } catch (error) {
      stderr += `${complain(operand, errorText(error))}\n`;
    }
  }
  return { stdout, stderr, exitCode: stderr === '' ? 0 : 1 };
}

export function printed(stdout: string, exitCode = 0): Answer {
  return { stdout, stderr: '', exitCode };
}

export function failed(stderr: string, exitCode = 1): Answer {
  return { stdout: '', stderr: `${stderr}\n`, exitCode };
}
