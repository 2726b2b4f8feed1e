import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleaved, median, round, row } from './figures.js';
import { peakMegabytes, timeToEnd } from './terminal.js';
import { ended, walkUpTo } from './walk.js';

export const title = 'Output';

const much = 'seq 1 15000000';
const megabytes = 124;

/** 124 MB from a block, from the Enter that runs it to its end on the screen, against the same into a file. */
export async function run({ batches }) {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-bench-'));
  try {
    const answers = await interleaved(Math.min(batches, 7), {
      floor: () => timeToEnd(`${much} > "${folder}/output"`),
      walked: walkIt,
    });
    const floor = median(answers.floor);
    const taken = median(answers.walked.map((one) => one.taken));
    const memory = Math.max(...answers.walked.map((one) => one.memory));
    return [
      row(
        `${megabytes} MB, from Enter to its end on the screen`,
        round(taken / floor, 2),
        `${round(taken)} ms (${round(megabytes / (taken / 1000))} MB/s) against ${round(floor)} ms into a file`,
      ),
      row('the most memory that handrail held', '', `${round(memory)} MB`),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function walkIt() {
  const walk = await walkUpTo(much);
  try {
    await walk.confirm();
    const taken = await walk.answer('\r', ended);
    return { taken, memory: peakMegabytes(walk.terminal.pid()) };
  } finally {
    await walk.close();
  }
}
