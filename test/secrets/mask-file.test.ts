import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskFile } from '../../src/secrets/mask-file.ts';
import { Secret } from '../../src/secrets/secret.ts';

const secretOf = (text: string) => new Secret(new TextEncoder().encode(text));
const folder = mkdtempSync(join(tmpdir(), 'handrail-mask-'));
let files = 0;

function fileOf(content: string | Buffer): string {
  files += 1;
  const file = join(folder, `file-${files}`);
  writeFileSync(file, content);
  return file;
}

async function maskedText(
  content: string | Buffer,
  secrets: readonly Secret[] = [],
  pieceBytes?: number,
): Promise<string> {
  const file = fileOf(content);
  const looked = await maskFile(file, secrets, pieceBytes);
  expect(looked).toBe(Buffer.byteLength(content));
  const bytes = readFileSync(file);
  expect(bytes.length).toBe(Buffer.byteLength(content));
  return bytes.toString();
}

const begin = '-----BEGIN PRIVATE KEY-----';
const end = '-----END PRIVATE KEY-----';
const body = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index).repeat(64));

describe('a file masked in place', () => {
  it('keeps its size, its lines and whatever is no secret', async () => {
    const text = `a\nexport OS_PASSWORD=hunter2\r\n{"token": "abc", "name": "é"}\nlast hunter3`;
    expect(await maskedText(text, [secretOf('hunter3')])).toBe(
      `a\nexport OS_PASSWORD=*******\r\n{"token": "***", "name": "é"}\nlast *******`,
    );
  });

  it('masks a secret of many bytes a character, and one that is no text', async () => {
    expect(await maskedText('x pässwörd\u00a0ü y', [secretOf('pässwörd\u00a0ü')])).toBe(
      `x ${'*'.repeat(14)} y`,
    );
    const raw = Uint8Array.from([0xff, 0xfe, 0x80, 0xc3, 0x28, 0x81]);
    const file = Buffer.concat([Buffer.from('a'), raw, Buffer.from('b')]);
    expect(await maskedText(file, [new Secret(raw)])).toBe('a******b');
  });

  it('masks what a terminal wrapped, or put colours into', async () => {
    const value = 'correct-horse-battery';
    const text = `p correct-ho\r\nrse-bat\r\ntery q \u001b[1mcorrect\u001b[0m-horse-\u001b[2Kbattery r`;
    const masked = await maskedText(text, [secretOf(value)]);
    expect(masked).toBe(
      `p ${'*'.repeat(10)}\r\n${'*'.repeat(7)}\r\n${'*'.repeat(4)} q \u001b[1m${'*'.repeat(29)} r`,
    );
  });

  it('masks the body of a key and leaves its lines', async () => {
    const masked = await maskedText([begin, ...body, end, 'b'].join('\n'));
    expect(masked).toBe([begin, ...body.map(() => '*'.repeat(64)), end, 'b'].join('\n'));
  });

  it('changes nothing the second time', async () => {
    const text = [
      'OS_PASSWORD="a b", x',
      '{"password": "a b", "user": "c"}',
      '{\\"token\\": \\"abc\\"}',
      'Unseal Key 1: q83vEjRWeJCrze8SNFZ4kA==',
      'Authorization: Bearer abc.def',
      'mysql://nova:abc@10.0.0.1/nova',
      ...[begin, ...body, end],
      'known, known',
    ].join('\n');
    const once = await maskedText(text, [secretOf('known')]);
    expect(await maskedText(once, [secretOf('known')])).toBe(once);
    expect(once).not.toMatch(/abc|AAAA|known|a b|q83v/);
  });

  it('leaves what only begins like a secret at the end of a piece', async () => {
    const text = `${'x'.repeat(996)}hunt${'y'.repeat(50)} hvs.abc`;
    expect(await maskedText(text, [secretOf('hunter22')], 1000)).toBe(text);
  });

  it.each([5, 64, 1000, 40_000])(
    'finds what lies across two pieces, with pieces of %i bytes',
    async (pieceBytes) => {
      const known = 'Tr0ub4dor&3-correct';
      const parts = [
        `-- ${known} --`,
        Buffer.from(`xy${known}z`).toString('base64'),
        `password=${'s3'.repeat(300)}`,
        `{"key": "${begin}\\n${body.join('\\n')}\\n${end}"}`,
        [begin, ...body, end].join('\n'),
      ];
      const filler = 'plain line of a log, with words and 12345\n';
      const text = parts.map((part) => `${filler.repeat(3)}${part}\n`).join('');
      const small = pieceBytes < 1000 ? text : text.repeat(60);
      const masked = await maskedText(small, [secretOf(known)], pieceBytes);
      expect(masked).toBe(await maskedText(small, [secretOf(known)], small.length + 1));
      expect(masked).not.toMatch(/Tr0ub|VHIwdWI|s3s3|AAAA|ZZZZ/);
      expect(masked.split(filler).length).toBe(small.split(filler).length);
    },
  );

  it('finds a value and a key that are longer than whatever is looked at at once', async () => {
    const value = `password=${'v'.repeat(200_000)} after\n`;
    const quoted = `"secret": "${'two words '.repeat(20_000)}" after\n`;
    const key = [begin, ...Array<string>(4000).fill('K'.repeat(64)), end, 'after'].join('\n');
    for (const text of [
      value,
      quoted,
      key,
      `{"k": "${begin}\\n${'K'.repeat(200_000)}${end}"} after`,
    ]) {
      const masked = await maskedText(text, [], 10_000);
      expect(masked).not.toMatch(/vv|words|KK/);
      expect(masked).toContain('after');
    }
  });

  it('does the same whatever the size of its pieces', async () => {
    const known = 'dX9-known_value';
    const pieces = [
      '\n',
      ' ',
      `"`,
      known,
      `${begin}\n`,
      `${end}\n`,
      'abcABC123\n',
      'password=',
      'hvs.',
      'Q'.repeat(40),
      '\u001b[1m',
      'x, ',
      '\r\n',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...pieces), { maxLength: 60 }),
        fc.integer({ min: 3, max: 90 }),
        async (parts, pieceBytes) => {
          const text = parts.join('');
          const whole = await maskedText(text, [secretOf(known)]);
          const cut = await maskedText(text, [secretOf(known)], pieceBytes);
          // By pieces it may mask more, where a quote or a key was open at a cut, and never less.
          for (let index = 0; index < whole.length; index += 1)
            if (whole[index] === '*') expect(cut[index]).toBe('*');
          expect(cut).not.toContain(known);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('does not disturb a process that still appends', async () => {
    const file = fileOf('password=abc\n');
    const descriptor = openSync(file, 'a');
    const masking = maskFile(file, []);
    writeSync(descriptor, 'more\n');
    await masking;
    writeSync(descriptor, 'and more\n');
    closeSync(descriptor);
    expect(readFileSync(file, 'utf8')).toBe('password=***\nmore\nand more\n');
  });

  it('says how far it looked, and when there is no file', async () => {
    const file = fileOf('abc');
    expect(await maskFile(file, [])).toBe(3);
    appendFileSync(file, 'def');
    expect(await maskFile(file, [])).toBe(6);
    truncateSync(file, 0);
    expect(await maskFile(file, [])).toBe(0);
    expect(await maskFile(join(folder, 'absent'), [])).toBeUndefined();
  });

  it('follows no link', async () => {
    const link = join(folder, 'link');
    symlinkSync(fileOf('password=abc\n'), link);
    await expect(maskFile(link, [])).rejects.toMatchObject({ code: 'ELOOP' });
  });

  it('lets others have their turn, and takes no more memory for more bytes', async () => {
    const line = `2026-03-01 INFO instance 10.0.0.1/24 state=ACTIVE took 3.2 s\n`;
    const file = fileOf(line.repeat(500_000));
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const before = process.memoryUsage().arrayBuffers;
    await maskFile(file, []);
    clearInterval(timer);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
    expect(turns).toBeGreaterThan(10);
  });
});
