import { expect, it } from 'vitest';
import { addressInCommand } from '../../../src/lint/risky/address-in-command.ts';
import { foundInDocument } from '../support/found.ts';

it.each([
  '## Literals\n\n- `ENV(vip)` 10.1.2.3 (the service)\n\n## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\ncurl -m 5 https://10.1.2.3:8443/\n```',
  '## Literals\n\n- `ENV(project)` web (id 0123456789abcdef0123456789abcdef)\n\n## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\nexport X=0123456789abcdef0123456789abcdef\n```',
])('finds it in %j', (text) => {
  expect(foundInDocument(addressInCommand, text)).not.toEqual([]);
});

it.each([
  '## Literals\n\n- `ENV(vip)` 10.1.2.3 (the service)\n\n## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\ncurl -m 5 "https://$vip:8443/"\n```',
  '## Literals\n\n- `ENV(vip)` 10.1.2.3 (the service)\n\n## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\nping -c 1 10.1.2.30\nping -c 1 10.1.2.4\n```',
])('does not find it in %j', (text) => {
  expect(foundInDocument(addressInCommand, text)).toEqual([]);
});
