// A walk of a one-block runbook on a terminal, driven by keys up to the moment before the block runs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasFrame, onTerminal } from './terminal.js';

/** `script` is the block. Resolves on the walk screen, where the block is next; `close` ends it and removes its files. */
export async function walkUpTo(script) {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-bench-'));
  const document = join(folder, 'bench.md');
  writeFileSync(document, runbook(script));
  const terminal = onTerminal(
    `"${process.execPath}" bin/handrail.js walk "${document}" --state-dir "${folder}/state"`,
  );
  const press = async (key, ...shows) => {
    const from = terminal.seen().length;
    terminal.type(key);
    await terminal.at((text) => shows.every((what) => text.includes(what)), from);
  };
  try {
    await terminal.at(hasFrame);
    await press('\r', 'All confirmed');
    await press('\r', 'settled');
  } catch (error) {
    await close();
    throw error;
  }

  async function close() {
    await terminal.end();
    rmSync(folder, { recursive: true, force: true });
  }

  return {
    terminal,
    /** Up to the screen on which Enter runs the block. */
    confirm: () => press('\r', 'runs exactly this'),
    /** Presses a key and resolves with the milliseconds until the text that it brings has arrived. */
    async answer(key, shows) {
      const from = terminal.seen().length;
      const pressed = terminal.now();
      terminal.type(key);
      return (await terminal.at((text) => text.includes(shows), from)) - pressed;
    },
    close,
  };
}

/** What stands below the output once the block has ended. */
export const ended = 'exit status 0: success';

function runbook(script) {
  const block = (label, text) => `**${label} -- jumphost**\n\n\`\`\`bash\n${text}\n\`\`\`\n`;
  return [
    '# Bench\n',
    '## Step 1 -- Measured\n',
    block('RUN', script),
    '**GATE:** exit status is 0.\n',
    '## Step 2 -- Not reached\n',
    block('CHECK (read-only)', 'true'),
    '**GATE:** exit status is 0.\n',
  ].join('\n');
}
