import { placeOf, callsOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { pipelineOf } from '../surroundings.ts';

/** Of a pipe and a redirection the redirection is the one that counts. */
export const payloadLost: BlockRule = {
  id: 'payload-lost',
  part: 'risky',
  severity: 'error',
  why: 'The redirection wins over the pipe, so what is piped into this command is lost and it reads nothing.',
  todo: 'Take the redirection away: the pipe is its standard input.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      const piped = pipelineOf(call);
      if (piped === undefined || piped.stage === 0) continue;
      // In a group the pipe may still be read by another command.
      if (piped.pipeline.commands[piped.stage] !== call.command.node) continue;
      const { redirects } = call;
      const input = redirects.findLast(
        (redirect) =>
          (redirect.type !== 'Redirect' || redirect.operator === '<') &&
          (redirect.descriptor === undefined ||
            (redirect.descriptor.type === 'FileDescriptor' && redirect.descriptor.value === 0)),
      );
      if (input === undefined) continue;
      yield { ...placeOf(shell, call), ...shell.placeOf(input) };
    }
  },
};
