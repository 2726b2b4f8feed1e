import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { interleaved, median, round, row } from './figures.js';
import { hasFrame, onTerminal, timeToEnd } from './terminal.js';

export const title = 'Start';

/** From the start of Node to the first picture, and to the first frame that answered a key, each against bare Node. */
export async function run({ batches }) {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-bench-'));
  let runs = 0;
  // Each run finds a state directory without sessions, whatever the ones before it left.
  const program = (command) =>
    `"${process.execPath}" bin/handrail.js --state-dir "${folder}/${(runs += 1)}" ${command}`;
  try {
    const answers = await interleaved(batches, {
      floor: () => timeToEnd(`"${process.execPath}" -e 0`),
      home: (warming) => start(program(''), warming),
      train: (warming) => start(program('train phase-07'), warming),
    });
    const floor = median(answers.floor);
    const ratio = (name, what) => {
      const taken = median(answers[name].map((one) => one[what]));
      return [
        `${round(taken / floor, 2)}`,
        `${round(taken)} ms against ${round(floor)} ms of \`node -e 0\``,
      ];
    };
    return [
      row('`handrail`: first paint', ...ratio('home', 'paint')),
      row('`handrail`: first frame that takes keys', ...ratio('home', 'frame')),
      row('`handrail train phase-07`: first paint', ...ratio('train', 'paint')),
      row('`handrail train phase-07`: first frame that takes keys', ...ratio('train', 'frame')),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Long enough for the compiled code to be kept (bin/handrail.js). */
const toKeepCompiledCode = 6000;

async function start(command, warming) {
  const terminal = onTerminal(command);
  try {
    const paint = await terminal.at((text) => text.includes('handrail'));
    const frame = await terminal.at(hasFrame);
    // That it takes keys is tried, not believed: `?` opens the keys at the moment the frame stands.
    const before = terminal.seen().length;
    terminal.type('?');
    await terminal.at((text) => text.includes('Ctrl-C'), before);
    if (warming) await wait(toKeepCompiledCode);
    return { paint, frame };
  } finally {
    await terminal.end();
  }
}
