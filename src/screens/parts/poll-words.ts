import { isLeft } from '../../session/left-polls.ts';
import type { Located } from '../../session/refs.ts';
import type { Attempt } from '../../session/session.ts';
import type { LivePoll, View } from '../../session/walker.ts';
import type { ScreenContext } from '../contract.ts';
import { mainAct } from './main-act.ts';
import { cleanRow } from './span.ts';

/** What the keys do with a poll that runs, above all whether it is waited for. */
export function steerText(
  { session, asked }: Pick<View, 'session' | 'asked'>,
  located: Located,
  poll: LivePoll,
): string {
  if (poll.held === true) return 'Enter leads to the login, x stops the poll';
  const keys = `p looks now, Space ${poll.paused ? 'goes on' : 'pauses'}, x stops it`;
  const act = mainAct(session, { type: 'block', ref: located.ref, located }, asked);
  if (act.type === 'leave')
    return `Enter leaves it running and goes on${act.id === undefined ? '' : ` with ${cleanRow(act.id)}`}; ${keys}`;
  if (!isLeft(session, located.ref)) return `the walk waits for it; ${keys}`;
  const to = act.type === 'next' ? `Enter goes to ${cleanRow(act.id)}, ` : '';
  return `it runs on beside the walk; ${to}${keys}`;
}

/** The last line that the newest look printed: of a question that failed, its error. Nothing of an output that is kept nowhere. */
export function lastLine(
  { walker }: Pick<ScreenContext, 'walker'>,
  { number }: Attempt,
  { block }: Located,
): string | undefined {
  if (walker === undefined || block.sensitive) return undefined;
  const { lines } = walker.output(number, { rows: 5, columns: 400, offset: 0 });
  return lines.map((line) => cleanRow(line).trim()).findLast((line) => line !== '');
}
