import type { Session } from '../session/session.ts';
import type { View } from '../session/walker.ts';
import type { ScreenPart } from './contract.ts';
import { followWalker } from './follow-walker.ts';
import { focusOf } from './parts/focus.ts';
import { comesToFront, pollNews, rings, stillUnseen, type PollNews } from './poll-ends.ts';
import type { Shell } from './shell.ts';
import type { Screen } from './stack.ts';
import { topScreen } from './ui.ts';

type Ended = Extract<PollNews, { type: 'ended' }>;

export interface PollWatch {
  readonly partOf: (screen: Screen) => ScreenPart;
  /** The terminal's bell, once. */
  readonly ring: () => void;
  /** Milliseconds since the newest key. */
  readonly sinceKey: () => number;
}

/**
 * Sees polls that run on to their end: calls the operator, keeps what ended for the strip, and brings its block to
 * the front where that takes nobody by surprise. Only what happens while it watches counts, so that nothing is told
 * twice. Gives back how to stop.
 */
export function watchPolls(shell: Shell, { partOf, ring, sinceKey }: PollWatch): () => void {
  /** As it was before the end that is being judged. */
  let whileRunning: Session | undefined;

  const onView = (now: View, before: View): void => {
    // They are told where they are walked.
    if (now.watching !== undefined) return;
    if (before.session.background.some((number) => !now.session.background.includes(number))) {
      whileRunning = before.session;
      holdCursor(before);
    }
    const news = pollNews(before, now);
    for (const one of news) if (rings(one)) ring();
    const ended = news.filter((one) => one.type === 'ended').filter(({ left: ranOn }) => ranOn);
    if (ended.length > 0) onEnds(ended, now, whileRunning ?? before.session);
    forget();
  };

  /** Without a cursor the walk would go on to what ended by itself, whatever is being read. */
  const holdCursor = ({ session }: View): void => {
    const { ui } = shell.store.getState();
    if (ui.cursor !== undefined || ui.stack.every(({ type }) => type !== 'walk')) return;
    const cursor = focusOf(session, undefined)?.ref;
    void shell.perform([{ type: 'ui', change: { cursor } }]);
  };

  const onEnds = (ended: readonly Ended[], now: View, before: Session): void => {
    const { ui } = shell.store.getState();
    const { takesText } = partOf(topScreen(ui));
    const desk = { view: now, before, ui, takesText, sinceKey: sinceKey() };
    const all = [...(ui.ended ?? []), ...ended.map(({ attempt }) => attempt)];
    void shell.perform([{ type: 'ui', change: { ended: all } }]);
    const front = ended.find(({ block, byHand }) => !byHand && comesToFront(desk, block));
    if (front !== undefined) void shell.perform([{ type: 'bring', block: front.block }]);
  };

  /** What stands under the cursor has been looked at. */
  const forget = (): void => {
    const { ui, walker } = shell.store.getState();
    if (walker === undefined || (ui.ended ?? []).length === 0) return;
    const { session } = walker.store.getState();
    const unseen = stillUnseen(ui.ended ?? [], session, ui, topScreen(ui));
    if (unseen !== ui.ended) void shell.perform([{ type: 'ui', change: { ended: unseen } }]);
  };

  const stopFollowing = followWalker(shell, onView);
  const stop = shell.store.subscribe(({ ui }, before) => {
    if (ui !== before.ui) forget();
  });
  return () => {
    stop();
    stopFollowing();
  };
}
