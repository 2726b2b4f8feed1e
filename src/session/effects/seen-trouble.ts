import { redact } from '../../secrets/redact.ts';
import type { Command } from '../../steps/command.ts';
import { reachesFurther } from '../connection.ts';
import { loginTroubleOf, onlyClientSpoke, type LoginTrouble } from '../login-trouble.ts';
import type { Outcome } from '../outcome.ts';
import { tailFile } from './output-file.ts';
import { isInMemory, streamFile } from './output-place.ts';

/** Where a client says what is wrong: at the end of what it printed. Bytes. */
const tailBytes = 8 * 1024;

/** What an output's end says about a login, redacted; error output first, as that is where clients say it. */
export function troubleIn(folder: string): LoginTrouble | undefined {
  const trouble =
    loginTroubleOf(tailFile(streamFile(folder, 'stderr'), tailBytes).text) ??
    loginTroubleOf(tailFile(streamFile(folder, 'stdout'), tailBytes).text);
  if (trouble === undefined) return undefined;
  return { ...trouble, said: isInMemory(folder) ? 'its words are not kept' : redact(trouble.said) };
}

/**
 * The outcome of a run that met a lost login. What handrail ships runs on the far side or not at all: when nobody
 * but juju spoke, and the block has no juju of its own to speak there, it never left and is known not to have run.
 */
export function outcomeAtLogin(
  command: Command,
  outcome: Outcome,
  folder: string,
  trouble: LoginTrouble | undefined,
): Outcome {
  if (command.via !== 'juju-ssh' || trouble?.kind !== 'juju' || outcome.type !== 'exited')
    return outcome;
  if (reachesFurther(command.script)) return outcome;
  const printed = {
    status: outcome.status,
    stdout: tailFile(streamFile(folder, 'stdout'), tailBytes).text,
    stderr: tailFile(streamFile(folder, 'stderr'), tailBytes).text,
  };
  if (!onlyClientSpoke(printed)) return outcome;
  const reason =
    trouble.type === 'lost'
      ? `the Juju login is gone (${trouble.said})`
      : `the Juju controller can not be reached (${trouble.said})`;
  return { type: 'not-started', reason };
}
