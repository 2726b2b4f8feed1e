import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux } from '../support/tmux.ts';
import { pressOn, sitDown, type Desk } from '../support/tmux-operator.ts';

let desk: Desk | undefined;
afterEach(async () => desk?.leaves());

const canary = 'c4n4ry+typed/unseen==';

const document = `# Secrets

## Step 1.1 -- Take it

**SECRET -- jumphost**

\`\`\`bash
IFS= read -r it; printf %s "$it" | sha256sum; echo taken
\`\`\`

**INPUT:** \`password\` on standard input.
**GATE:** output contains \`taken\`.

## Step 1.2 -- Answer it

**SECRET -- jumphost**

\`\`\`bash
stty size; IFS= read -r -p "Name: " name; echo "hello $name"; IFS= read -r -p "Again: " name
\`\`\`

**GATE:** output contains \`hello\`.
`;

async function begin(): Promise<Desk> {
  desk = await sitDown({ env: { NODE_OPTIONS: '--heapsnapshot-signal=SIGUSR2' } });
  writeFileSync(join(desk.folder, 'secrets.md'), document);
  await desk.types('handrail walk secrets.md');
  await pressOn(desk.pane, 'Enter ask, then run');
  return desk;
}

async function toPrompt({ pane }: Desk): Promise<void> {
  await pane.keys('Enter');
  await pane.sees('Enter asks for the password next, unseen');
  await pane.keys('Enter');
  await pane.sees('nothing entered yet');
  await pane.sees('Type or paste it, then Enter.');
}

/** Every file below the desk that holds it, read as bytes. */
function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}

/** Has handrail write down every text in its memory, React's among them, and waits until that is on disk. */
async function remembersNothing(desk: Desk): Promise<void> {
  const { folder, pane } = desk;
  process.kill(await desk.handrail(), 'SIGUSR2');
  // It does nothing else until the file is whole.
  await pane.keys('?');
  await pane.sees('On this screen', 30_000);
  await pane.keys('Escape');
  await pane.sees('passed 1.1/1');
  expect(filesWith(folder, 'Hidden prompt').join()).toContain('.heapsnapshot');
}

describe.skipIf(!hasTmux)('a secret in a real terminal (needs tmux)', () => {
  it('leaves no byte of what was typed and pasted in the pane, in files or in handrail itself', async () => {
    const at = await begin();
    const { pane } = at;
    await toPrompt(at);
    await pane.text(canary);
    await pane.sees('something was entered');
    await pane.keys('BSpace', 'BSpace');
    await pane.keys('C-u');
    await pane.sees('nothing entered yet');
    await pane.text(canary);
    await pane.sees('something was entered');
    await pane.resize(60, 18);
    await pane.sees('something was entered');
    await pane.resize(80, 24);
    await pane.keys('Escape');
    await pane.sees('Enter ask, then run');
    await toPrompt(at);
    await pane.text(canary);
    await pane.sees('something was entered');
    await pane.keys('C-c');
    await pane.sees('nothing entered yet');
    await pane.paste(`${canary}\n${canary}\n${canary}`);
    await pane.sees('The paste has 3 lines');
    await pane.paste(`${canary}\r`);
    await pane.sees('something was entered');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await pane.keys('Enter');
    await pane.sees('passed 1.1/1');
    const half = canary.slice(0, 6);
    const shown = [
      await pane.history(),
      await pane.tmux('capture-pane', '-p', '-S', '-', '-a', '-q'),
    ];
    await remembersNothing(at);
    await pane.keys('q');
    await pane.sees('Enter quit');
    await pane.keys('Enter');
    await pane.until((frame) => frame.includes('handrail resume'), 'have left');
    expect([...shown, await pane.history()].join('\n')).not.toContain(half);
    expect(filesWith(at.folder, half)).toEqual([]);
  }, 90_000);

  it('goes to the program that asks, both ways, and comes back whole', async () => {
    const at = await begin();
    const { pane } = at;
    await toPrompt(at);
    await pane.paste('anything');
    await pane.sees('something was entered');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await pane.keys('Enter');
    await pane.sees('passed 1.1/1');
    await pane.keys('Enter');
    await pane.sees('to do 1.2/1');
    await pane.keys('Enter');
    await pane.sees('gives it this terminal; Ctrl-] comes back.');
    await pane.keys('Enter');
    await pane.sees('this is the terminal of 1.2/1');
    await pane.sees('Name:');
    await pane.text('ada');
    await pane.keys('Enter');
    await pane.sees('hello ada');
    await pane.tmux('send-keys', '-t', 'main', 'C-]');
    await pane.sees('The block goes on; t takes its terminal over again.');
    const frame = await pane.sees('t takes its terminal over');
    expect(frame.split('\n')[0]).toContain('handrail secrets');
    await pane.keys('t');
    await pane.sees('this is the terminal of 1.2/1');
    await pane.sees('Again:');
    await pane.keys('Enter');
    await pane.sees('passed 1.2/1');
  }, 90_000);
});
