import { expect, it } from 'vitest';
import { payloadBeforeLogin } from '../../../src/lint/risky/payload-before-login.ts';
import { foundInDocument } from '../support/found.ts';

it.each([
  "## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\nbase64 key.txt | juju ssh -m prod web/0 'base64 -d > key.txt'\n```",
  "## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\njuju ssh -m prod web/0 bash -s <<'EOF'\nhostname\nEOF\n```",
])('finds it in %j', (text) => {
  expect(foundInDocument(payloadBeforeLogin, text)).not.toEqual([]);
});

it.each([
  "## Step 1 -- Part 1\n\n**CHECK (read-only) -- jumphost**\n\n```bash\njuju status -m prod --format=json </dev/null\n```\n\n## Step 2 -- Part 2\n\n**RUN -- jumphost**\n\n```bash\nbase64 key.txt | juju ssh -m prod web/0 'base64 -d > key.txt'\n```",
  '## Step 1 -- Part 1\n\n**RUN -- jumphost**\n\n```bash\njuju ssh -m prod web/0 hostname </dev/null\n```',
])('does not find it in %j', (text) => {
  expect(foundInDocument(payloadBeforeLogin, text)).toEqual([]);
});
