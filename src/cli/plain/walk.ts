import { allowed } from '../../session/allowed.ts';
import type { BlockRef } from '../../session/events.ts';
import { isLeft } from '../../session/left-polls.ts';
import type { Located } from '../../session/refs.ts';
import { nextBlock } from '../../session/standing.ts';
import type { View, Walker } from '../../session/walker.ts';
import { atBlock } from './block.ts';
import { atExit } from './exit.ts';
import { clean } from './lines.ts';
import { atLogin } from './login.ts';
import { atNewText, hasNewText } from './new-text.ts';
import { opening } from './opening.ts';
import { recheckByLines } from './resumed.ts';
import { atSecret } from './secret.ts';
import type { LetterAlone } from './reader.ts';
import { sendOrSay, type Next, type Talk } from './talk.ts';

/**
 * The walk as lines, for a screen reader or a terminal that can not draw: the same blocks, gates and
 * confirmations, asked one line at a time. Resolves when the walk is finished or the operator leaves.
 */
export async function walkByLines(talk: Talk, isResumed = false): Promise<void> {
  const { walker, reader } = talk;
  if ((await untilIdle(talk)) === 'leave') return leave(talk);
  // What it says stands above, with how the walk was found.
  if (isResumed && hasNewText(talk) && (await atNewText(talk, true)) === 'leave')
    return leave(talk);
  if (isResumed && (await recheckByLines(talk)) === 'leave') return leave(talk);
  if ((await opening(talk)) === 'leave') return leave(talk);
  let shown: string | undefined;
  let told: string | undefined;
  while (walker.store.getState().session.state === 'walking') {
    const { login } = walker.store.getState().session;
    if (login !== undefined && login.at !== told) {
      told = login.at;
      if ((await atLogin(talk)) === 'leave') return leave(talk);
      shown = undefined;
    }
    if (hasNewText(talk)) {
      if ((await atNewText(talk)) === 'leave') return leave(talk);
      shown = undefined;
      continue;
    }
    const { asked } = walker.store.getState();
    if (asked !== undefined) {
      shown = undefined;
      const brought = await atSecret(talk, asked);
      if (brought === 'leave' || (await untilIdle(talk)) === 'leave') return leave(talk);
      continue;
    }
    const next = nextBlock(walker.store.getState().session);
    if (next !== undefined && isLeft(walker.store.getState().session, next.ref)) {
      shown = undefined;
      if ((await untilOneEnds(talk, next)) === 'leave') return leave(talk);
      continue;
    }
    const isShown = next !== undefined && next.ref === shown;
    shown = next?.ref;
    const answer = next === undefined ? await atExit(talk) : await atBlock(talk, next, isShown);
    if (answer === 'leave' || (await untilIdle(talk)) === 'leave') return leave(talk);
  }
  reader.close();
}

/** Waits for what runs, if anything does. */
async function untilIdle(talk: Talk): Promise<Next> {
  const { walker, reader, print } = talk;
  const { live, session } = walker.store.getState();
  if (live === undefined) {
    await walker.idle();
    return 'on';
  }
  const stays = session.mode === 'real' && live.poll === undefined;
  const goOn = letRunOn(talk, live.block);
  const beside = goOn === undefined ? '' : ' b and Enter go on beside it,';
  print(`    running;${beside} Ctrl-C stops it, Ctrl-D leaves${stays ? ' it running' : ''}`);
  const stop = (): void => {
    print('    stopping it ...');
    void walker.send({ type: 'cancel' });
  };
  if ((await atTerminal(talk)) === 'over') return 'on';
  while (walker.store.getState().live !== undefined) {
    const end = await reader.during(Promise.race([walker.idle(), untilHeld(walker)]), stop, goOn);
    if (end === 'left') return 'leave';
    if (!isHeld(walker.store.getState())) continue;
    if ((await atLogin(talk)) === 'leave') return 'leave';
    if (isHeld(walker.store.getState())) stop();
  }
  await walker.idle();
  return 'on';
}

