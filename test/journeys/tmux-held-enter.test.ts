import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux, type TmuxPane } from '../support/tmux.ts';
import { journalOf, pressOn, sitDown, type Desk } from '../support/tmux-operator.ts';

/** Beyond this gap between two keys a hold is no hold any more: the sender itself was held up. Milliseconds. */
const gapOfAHold = 100;

/** A runbook with one block that changes something. */
const runbook = `# Held

## 1 Change

**RUN -- jumphost**

\`\`\`bash
echo done >> changes
\`\`\`

**GATE:** exit status is 0.
`;

describe.skipIf(!hasTmux)('Enter held down in a real terminal (needs tmux)', () => {
  let desk: Desk | undefined;
  afterEach(async () => desk?.leaves());

  it('never starts a block that changes something; one press then does', async () => {
    desk = await sitDown();
    const { pane, folder } = desk;
    writeFileSync(join(folder, 'held.md'), runbook);
    await desk.types('handrail walk held.md');
    await pane.sees('to do 1/1');
    await pressOn(pane, 'Enter runs exactly this');
    for (;;) {
      await pane.keys('Escape');
      await pane.sees('to do 1/1');
      const widest = await holdsEnter(pane, 60);
      await pane.sees('Run 1/1?');
      // On a machine that was too busy to hold a key down, the hold proves nothing: it is done again.
      if (widest <= gapOfAHold) break;
    }
    await pane.sees('Enter is held down: let it go, then press it once.');
    await pane.sees('Enter runs exactly this');
    expect(startsIn(folder)).toBe(0);

    await pressOn(pane, 'passed 1/1');
    expect(startsIn(folder)).toBe(1);
  }, 60_000);
});

function startsIn(folder: string): number {
  return journalOf(folder).filter((line) => line.includes('block-started')).length;
}

/**
 * Sends so many Enters, 30 a second, through one tmux client that stays connected: a process for each key
 * would be slower than a held key. Resolves with the widest gap between two of them, in milliseconds.
 */
async function holdsEnter(pane: TmuxPane, count: number): Promise<number> {
  const socket = await pane.value('#{socket_path}');
  const client = spawn('tmux', ['-S', socket, '-C', 'attach', '-t', 'main'], {
    env: { ...process.env, TMUX: '' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  let widest = 0;
  let before = performance.now();
  for (let sent = 0; sent < count; sent += 1) {
    client.stdin.write('send-keys -t main Enter\n');
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 1000 / 30);
    });
    widest = Math.max(widest, performance.now() - before);
    before = performance.now();
  }
  client.stdin.write('detach-client\n');
  await new Promise<void>((resolve) => client.once('exit', () => resolve()));
  return widest;
}
