import { appendFileSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInIds } from '../../src/cli/built-in-runbooks.ts';
import { readHome } from '../../src/cli/home-facts.ts';
import { outlineReader, readRebuild } from '../../src/cli/home-later.ts';
import { beginSession } from '../../src/cli/open-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';

const block = '**RUN -- jumphost**\n```bash\ntrue\n```\n\n**GATE:** exit status is 0.\n';

function books(): { readonly outside: string; readonly files: readonly string[] } {
  const outside = mkdtempSync(join(tmpdir(), 'handrail-home-'));
  const files = ['one', 'two'].map((name) => {
    const file = join(outside, `${name}.md`);
    writeFileSync(file, `# Book ${name}\n\n## Step 1 -- s\n\n${block}\n${block}`);
    return file;
  });
  return { outside, files };
}

async function left(): Promise<{ readonly stateDir: string; readonly id: string }> {
  const { outside, files } = books();
  const stateDir = join(outside, 'state');
  const walker = await beginSession({
    mode: 'training',
    runbooks: files.map((file) => openRunbook(file)),
    stateDir,
    faults: [],
    pace: () => 0,
  });
  await walker.send({ type: 'confirm-literals', values: {} });
  await walker.send({ type: 'run', block: 'one:1/1' });
  await walker.idle();
  await walker.send({ type: 'quit' });
  await walker.close();
  const [id = ''] = readdirSync(stateDir);
  return { stateDir, id };
}

describe('how far a session has come', () => {
  it('is told from its own copies of the documents, runbook by runbook', async () => {
    const { stateDir, id } = await left();
    expect(readHome({ stateDir, site: false }, Date.now()).sessions).toMatchObject([
      { id, runbooks: ['one', 'two'], where: 'last at 1/1', runs: '1 run so far', state: 'quit' },
    ]);
    expect(await outlineReader(stateDir)(id)).toMatchObject({
      type: 'read',
      runbooks: [
        { id: 'one', title: 'Book one', state: 'under-way', settled: 1, of: 2, deferrals: 0 },
        { id: 'two', title: 'Book two', state: 'waiting', settled: 0, of: 2 },
      ],
    });
  });

  it('says why not, when a copy was changed, the journal is damaged, or the session is gone', async () => {
    const { stateDir, id } = await left();
    const read = outlineReader(stateDir);
    expect(await read('another')).toEqual({
      type: 'refused',
      why: 'another is not there any more.',
    });
    const copies = join(stateDir, id, 'runbooks');
    const [copy = ''] = readdirSync(copies);
    appendFileSync(join(copies, copy), '\nmore\n');
    expect(await read(id)).toMatchObject({
      type: 'refused',
      why: expect.stringContaining('was changed after the walk began') as string,
    });
    appendFileSync(join(stateDir, id, 'journal.jsonl'), 'no event\n{}\n');
    expect(await read(id)).toMatchObject({ type: 'refused' });
    expect(readHome({ stateDir, site: false }, Date.now()).sessions).toMatchObject([
      { id, runbooks: [], state: 'unreadable' },
    ]);
  });
});

describe('the whole rebuild', () => {
  it('is the built-in runbooks in their order where no site file gives another', async () => {
    const { outside } = books();
    const stateDir = join(outside, 'state');
    const { rebuild } = readHome({ stateDir, site: false }, Date.now());
    expect(rebuild?.type === 'order' && rebuild.runbooks.map(({ opens }) => opens)).toEqual(
      builtInIds(),
    );
    expect(rebuild?.type === 'order' && rebuild.runbooks.map(({ shown }) => shown)).toEqual([
      'phase-02',
      'phase-07',
      'phase-08',
    ]);
    const site = join(outside, 'handrail.yaml');
    writeFileSync(site, 'name: here\n', { mode: 0o600 });
    expect(await readRebuild({ site })).toEqual(rebuild);
  });

  it('is what the site file says, once that was read', async () => {
    const { outside } = books();
    const site = join(outside, 'handrail.yaml');
    writeFileSync(site, 'runbooks:\n  - ./two.md\n  - phase-02\n', { mode: 0o600 });
    expect(readHome({ stateDir: join(outside, 'state'), site }, 0).rebuild).toMatchObject({
      type: 'reading',
    });
    expect(await readRebuild({ site })).toEqual({
      type: 'order',
      runbooks: [
        { shown: './two.md', opens: join(outside, 'two.md') },
        { shown: 'phase-02', opens: 'phase-02' },
      ],
    });
  });

  it('is refused with the line that is wrong, and where a runbook is not there', async () => {
    const { outside } = books();
    const site = join(outside, 'handrail.yaml');
    for (const [text, at] of [
      ['runbooks: 7\n', ':1:'],
      ['runbooks:\n  - ./three.md\n', ':2:'],
    ] as const) {
      writeFileSync(site, text, { mode: 0o600 });
      expect(await readRebuild({ site })).toMatchObject({
        type: 'refused',
        why: expect.stringContaining(`handrail.yaml${at}`) as string,
      });
    }
    expect(await readRebuild({ site: join(outside, 'none.yaml') })).toMatchObject({
      type: 'refused',
    });
    expect(readHome({ stateDir: join(outside, 'state'), site: '' }, 0).rebuild).toMatchObject({
      type: 'refused',
    });
  });
});
