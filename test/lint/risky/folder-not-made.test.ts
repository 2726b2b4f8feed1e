import { expect, it } from 'vitest';
import { folderNotMade } from '../../../src/lint/risky/folder-not-made.ts';
import { foundInDocument } from '../support/found.ts';

it.each([
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\nopenstack coe cluster config c1 --dir ~/c1\n```',
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\nvault operator init | tee ~/keys/init.txt\n```',
])('finds it in %j', (text) => {
  expect(foundInDocument(folderNotMade, text)).not.toEqual([]);
});

it.each([
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\nmkdir -p -m 700 ~/c1\n```\n\n## Step 2 -- Part 2\n\n**RUN -- jumphost**\n\n```bash\nopenstack coe cluster config c1 --dir ~/c1\n```',
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\nvault operator init | tee ~/init.txt\n```',
])('does not find it in %j', (text) => {
  expect(foundInDocument(folderNotMade, text)).toEqual([]);
});
