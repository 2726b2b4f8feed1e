import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux, type TmuxPane } from '../support/tmux.ts';
import { pressOn, seesWhole, sitDown, type Desk } from '../support/tmux-operator.ts';

const esc = '\u001b';

/** What a remote end may print to take the operator's terminal over; each names itself. */
const vectors = [
  `clipboard ${esc}]52;c;eA==\u0007`,
  `clipboard, open ${esc}]52;c;eA==`,
  `clipboard, long ${esc}]52;c;${'eA=='.repeat(2250)}`,
  `title ${esc}]0;OWNED\u0007 ${esc}]2;OWNED${esc}\\`,
  `link ${esc}]8;;http://127.0.0.1/\u0007text${esc}]8;;\u0007`,
  `asks for the colour ${esc}]11;?\u0007`,
  `through tmux ${esc}Ptmux;${esc}${esc}]52;c;eA==\u0007${esc}\\`,
  `picture ${esc}_Gf=24;AAAA${esc}\\`,
  `private ${esc}^x${esc}\\`,
  `window name ${esc}kOWNED${esc}\\`,
  `clear ${esc}[2J`,
  `home ${esc}[1;1H`,
  `leaves the screen ${esc}[?1049l`,
  `asks where ${esc}[6n`,
  `reset ${esc}c`,
  `saves ${esc}7`,
  `scroll region ${esc}[5;6r`,
  `mouse ${esc}[?1000h`,
  `no paste marks ${esc}[?2004l`,
  `8-bit \u009b2J`,
  `8-bit title \u009d0;OWNED\u009c`,
  `next line \u0085`,
  'bell \u0007',
  'backspace \b\b\b\b',
  'ab\rc return',
  'shift out \u000e',
  `graphics ${esc}(0`,
  'delete \u007f',
  'backwards \u202egnp.exe',
  `hidden ${esc}[8mpassword`,
  `blinking ${esc}[5mlook`,
  `long colour ${esc}[38:2::1:2:3m`,
  `nested ${esc}[${esc}[2J2J`,
  `endless ${esc}[${'1'.repeat(100)}J`,
  `marks e${'\u0301'.repeat(40)}`,
] as const;

const runbook = (folder: string): string => `# Hostile

## Step 1 -- Look

**CHECK (read-only) -- jumphost**
\`\`\`bash
cat '${folder}/vectors'
\`\`\`

**GATE:** the last line is \`fine\`.

**GATE:** output does not match \`OWNE[D]\`.
`;

describe.skipIf(!hasTmux)('output that attacks the terminal (needs tmux)', () => {
  let desk: Desk | undefined;
  afterEach(async () => desk?.leaves());

  it('never reaches the pane: not the screen, the title, the clipboard or the modes', async () => {
    const at = await sitDown({ env: { PAGER: 'cat' } });
    desk = at;
    const { pane, folder } = at;
    // A terminal as willing as it can be made.
    await pane.tmux('set-option', '-g', 'set-clipboard', 'on');
    await pane.tmux('set-option', '-g', 'allow-rename', 'on');
    await pane.tmux('set-option', '-g', 'allow-passthrough', 'on').catch(() => undefined);
    writeFileSync(join(folder, 'vectors'), `${vectors.join('\n')}\nlast ${esc}]2;OWNED\u0007 line`);
    writeFileSync(join(folder, 'control'), vectors.slice(0, 4).join('\n'));
    writeFileSync(join(folder, 'hostile.md'), runbook(folder));

    // It does what it threatens when it is just printed; else this test would prove nothing.
    await at.types('cat control; clear');
    await valueBecomes(pane, '#{pane_title}', 'OWNED');
    expect(await buffer(pane)).toBe('x');
    await pane.tmux('select-pane', '-T', 'mine');
    await pane.tmux('rename-window', 'mine');
    await pane.tmux('delete-buffer');

    await at.types('clear; handrail walk hostile.md');
    await pressOn(pane, 'failed 1/1');
    const untouched = async () => {
      expect(await pane.value('#{pane_title}')).toBe('mine');
      expect(await pane.value('#{window_name}')).toBe('mine');
      expect(await buffer(pane)).toBeUndefined();
      expect(await pane.value('#{scroll_region_upper} #{scroll_region_lower}')).toBe('0 23');
      expect(await pane.value('#{alternate_on} #{mouse_any_flag}')).toBe('1 0');
    };
    await untouched();
    for (const [columns, rows] of [
      [80, 24],
      [200, 60],
      [40, 12],
      [80, 24],
    ] as const) {
      await pane.resize(columns, rows);
      const frame = await seesWhole(pane, { columns, rows });
      expect(frame).not.toContain('OWNED');
      expect(foreign(await pane.colouredFrame())).toEqual([]);
    }
    await untouched();
    // Page through all of it, and through the gates that quote it.
    for (let page = 0; page < 12; page++) {
      await pane.keys('NPage');
      const frame = await seesWhole(pane, { columns: 80, rows: 24 });
      expect(frame).not.toContain('OWNED');
      expect(foreign(await pane.colouredFrame())).toEqual([]);
    }
    await pane.keys('Escape');
    await pane.sees('failed 1/1');
    await pane.keys('l');
    await pane.resize(200, 60);
    await seesWhole(pane, { columns: 200, rows: 60 });
    expect(await pane.value('#{pane_title}')).toBe('mine');
    expect(await buffer(pane)).toBeUndefined();

    await pane.keys('q');
    await pane.sees('Quit handrail?');
    await pane.keys('Enter');
    await pane.sees(/Come back with: handrail resume \S+\s+desk\$/);
    // What the pager printed stands on the ordinary screen: the same words, as harmless.
    const history = await pane.history();
    expect(history).toContain('-- standard output --');
    expect(history).toContain('asks for the colour');
    expect(history).not.toContain('OWNED');
    expect(await pane.value('#{pane_title}')).toBe('mine');
    expect(await buffer(pane)).toBeUndefined();
  }, 60_000);
});

async function valueBecomes(pane: TmuxPane, format: string, wanted: string): Promise<void> {
  const end = Date.now() + 5000;
  while ((await pane.value(format)) !== wanted) if (Date.now() > end) expect.fail(`no ${wanted}`);
}

/** What tmux has in its newest paste buffer, which OSC 52 writes. */
async function buffer(pane: TmuxPane): Promise<string | undefined> {
  return pane.tmux('show-buffer').catch(() => undefined);
}

/** Sequences in a captured frame that only colour or embolden are ours; all others are not. */
function foreign(coloured: string): readonly string[] {
  const all = coloured.match(/\u001b(?:\[[0-9;:?]*[ -/]*[@-~]|.)/g) ?? [];
  return all.filter((one) => {
    const parameters = /^\u001b\[([0-9;:]*)m$/.exec(one)?.[1];
    return parameters === undefined || /(?:^|;)(?:5|6|8)(?:;|$)/.test(withoutColours(parameters));
  });
}

function withoutColours(parameters: string): string {
  return parameters.replace(/[34]8;5;\d+|[34]8;2;\d+;\d+;\d+/g, '');
}
