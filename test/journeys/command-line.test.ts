import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTraining, playWalk, type TrainingWalker } from '../../src/cli/autopilot-walk.ts';
import { beginSession } from '../../src/cli/open-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { journalFile } from '../../src/session/effects/session-folder.ts';
import { nextMove } from '../../src/session/autopilot.ts';
import type { WalkResult } from '../../src/session/result.ts';
import type { Walker } from '../../src/session/walker.ts';
import { runHandrail, type Run } from '../support/built.ts';

const state = mkdtempSync(join(tmpdir(), 'handrail-cli-'));
const run = (...args: readonly string[]): Run =>
  runHandrail(args, { env: { XDG_STATE_HOME: state } });
const result = ({ stdout }: Run): WalkResult => JSON.parse(stdout) as WalkResult;

const attested = join(state, 'attested.md');
writeFileSync(
  attested,
  '# A\n\n## Step 1 -- x\n\n**CHECK (read-only) -- jumphost**\n```bash\necho hi\n```\n\n**GATE:** somebody likes it.\n',
);

describe('handrail train --autopilot', () => {
  it('says block by block what it does, and how it ended; status 0', () => {
    const ended = run('train', '--autopilot', '--route', 'graft');
    expect(ended.status).toBe(0);
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toMatch(
      /^handrail\nphase-07: .*\nTRAINING: nothing below touches a real machine/,
    );
    expect(ended.stdout).toMatch(/\nThe exit gate passed\.\n$/);
    expect(ended.stdout).not.toContain('\x1b');
  });

  it('plays itself without a terminal', () => {
    expect(run('train', attested).stdout).toContain(
      'The walk stopped at 1/1: a person has to answer',
    );
  });

  it('answers what only a person can judge when told so, and says that nobody looked', () => {
    const ended = run('train', '--autopilot', '--attest', 'yes', attested);
    expect(ended.status).toBe(0);
    expect(ended.stdout).toContain('answered yes (by --attest yes, nobody looked)');
    const json = result(run('train', '--autopilot', '--attest', 'yes', '--json', attested));
    expect(json.attested).toEqual([{ gate: 'attested:1/1#0', answer: 'yes', by: 'attest-option' }]);
  });

  it('takes faults together, and tells at which it stopped, with the output that failed the gate', () => {
    const faults = [
      '--fault',
      'no-trustee-domain',
      '--fault',
      'old-driver',
      '--fault',
      'old-driver',
    ];
    const ended = run('train', '--autopilot', ...faults);
    expect(ended.status).toBe(1);
    expect(ended.stdout).toContain('Broken on purpose: no-trustee-domain, old-driver');
    expect(ended.stdout).toMatch(/The walk stopped at 7\.0\/2: expected /);
    expect(ended.stdout).toMatch(/ {4}> .*No domain/);
    expect(ended.stdout).toMatch(/Take it up again with: handrail resume \S+\n$/);
    expect(result(run('train', '--autopilot', '--json', ...faults)).faults).toEqual([
      'no-trustee-domain',
      'old-driver',
    ]);
  });

  it('names the faults there are, one a line', () => {
    const listed = run('train', '--fault', 'list');
    expect(listed.status).toBe(0);
    for (const line of listed.stdout.trim().split('\n'))
      expect(line).toMatch(/^[a-z0-9-]+ {2,}\S.*\.$/);
  });
});

