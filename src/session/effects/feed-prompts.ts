import type { Secret } from '../../secrets/secret.ts';
import type { Echo, FeedPlan } from '../feeder.ts';
import {
  answered,
  feederAt,
  feederTurn,
  heard,
  promptWords,
  resumed,
  unfedWords,
} from '../feeder.ts';
import { pause } from './pause.ts';
import type { PseudoTerminal } from './pseudo-terminal.ts';

/** Types secrets at their prompts, as the feeder says. */
export interface Feeding {
  hear(bytes: Uint8Array): void;
  /** Somebody looks at the terminal: until they leave nothing is typed, and nothing is stopped. */
  hold(): void;
  goOn(): void;
  /** Somebody else answers from now on, or nobody has to. */
  letBe(): void;
  /** The block has ended. The clause that says why it was stopped, or that it was not given all. */
  end(status: number | undefined): string | undefined;
}

/** Between the two looks that have to agree, milliseconds. */
const BETWEEN_LOOKS = 5;

/**
 * @param given by the place that the plan names them by
 * @param stop called once at most, when the block has to be stopped
 */
export function feedPrompts(
  plan: FeedPlan,
  terminal: Pick<PseudoTerminal, 'type' | 'echoes'>,
  given: readonly Secret[],
  stop: () => void,
): Feeding {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let feeder = feederAt(performance.now());
  let echo: Echo = 'unknown';
  let timer: NodeJS.Timeout | undefined;
  let looks = false;
  let holders = 0;
  let isOver = false;
  let why: string | undefined;

  const turn = (): void => {
    clearTimeout(timer);
    if (isOver || looks || holders > 0) return;
    const now = performance.now();
    const next = feederTurn(plan, feeder, echo, now);
    switch (next.type) {
      case 'waits':
        if (next.until !== undefined) timer = setTimeout(lookAnew, next.until - now + 1);
        return;
      case 'looks':
        void look();
        return;
      case 'types':
        type(next.feed);
        return;
      case 'stops':
        stopFor(next.why);
    }
  };
  const lookAnew = (): void => {
    echo = 'unknown';
    turn();
  };
  const look = async (): Promise<void> => {
    looks = true;
    const before = feeder;
    const isHidden = await hides(terminal);
    looks = false;
    // What was said meanwhile may have been another question.
    echo = feeder !== before ? 'unknown' : isHidden ? 'off' : 'on';
    turn();
  };
  const type = (feed: number): void => {
    const prompt = plan.prompts[feeder.answered]?.prompt;
    const isTyped = typeSecret(terminal, given[feed]);
    feeder = answered(feeder, performance.now());
    echo = 'unknown';
    if (isTyped || prompt === undefined) return turn();
    stopFor(`the secret could not be typed at ${promptWords(prompt)}, and it was stopped`);
  };
  const stopFor = (reason: string): void => {
    isOver = true;
    why = reason;
    stop();
  };

  turn();
  return {
    hear(bytes) {
      if (isOver) return;
      feeder = heard(feeder, decoder.decode(bytes, { stream: true }), performance.now());
      echo = 'unknown';
      turn();
    },
    hold() {
      holders += 1;
      clearTimeout(timer);
    },
    goOn() {
      holders -= 1;
      if (holders > 0) return;
      feeder = resumed(feeder, performance.now());
      echo = 'unknown';
      turn();
    },
    letBe() {
      isOver = true;
      clearTimeout(timer);
    },
    end(status) {
      clearTimeout(timer);
      if (!isOver) why = unfedWords(plan, feeder, status);
      isOver = true;
      return why;
    },
  };
}

/** Twice, as a program may be just about to show it again. */
async function hides({ echoes }: Pick<PseudoTerminal, 'echoes'>): Promise<boolean> {
  if ((await echoes()) !== false) return false;
  await pause(BETWEEN_LOOKS);
  return (await echoes()) === false;
}

/** With the return that Enter sends: a program in raw mode may wait for just that. */
function typeSecret(terminal: Pick<PseudoTerminal, 'type'>, secret: Secret | undefined): boolean {
  if (secret === undefined || secret.isWiped) return false;
  return secret.use((bytes) => {
    const line = Buffer.alloc(bytes.length + 1, RETURN);
    line.set(bytes);
    const isTyped = terminal.type(line);
    line.fill(0);
    return isTyped;
  });
}

const RETURN = 0x0d;
