import { expect, it } from 'vitest';
import { scopeNotGiven } from '../../../src/lint/risky/scope-not-given.ts';
import { foundInDocument } from '../support/found.ts';

it.each([
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\n( source ~/admin-openrc; openstack image list )\n```\n\n## Step 2 -- Part 2\n\n**RUN -- jumphost**\n\n```bash\nopenstack server create web\n```',
])('finds it in %j', (text) => {
  expect(foundInDocument(scopeNotGiven, text)).not.toEqual([]);
});

it.each([
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\n( source ~/admin-openrc; openstack image list )\n```\n\n## Step 2 -- Part 2\n\n**RUN -- jumphost**\n\n```bash\n( source ~/admin-openrc; openstack server create web )\n```',
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\nopenstack server create web\n```',
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\nsource ~/admin-openrc\n```\n\n## Step 2 -- Part 2\n\n**RUN -- jumphost**\n\n```bash\nopenstack server create web\n```',
])('does not find it in %j', (text) => {
  expect(foundInDocument(scopeNotGiven, text)).toEqual([]);
});