describe('--json', () => {
  it.each([
    ['a walk that passes', ['--route', 'fresh'], 0, { passed: true, stopped: null }],
    ['a walk that stops at a person', [attested], 1, { passed: false, stopped: { block: '1/1' } }],
    ['a walk that stops at a gate', ['--fault', 'empty-kubeconfig'], 1, { passed: false }],
    ['a document that is not there', ['missing.md'], 2, { passed: false, error: /No such file/ }],
    ['a fault that is not known', ['--fault', 'flood'], 2, { passed: false, error: /flood/ }],
    ['an option that is not known', ['--flood'], 2, { passed: false, error: /--flood/ }],
    ['a route that is not known', ['--route', 'up'], 2, { passed: false, error: /--route up/ }],
  ])('is all that %s prints', (_, words, status, facts) => {
    const ended = run('train', '--autopilot', '--json', ...words);
    expect(ended.status).toBe(status);
    const { error, ...rest } = facts as { error?: RegExp };
    const printed = JSON.parse(ended.stdout) as { error?: string };
    expect(printed).toMatchObject(rest);
    expect(printed.error ?? '').toMatch(error ?? /^$/);
    expect(ended.stderr === '').toBe(error === undefined);
  });

  it('holds every block with its verdict, and what is deferred', () => {
    const { blocks, deferrals, exitGate } = result(
      run('train', '--autopilot', '--json', '--route', 'fresh'),
    );
    expect(blocks.length).toBeGreaterThan(30);
    expect(blocks.every(({ id, verdict }) => id !== '' && verdict !== '')).toBe(true);
    expect(deferrals.length).toBeGreaterThan(0);
    expect(exitGate.map(({ answer }) => answer)).toContain('deferred');
  });
});

describe('the help', () => {
  it.each([
    [['--help'], /handrail walk FILE\.md/],
    [['-h'], /Exit status: 0 done/],
    [['help'], /handrail train {2,}learn it/],
    [['help', 'train'], /--fault <name>/],
    [['train', '--help'], /handrail train --autopilot --route graft/],
    [['walk', '--help'], /Nothing runs before you confirm it/],
    [['resume', '--help'], /first block that is not settled/],
    [['outline', '--help'], /how a document was read/],
    [['--version'], /^\d+\.\d+\.\d+\n$/],
  ])('handrail %j explains itself, at 80 columns', (words, text) => {
    const ended = run(...words);
    expect(ended.status).toBe(0);
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toMatch(text);
    const wide = ended.stdout.split('\n').filter((line) => line.length > 83);
    expect(wide).toEqual([]);
  });

  it('takes the global options before and after the command', () => {
    const other = mkdtempSync(join(tmpdir(), 'handrail-cli-'));
    for (const words of [
      ['--state-dir', other, 'resume'],
      ['resume', '--state-dir', other],
    ])
      expect(run(...words).stderr).toContain(`Nothing was left to resume in ${other}`);
  });
});

describe('autopilot and the real machine', () => {
  async function realWalk(): Promise<{ walker: Walker; effect: string; journal: () => string }> {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-real-'));
    const effect = join(folder, 'effect');
    const file = join(folder, 'real.md');
    writeFileSync(
      file,
      `# R\n\n## Step 1 -- x\n\n**RUN -- jumphost**\n\`\`\`bash\ntouch '${effect}'\n\`\`\`\n\n**GATE:** fine?\n`,
    );
    const walker = await beginSession({
      mode: 'real',
      runbooks: [openRunbook(file)],
      stateDir: join(folder, 'state'),
      faults: [],
      pace: () => 0,
    });
    const id = walker.store.getState().session.id;
    return {
      walker,
      effect,
      journal: () => readFileSync(journalFile(join(folder, 'state', id)), 'utf8'),
    };
  }

  it('do not come together: not by type, not by cast, not by the moves, not by its answers', async () => {
    const { walker, journal } = await realWalk();
    const before = journal();
    const options = { routes: [], attestYes: true };
    expect(isTraining(walker)).toBe(false);
    // @ts-expect-error a walk that nobody proved to be training is not taken
    await expect(playWalk(walker, options)).rejects.toThrow(/simulated cloud only/);
    await expect(playWalk(walker as TrainingWalker, options)).rejects.toThrow(/a person confirms/);
    expect(nextMove(walker.store.getState().session, options)).toMatchObject({
      type: 'stop',
      why: expect.stringContaining('simulated cloud only') as string,
    });
    for (const by of ['runbook', 'attest-option'] as const)
      expect(await walker.send({ type: 'attest', gate: 'real:1/1#0', answer: 'yes', by })).toMatch(
        /Only a person at the keys/,
      );
    expect(journal()).toBe(before);
    await walker.close();
  });
});
