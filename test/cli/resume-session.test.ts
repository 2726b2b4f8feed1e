import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findSession } from '../../src/cli/find-session.ts';
import { beginSession } from '../../src/cli/open-session.ts';
import { resumeSession } from '../../src/cli/resume-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';

it('knows a walk as left by its operator although a block of it ended after that', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'handrail-left-'));
  const stateDir = join(outside, 'state');
  const file = join(outside, 'book.md');
  writeFileSync(
    file,
    '# Book\n\n## Step 1 -- s\n\n**RUN -- jumphost**\n```bash\nsleep 1000\n```\n\n**GATE:** exit status is 0.\n',
  );
  const runbooks = [openRunbook(file)];
  const pace = () => 0;
  const walker = await beginSession({ mode: 'training', runbooks, stateDir, faults: [], pace });
  await walker.send({ type: 'confirm-literals', values: {} });
  await walker.send({ type: 'run', block: 'book:1/1' });
  await walker.send({ type: 'quit' });
  await walker.close();
  const [id = ''] = readdirSync(stateDir);
  const last = readFileSync(join(stateDir, id, 'journal.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .at(-1);
  expect(last).not.toContain('session-quit');

  const { walker: again, resumed } = await resumeSession(findSession(stateDir, id), pace);
  expect(resumed.after).toBe('quit');
  await again.close();
});