/** What is typed to leave a poll running that is waited for; undefined where its runbook does not let the walk go on. */
function letRunOn(talk: Talk, block: BlockRef): LetterAlone | undefined {
  const intent = { type: 'leave-poll', block } as const;
  if (allowed(talk.walker.store.getState().session, intent) !== undefined) return undefined;
  return { letter: 'b', act: () => void sendOrSay(talk, intent) };
}

/** Nothing else can be done before a poll that was left running has ended: waits until one of them has. */
async function untilOneEnds(talk: Talk, { ref, block }: Located): Promise<Next> {
  const { walker, reader, print } = talk;
  const { background } = walker.store.getState().session;
  print('');
  print(`Waiting for ${block.id}, which was left running; Ctrl-C stops it, Ctrl-D leaves`);
  const stop = (): void => {
    print(`    stopping ${block.id} ...`);
    void walker.send({ type: 'cancel', block: ref });
  };
  const isOver = ({ session }: View): boolean =>
    background.some((number) => !session.background.includes(number));
  const held = (view: View): boolean => view.background.some(({ poll }) => poll?.held === true);
  for (;;) {
    const end = await reader.during(
      untilView(walker, (view) => isOver(view) || held(view)),
      stop,
    );
    if (end === 'left') return 'leave';
    if (isOver(walker.store.getState())) break;
    if ((await atLogin(talk)) === 'leave') return 'leave';
    if (held(walker.store.getState())) stop();
    await untilView(walker, (view) => isOver(view) || !held(view));
  }
  await walker.idle();
  return 'on';
}

/** A block that nobody is told what it asks has the operator's own terminal; Ctrl-] leaves it running by itself. */
async function atTerminal({ walker, reader, print }: Talk): Promise<'over' | 'on'> {
  const { live, session } = walker.store.getState();
  const attempt = session.attempts.find(({ number }) => number === live?.attempt);
  if (attempt?.command.stdin !== 'tty' || attempt.command.feeds !== undefined) return 'on';
  await untilView(walker, (view) => view.live === undefined || view.live.terminal === true);
  const terminal = walker.terminal();
  if (terminal === undefined) return 'on';
  if (!reader.canHide) {
    print('    it asks on a terminal, and there is none here to answer at; Ctrl-C stops it');
    return 'on';
  }
  print('    the terminal is its own from here; Ctrl-] comes back and lets it run');
  await reader.whileTyping(terminal);
  if (walker.store.getState().live !== undefined) return 'on';
  await walker.idle();
  return 'over';
}

/** A poll that met a lost login waits for it, and so for the operator. */
function isHeld({ live }: View): boolean {
  return live?.poll?.held === true;
}

function untilHeld(walker: Walker): Promise<void> {
  return untilView(walker, (view) => isHeld(view) || view.live === undefined);
}

/** Resolves when the view is as wanted; at once when it is already. */
function untilView(walker: Walker, holds: (view: View) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (holds(walker.store.getState())) return resolve();
    const stop = walker.store.subscribe((view) => {
      if (!holds(view)) return;
      stop();
      resolve();
    });
  });
}

/** Leaves. A journal that can not take the last events is said, and tried again as long as the operator likes. */
async function leave({ walker, reader, print }: Talk): Promise<void> {
  for (;;) {
    const refused = await walker.send({ type: 'quit' });
    if (refused === undefined) break;
    print(clean(refused));
    const typed = await reader.ask('Enter tries to write it again, q leaves all the same: ');
    if (typed === undefined || typed.trim() === 'q') break;
  }
  reader.close();
}

/** Prints what is wrong outside the walk, once, and that it is over; and what can not be proven of a terminal. */
export function sayTrouble(walker: Walker, print: (line: string) => void): () => void {
  return walker.store.subscribe(({ trouble, live }, before) => {
    if (live?.unproven !== undefined && before.live?.unproven === undefined)
      print(`    ${clean(live.unproven)}`);
    if (trouble === before.trouble) return;
    print(
      trouble === undefined
        ? '! The journal can be written again; nothing was lost.'
        : `! ${clean(trouble)}`,
    );
  });
}
