import type { Call } from '../calls.ts';
import { hasFlag } from '../calls.ts';
import { asksAfar, callsOf } from '../programs.ts';
import type { Gate } from '../../steps/model.ts';
import type { BlockRule } from '../rule.ts';
import { andOrOf, isAsked, isCaptured, optionIsSet, pipelineOf } from '../surroundings.ts';

/** Of a program that asks something afar, "nothing" and "no answer" look alike behind a pipe. */
export const failureHiddenByPipe: BlockRule = {
  id: 'failure-hidden-by-pipe',
  part: 'risky',
  severity: 'note',
  why: 'When the program in front fails, the pipeline prints nothing and still ends with 0.',
  todo: 'Set `set -o pipefail` ahead of it.',
  looksAt: 'block',
  *find(linted) {
    // Where a gate reads the output, nothing printed is a failure.
    if (linted.block.gates.some(judgesOutput)) return;
    for (const { shell, call } of callsOf(linted)) {
      const piped = pipelineOf(call);
      if (piped === undefined || piped.stage !== 0 || !asksAfar(call)) continue;
      const { pipeline } = piped;
      if (pipeline.commands[0] !== call.command.node) continue;
      const last = shell.callAt(pipeline.commands.at(-1));
      if (last === undefined || !isContent(last)) continue;
      // What is asked or captured has rules of its own.
      if (isAsked(call) !== undefined || andOrOf(call) !== undefined || isCaptured(call)) continue;
      if (optionIsSet(shell, 'pipefail', pipeline.pos)) continue;
      yield {
        ...shell.placeOf(pipeline),
        message: `When \`${call.name}\` fails, \`${last.name}\` prints nothing and the pipeline ends with 0.`,
      };
    }
  },
};

function judgesOutput(gate: Gate): boolean {
  return (
    gate.type === 'machine' &&
    gate.conditions.some(
      ({ type }) => type === 'subject' || type === 'lines' || type === 'every-line',
    )
  );
}

/** Filters that end with 0 on nothing at all, whose output goes to the screen. */
function isContent(call: Call): boolean {
  if (call.redirects.some((redirect) => redirect.type === 'Redirect')) return false;
  if (call.name === 'jq') return !hasFlag(call, '-e', '--exit-status');
  return FILTERS.has(call.name);
}

const FILTERS = new Set('sort head tail wc cut tr uniq column sed awk less more nl'.split(' '));
