import { expect, it } from 'vitest';
import { appendedFileReplaced } from '../../../src/lint/risky/appended-file-replaced.ts';
import { foundInDocument } from '../support/found.ts';

it.each([
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\necho a | sudo tee -a /etc/app/list\n```\n\n## Step 2 -- Part 2\n\n**RUN -- jumphost**\n\n```bash\necho b | sudo tee /etc/app/list\n```',
])('finds it in %j', (text) => {
  expect(foundInDocument(appendedFileReplaced, text)).not.toEqual([]);
});

it.each([
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\necho a | sudo tee -a /etc/app/list\n```\n\n## Step 2 -- Part 2\n\n**RUN -- jumphost**\n\n```bash\necho b | sudo tee -a /etc/app/list\n```',
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\necho a > /etc/app/list\n```\n\n## Step 2 -- Part 2\n\n**RUN -- jumphost**\n\n```bash\necho b >> /etc/app/list\n```',
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\necho a >> /etc/app/list\n```\n\n## Step 2 -- Part 2\n\n**RUN -- web/0**\n\n```bash\necho b > /etc/app/list\n```',
])('does not find it in %j', (text) => {
  expect(foundInDocument(appendedFileReplaced, text)).toEqual([]);
});
