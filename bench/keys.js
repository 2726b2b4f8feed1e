import { setTimeout as wait } from 'node:timers/promises';
import { median, percentile, round, row } from './figures.js';
import { ended, walkUpTo } from './walk.js';

export const title = 'Keys';

/** A gigabyte, so that it still runs when the last key is pressed. */
const floods = 'for i in 1 2 3 4 5 6 7 8; do seq 1 15000000; done';

/** From a key to the frame that it changes: help opened and closed again, idle and while output floods. */
export async function run() {
  const rows = [];
  for (const [what, script] of [
    ['idle', undefined],
    ['while a block writes 1 GB', floods],
  ]) {
    const walk = await walkUpTo(script ?? 'true');
    try {
      if (script !== undefined) {
        await walk.confirm();
        await walk.answer('\r', 'output, ');
      }
      const taken = await pressKeys(walk, script === undefined);
      rows.push(
        row(
          `key to frame, ${what}`,
          '',
          `median ${round(median(taken))} ms, 95 of 100 within ${round(percentile(taken, 0.95))} ms (${taken.length} keys)`,
        ),
      );
    } finally {
      await walk.close();
    }
  }
  return rows;
}

async function pressKeys(walk, idle) {
  const from = walk.terminal.seen().length;
  const taken = [];
  for (let key = 0; key < 60; key += 2) {
    // At odd times, so that keys do not fall into step with the screen's own clock.
    await wait(80 + ((key * 37) % 80));
    if (!idle && walk.terminal.seen().slice(from).includes(ended)) break;
    taken.push(await walk.answer('?', 'On this screen'));
    await wait(80 + ((key * 53) % 80));
    taken.push(await walk.answer('\r', 'settled'));
  }
  return taken;
}
