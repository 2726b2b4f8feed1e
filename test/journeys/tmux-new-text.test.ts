import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { hasTmux } from '../support/tmux.ts';
import { sitDown } from '../support/tmux-operator.ts';

const run = (command: string) => `**RUN -- jumphost**\n\n\`\`\`bash\n${command}\n\`\`\`\n\n`;

const book = `# Book

## Step 1 -- One

${run('echo install the driver on every node')}
${run('echo configure the driver on every node')}
## Step 2 -- Two

${run('echo restart the driver on every node')}
## Exit gate

- **GATE:** steps 1 and 2 passed.
`;

describe.skipIf(!hasTmux)('a runbook that changes in the middle of its walk', () => {
  it('is shown when it is saved, is taken by Enter, and is offered again after a kill', async () => {
    const desk = await sitDown();
    const { pane } = desk;
    const file = join(desk.folder, 'book.md');
    const save = (change: (text: string) => string) =>
      writeFileSync(file, change(readFileSync(file, 'utf8')));
    try {
      writeFileSync(file, book);
      await desk.types('handrail walk book.md --no-site');
      await pane.sees('1/1, block 1 of 2');
      await pane.keys('Enter');
      await pane.sees('Enter run 1/1');
      await pane.keys('Enter');
      await pane.sees('Enter go to 1/2');

      save((text) => text.replace('echo install the driver', 'echo install the new driver'));
      await pane.sees('book.md was saved: 1 block changed. R shows it.');
      await pane.keys('R');
      await pane.sees('done, changed since: 1/1 (command)');
      await pane.sees('+ echo install the new driver on every node');
      await pane.sees('go on with the new text');
      await pane.keys('Enter');
      await pane.sees('changed');
      await pane.sees('1/2, block 2 of 2');

      // A confirmation is for the text that it shows.
      await pane.keys('Enter');
      await pane.sees('Enter run 1/2');
      save((text) => text.replace('echo configure the driver', 'echo configure the old driver'));
      await pane.sees('book.md was saved: 1 block changed.');
      await pane.keys('Enter');
      await pane.sees('configure the driver on every node');
      await pane.sees('Enter go to 2/1');

      await desk.killsHandrail();
      // One that was done is gone, and every number below a new step is another.
      save((text) =>
        text
          .replace('## Step 2', '## Step 3')
          .replace(
            '## Step 1 -- One',
            `## Step 1 -- Zero\n\n${run('echo prepare it')}\n## Step 2 -- One`,
          )
          .replace(run('echo configure the old driver on every node'), '')
          .replace('steps 1 and 2', 'steps 1, 2 and 3'),
      );
      await desk.types('handrail resume');
      await pane.sees('done, gone now: 1/2');
      await pane.sees('new: 1/1 before what was 1/1');
      await pane.sees('go on with the new text of book');
      await pane.keys('Enter');
      await pane.sees('echo prepare it');
      await pane.sees('to do 1/1');
      await pane.keys('q');
      await pane.sees('Quit');
      await pane.keys('Enter');
      await desk.types('clear; handrail report --verify');
      await pane.sees('2 later texts');
      await pane.sees('All of it is sound.');
    } finally {
      await desk.leaves();
    }
  }, 120_000);
});
