// Puts into the README what is taken from the program: a frame of the walk screen out of a real terminal (tmux), and
// the key table. Run it after the look or the keys have changed: npm run build && npm run readme
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { keyTable } from '../src/screens/keys.ts';

const shown = '✓ passed prerequisites/3';

const text = readFileSync('README.md', 'utf8');
const frame = ['```text', await walkScreen(), '```'].join('\n');
writeFileSync('README.md', between(between(text, 'frame', frame), 'keys', keyTable()));

/** The walk screen of the training walk after a few checks, at 80x24. */
async function walkScreen() {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-readme-'));
  const tmux = (...args) =>
    execFileSync('tmux', ['-L', 'handrail-readme', '-f', '/dev/null', '-u', ...args], {
      encoding: 'utf8',
    });
  const program = `"${process.execPath}" bin/handrail.js train phase-07 --state-dir "${folder}"`;
  tmux('new-session', '-d', '-x', '80', '-y', '24', '-e', 'LANG=C.UTF-8', program);
  try {
    let before = '';
    let pressedOn = '';
    let pressedAt = 0;
    for (let round = 0; round < 600; round += 1) {
      const screen = tmux('capture-pane', '-p');
      if (screen.includes(shown)) return screen.replace(/ +$/gm, '').trimEnd();
      // One Enter for each new screen: it does the main thing, and the main thing leads there. A second one
      // on the same screen only when the first was surely lost: on a busy machine it would be read late, and
      // lead past what is wanted here.
      const isNew = screen !== pressedOn || Date.now() - pressedAt > 10_000;
      if (
        screen === before &&
        isNew &&
        /Enter (?!.*\bx stop)/.test(screen.trimEnd().split('\n').at(-1))
      ) {
        tmux('send-keys', 'Enter');
        pressedOn = screen;
        pressedAt = Date.now();
      }
      before = screen;
      await wait(150);
    }
    throw new Error(`the walk did not come to "${shown}"; the last screen was:\n${before}`);
  } finally {
    tmux('kill-server');
    rmSync(folder, { recursive: true, force: true });
  }
}

function between(text, name, content) {
  const mark = new RegExp(`(<!-- ${name}[^>]*-->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!mark.test(text)) throw new Error(`README.md has no mark named ${name}`);
  return text.replace(mark, (_all, open, close) => `${open}${content}\n${close}`);
}
