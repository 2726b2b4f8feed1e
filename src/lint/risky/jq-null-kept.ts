import { hasFlag } from '../calls.ts';
import type { Call } from '../calls.ts';
import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { isCaptured, pipelineOf } from '../surroundings.ts';
import { writtenBy } from '../writes.ts';

/** jq prints `null` for what is not there, and ends with 0. */
export const jqNullKept: BlockRule = {
  id: 'jq-null-kept',
  part: 'risky',
  severity: 'warning',
  why: 'Where nothing is found, jq prints the word `null` and ends with 0, and that is kept as the value.',
  todo: 'Use `jq -er`, which ends with 1 then, and look at that.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      if (
        call.name !== 'jq' ||
        !hasFlag(call, '-r', '--raw-output', '-j') ||
        hasFlag(call, '-e', '--exit-status')
      )
        continue;
      const filter = filterOf(call);
      if (
        filter === undefined ||
        !MAY_BE_NULL.test(filter) ||
        /\[\]|\/\/|\bempty\b|\berror\b/.test(filter)
      )
        continue;
      const isFirst = /\[-?\d+\]\s*$|\bfirst\s*$/.test(filter);
      const piped = pipelineOf(call);
      const isLast = piped === undefined || piped.stage === piped.pipeline.commands.length - 1;
      if (isLast && (isCaptured(call) || writtenBy(call).length > 0 || isFirst))
        yield placeOf(shell, call);
    }
  },
};

/** A path, or one of many: what yields `null` where nothing is. */
const MAY_BE_NULL = /^\s*\.[\w."[\]\-$]*\s*$|\[-?\d+\]\s*$|\|\s*\.[\w.[\]"-]+\s*$|\bfirst\s*$/;

function filterOf({ args, argNodes }: Call): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg?.startsWith('-') === true) continue;
    if (
      /^--(?:arg|argjson|slurpfile|rawfile)$/.test(args[index - 1] ?? '') ||
      /^--(?:arg|argjson|slurpfile|rawfile)$/.test(args[index - 2] ?? '')
    )
      continue;
    return arg ?? argNodes[index]?.text.replace(/^["']|["']$/g, '');
  }
  return undefined;
}
