import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHandrail, type RunOptions } from '../support/built.ts';

const good =
  '# Good\n\n## Step 1\n\n**CHECK (read-only) -- jumphost**\n\n```bash\nls\n```\n\n**GATE:** exit status is 0.\n';
const bad = good.replace('CHECK (read-only) -- ', 'CHECK: ');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-lint-journey-'));
  writeFileSync(join(folder, 'good.md'), good);
  writeFileSync(join(folder, 'bad.md'), bad);
  writeFileSync(join(folder, 'binary.md'), Buffer.from([0x7f, 0x45, 0, 1, 2, 3, 0]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Without ShellCheck, whatever this machine has. */
const run = (args: readonly string[], options: RunOptions = {}) =>
  runHandrail(['lint', ...args, '--no-shellcheck'], { cwd: folder, ...options });

describe('handrail lint', () => {
  it('ends with 0 where nothing is wrong, with 1 where something is', () => {
    const clean = run(['good.md']);
    expect(clean).toMatchObject({ status: 0, stderr: '' });
    expect(clean.stdout).toMatch(/^UNDERSTOOD\n[^]*\nNOT UNDERSTOOD\n[^]*\nRISKY\n[^]*0 errors/);
    expect(run(['bad.md']).status).toBe(1);
  });

  it('says in one sentence of each file that it can not read, lints the others, and ends with 2', () => {
    const { status, stdout, stderr } = run(['nope.md', 'good.md', '.', 'binary.md', '/dev/null']);
    expect(status).toBe(2);
    expect(stdout).toContain('0 errors, 0 warnings');
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line).toMatch(/^handrail: .*[.]$/);
  });

  it('takes standard input, and built-in ids', () => {
    expect(run(['-'], { input: bad }).status).toBe(1);
    expect(run(['-', '--json'], { input: good }).stdout).toContain('"file": "-"');
    expect(run(['-'], { input: '' })).toMatchObject({ status: 2 });
    const ours = run(['phase-02', 'phase-07', 'phase-08', '--format', 'github']);
    expect(ours.status).toBe(0);
    expect(ours.stdout).not.toMatch(/^::(?:error|warning)|deferral-elsewhere/m);
  });

  it('refuses a command line that means nothing, in one sentence', () => {
    for (const args of [
      [],
      ['good.md', '--format', 'xml'],
      ['-', '--fix'],
      ['phase-07', '--fix'],
    ]) {
      const { status, stderr } = run(args);
      expect(status, args.join(' ')).toBe(2);
      expect(stderr.trimEnd().split('\n'), args.join(' ')).toHaveLength(1);
    }
  });

  it('keeps its exit status when its reader goes away', () => {
    const { stdout } = run(['bad.md', 'bad.md'], {
      shell: '"$@" | head -1; echo "${PIPESTATUS[0]}"',
    });
    expect(stdout).toBe('UNDERSTOOD\n1\n');
  });

  it('mends what is safe, shows it, and finds nothing then', () => {
    const file = join(folder, 'mend.md');
    writeFileSync(file, bad);
    const { status, stdout } = run(['mend.md', '--fix']);
    expect(status).toBe(0);
    expect(stdout).toContain('     - **CHECK: jumphost**\n     + **CHECK -- jumphost**');
    expect(readFileSync(file, 'utf8')).toBe(bad.replace('CHECK: ', 'CHECK -- '));
    expect(run(['mend.md', '--fix']).stdout).not.toContain('Mended');
  });
});
