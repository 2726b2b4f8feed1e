import { hasFlag, isCommand, optionOf } from '../calls.ts';
import type { Call } from '../calls.ts';
import { callsOf, GREPS } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { andOrOf, callsBehind, isAsked, pipelineOf } from '../surroundings.ts';

/** A table for people, and one line of it, says little about all that should be there. */
export const kubectlGetGrepped: BlockRule = {
  id: 'kubectl-get-grepped',
  part: 'risky',
  severity: 'warning',
  why: 'One line that matches passes for all, whatever its state; and no line at all may be an error.',
  todo: 'Use `-o json` and ask for each by name and for its conditions, or `kubectl wait`.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      if (call.name !== 'kubectl' || !isCommand(call, 'get')) {
        if (call.name !== 'kubectl' || !call.args.includes('get')) continue;
      }
      const format = optionOf(call, '-o', '--output');
      if (format !== undefined && format !== 'wide') continue;
      const piped = pipelineOf(call);
      if (piped === undefined || piped.stage !== 0) continue;
      const greps = callsBehind(shell, piped.pipeline).filter(({ name }) => GREPS.has(name));
      if (greps.length === 0) continue;
      const isJudged = andOrOf(call) !== undefined || isAsked(call) !== undefined;
      const inverted = greps.find(
        (grep) =>
          hasFlag(grep, '-v', '--invert-match') &&
          patternsOf(grep).some((text) => STATES.test(text)),
      );
      const several = greps.find((grep) =>
        patternsOf(grep).some((text) => text.split('|').length > 1),
      );
      if (inverted === undefined && several === undefined && !isJudged) continue;
      yield {
        ...shell.placeOf(piped.pipeline),
        message:
          inverted !== undefined
            ? 'Nothing printed is taken for all well, and an error of kubectl prints nothing here either.'
            : several !== undefined
              ? 'One line that matches any of these passes for all of them, whatever its state.'
              : 'A line that matches passes whatever its state, and an error of kubectl looks like no match.',
      };
    }
  },
};

const STATES = /running|completed|succeeded|ready|active|bound/i;

function patternsOf({ args }: Call): readonly string[] {
  return args.filter((arg): arg is string => arg !== undefined && !/^-[a-zA-Z]*$/.test(arg));
}
