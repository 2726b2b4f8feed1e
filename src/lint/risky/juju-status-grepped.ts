import { optionOf } from '../calls.ts';
import { callsOf, GREPS } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { callsBehind, pipelineOf } from '../surroundings.ts';

/** A line of `juju status` says two things, the workload and the agent, and a pattern matches either. */
export const jujuStatusGrepped: BlockRule = {
  id: 'juju-status-grepped',
  part: 'risky',
  severity: 'error',
  why: 'A line of `juju status` holds the workload and the agent, so a word in it says nothing about the other one, and no line at all may be an expired login.',
  todo: 'Use `--format=json` and ask for both `workload-status` and `juju-status` of each unit.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      if (call.name !== 'juju' || call.args[0] !== 'status') continue;
      const format = optionOf(call, '--format');
      if (format === true || /^(?:json|yaml)$/.test(format ?? '')) continue;
      const piped = pipelineOf(call);
      if (piped === undefined || piped.stage !== 0) continue;
      const { pipeline } = piped;
      const reads = callsBehind(shell, pipeline).some(
        ({ name }) => GREPS.has(name) || /^(?:awk|gawk|sed|cut)$/.test(name),
      );
      if (reads) yield shell.placeOf(pipeline);
    }
  },
};
