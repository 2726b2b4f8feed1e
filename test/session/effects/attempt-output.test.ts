import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/secrets/secret.ts';
import { exportOutput, readOutputTail } from '../../../src/session/effects/attempt-output.ts';

function attempt(files: { readonly stdout?: string; readonly stderr?: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-output-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const size = { rows: 5, columns: 80, offset: 0 };

describe('the end of an output, as it is drawn', () => {
  it('shows the last lines and says that there are more', () => {
    const folder = attempt({ stdout: 'a\nb\nc\nd\ne\nf\ng\n' });
    expect(readOutputTail(folder, size)).toMatchObject({
      lines: ['c', 'd', 'e', 'f', 'g'],
      more: true,
    });
    expect(readOutputTail(folder, { ...size, offset: 2 })).toMatchObject({
      lines: ['a', 'b', 'c', 'd', 'e'],
      more: false,
    });
  });

  it('tells the streams apart only where both spoke', () => {
    expect(readOutputTail(attempt({ stderr: 'oh\n' }), size).lines).toEqual(['oh']);
    expect(readOutputTail(attempt({ stdout: 'yes\n', stderr: 'oh\n' }), size).lines).toEqual([
      'yes',
      '-- error output --',
      'oh',
    ]);
  });

  it('says that it was cut', () => {
    const folder = attempt({ stdout: 'a\n' });
    expect(readOutputTail(folder, size)).not.toHaveProperty('cut');
    writeFileSync(join(folder, 'stderr.cut'), '');
    expect(readOutputTail(folder, size)).toMatchObject({ cut: true });
  });

  it('shows no escape and no secret, not even one hidden behind an escape', () => {
    const folder = attempt({
      stdout: '\u001b[2Jclean \u001b]52;c;eA==\u0007up\nOS_PASS\u001b[0mWORD=hunter22\n',
    });
    const shown = readOutputTail(folder, size).lines.join('\n');
    expect(shown).toContain('clean up');
    expect(shown).not.toContain('\u001b');
    expect(shown).not.toContain('hunter22');
  });

  describe('with a known secret', () => {
    const known = 'correct-horse-battery-staple';
    const secrets = [new Secret(new TextEncoder().encode(known))];
    const shownOf = (stdout: string) =>
      readOutputTail(attempt({ stdout }), { ...size, rows: 5000 }, secrets).lines.join('\n');

    it('shows no half of it, wherever the window on the file begins', () => {
      const window = (64 + 32) * 1024;
      for (let cut = 1; cut < known.length; cut += 1) {
        const behind = `\n${'line of 10\n'.repeat(20_000)}`.slice(0, window - cut);
        expect(shownOf(`a ${known}${behind}`)).not.toMatch(/orse|batt|tery|stap|aple/);
        expect(shownOf(`a ${known}${'x'.repeat(window - cut)}`)).not.toMatch(/orse|batt|tery|stap/);
      }
      const long = `password=${'p'.repeat(200_000)}`;
      expect(shownOf(long)).toBe('[masked]');
      expect(shownOf(`${long} and more`)).toBe('[masked] and more');
    });

    it('shows no growing beginning of it while it arrives', () => {
      const text = `login ${known} ok\n`;
      for (let length = 0; length <= text.length; length += 1)
        expect(shownOf(text.slice(0, length))).not.toMatch(/corr|orse|batt|stap/);
      expect(shownOf(text)).toBe('login [masked] ok');
      expect(shownOf(`login ${known.slice(0, 9)}\r\n${known.slice(9)}\r\n`)).toBe('login [masked]');
    });

    it('gives the pager none of it, not even where it lies across what is read at once', () => {
      const mebibyte = 1024 * 1024;
      for (const before of [mebibyte - 10, 2 * mebibyte - 1]) {
        const folder = attempt({
          stdout: `${'x'.repeat(before)}${known} behind ${'y\n'.repeat(40_000)}`,
        });
        const text = readFileSync(exportOutput(folder, { secrets }), 'utf8');
        expect(text).not.toMatch(/orse|batt|stap/);
        expect(text.length).toBe(
          before +
            '[masked]'.length +
            80_008 +
            '-- standard output --\n\n-- standard error --\n\n'.length,
        );
      }
    });
  });

  it('is empty, and no error, before anything was written', () => {
    expect(readOutputTail(attempt({}), size)).toEqual({ lines: [], bytes: 0, more: false });
  });

  it('gives the pager a whole file that is as safe', () => {
    const file = exportOutput(attempt({ stdout: '10%\r20%\rdone\n', stderr: '\u001b[8mhidden\n' }));
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('-- standard output --\ndone\n');
    expect(text).toContain('hidden');
    expect(text).not.toContain('\u001b');
  });

  it('gives the pager all of an output of several pieces, with a key masked across two of them', () => {
    const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKB';
    const key = [
      '-----BEGIN PRIVATE KEY-----',
      ...Array<string>(20).fill(body),
      '-----END PRIVATE KEY-----',
    ];
    const lines = Array.from({ length: 150_000 }, (_, index) => `line ${index} of many, é€😀`);
    // The first piece ends at 1 MiB, in the middle of the key.
    let at = 0;
    for (let size = 0; size < 1024 * 1024 - 700; at += 1)
      size += Buffer.byteLength(lines[at] ?? '') + 1;
    const all = [...lines.slice(0, at), ...key, ...lines.slice(at)];
    const text = readFileSync(exportOutput(attempt({ stdout: `${all.join('\n')}\n` })), 'utf8');
    expect(text.includes(body)).toBe(false);
    expect(text.split('\n').filter((line) => line.startsWith('line '))).toEqual(lines);
  });
});
