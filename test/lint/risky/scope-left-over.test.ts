import { expect, it } from 'vitest';
import { scopeLeftOver } from '../../../src/lint/risky/scope-left-over.ts';
import { foundInDocument } from '../support/found.ts';

it.each([
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\nexport OS_PROJECT_ID=$id\n```\n\n## Step 2 -- Part 2\n\n**RUN -- jumphost**\n\n```bash\n( source ~/admin-openrc; openstack image list )\n```',
])('finds it in %j', (text) => {
  expect(foundInDocument(scopeLeftOver, text)).not.toEqual([]);
});

it.each([
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\nexport OS_PROJECT_ID=$id\n```\n\n## Step 2 -- Part 2\n\n**RUN -- jumphost**\n\n```bash\n( unset OS_PROJECT_ID; source ~/admin-openrc; openstack image list )\n```',
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\n( export OS_PROJECT_ID=$id; openstack image list )\n```\n\n## Step 2 -- Part 2\n\n**RUN -- jumphost**\n\n```bash\n( source ~/admin-openrc; openstack image list )\n```',
])('does not find it in %j', (text) => {
  expect(foundInDocument(scopeLeftOver, text)).toEqual([]);
});
