import type { Command } from '../steps/command.ts';
import type { FeedPlan, FeedPatience } from './feeder.ts';

/** How long is waited at a terminal here, and at one that a connection has to be made to first. */
const HERE: FeedPatience = { prompt: 30_000, echo: 10_000, unnamed: 3_000, silence: 250 };
const FAR: FeedPatience = { ...HERE, prompt: 60_000 };

/**
 * What is typed for a command, and where; undefined when it is asked for nothing at a prompt.
 *
 * @param mask makes what a program printed fit to be quoted
 */
export function feedPlan(
  command: Command,
  mask: (text: string) => string,
  patience: Partial<FeedPatience> = {},
): FeedPlan | undefined {
  const prompts = (command.feeds ?? []).flatMap(({ way }, feed) =>
    way.type === 'prompt' ? way.prompts.map((prompt) => ({ feed, prompt })) : [],
  );
  if (command.stdin !== 'tty' || prompts.length === 0) return undefined;
  const isFar = command.via === 'juju-ssh' || goesElsewhere(command.script);
  return { prompts, isFar, patience: { ...(isFar ? FAR : HERE), ...patience }, mask };
}

/** What nobody here can see of a terminal far away. */
export const UNPROVEN =
  'Over ssh nobody here can see whether the program there hides what is typed: it is typed once the prompt has come and silence after it.';

/** Programs that hand the terminal to another machine. `ssh-keygen` is none of them. */
function goesElsewhere(script: string): boolean {
  return /(?<![\w./-])(?:[\w./-]*\/)?(?:ssh|juju|mosh|telnet|kubectl|lxc|docker|podman)(?![\w-])/.test(
    script,
  );
}

/** Longer lines are cut by the terminal: 4096 bytes with the end of the line. */
const LONGEST_LINE = 4095;

/** The sentence that says why a secret can not be typed at a terminal; undefined when it can. */
export function untypable(bytes: Uint8Array): string | undefined {
  if (bytes.length > LONGEST_LINE)
    return `The secret is longer than the ${LONGEST_LINE} bytes that a terminal takes as one line; nothing was started.`;
  // It would end the line, or be a key: 3 is Ctrl-C.
  return bytes.some((byte) => byte < 0x20 || byte === 0x7f)
    ? 'The secret holds a character that is a key of its own on a terminal, such as a line end; nothing was started.'
    : undefined;
}
