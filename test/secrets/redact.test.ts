import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';

const secretOf = (text: string) => new Secret(new TextEncoder().encode(text));

describe('known secrets', () => {
  it('are masked wherever they stand', () => {
    expect(redact('a=hunter2! b\nhunter2!hunter2!', [secretOf('hunter2!')])).toBe(
      'a=[masked] b\n[masked][masked]',
    );
  });

  it.each([
    ['base64', (text: string) => Buffer.from(text).toString('base64')],
    ['base64 for URLs', (text: string) => Buffer.from(text).toString('base64url')],
    ['hex', (text: string) => Buffer.from(text).toString('hex')],
    ['capital hex', (text: string) => Buffer.from(text).toString('hex').toUpperCase()],
    ['a URL', encodeURIComponent],
    ['JSON', (text: string) => JSON.stringify(text).slice(1, -1)],
    [
      'JSON as Go writes it',
      (text: string) => JSON.stringify(text).slice(1, -1).replace('>', '\\u003e'),
    ],
    [
      'JSON in ASCII',
      (text: string) =>
        JSON.stringify(text).slice(1, -1).replaceAll('ÿ', '\\u00ff').replaceAll('ü', '\\u00fc'),
    ],
    ['a shell', (text: string) => text.replace(/[ ?>~ÿü]/g, '\\$&')],
    ['a form', (text: string) => new URLSearchParams({ a: text }).toString().slice(2)],
  ])('are masked in %s', (_, encode) => {
    const value = 'p@ss word/ü?>~~ÿ';
    expect(redact(`before ${encode(value)} after`, [secretOf(value)])).toBe(
      'before [masked] after',
    );
  });

  it('are masked in base64 of a longer text, whatever stands before and after', () => {
    const value = 'correct-horse-battery';
    for (const before of ['', 'a', 'ab', 'abc', 'user:']) {
      for (const after of ['', 'x', 'xy', '\n']) {
        const encoded = Buffer.from(before + value + after).toString('base64');
        const masked = redact(`header ${encoded}`, [secretOf(value)]);
        expect(masked, `${before}|${after}`).toContain('[masked]');
        // What is left may hold the neighbours and the edges, no three bytes of the secret.
        expect(masked.replace('header ', '').replace('[masked]', '').length).toBeLessThan(14);
      }
    }
  });

  it('are masked in quotes of JSON and of a shell', () => {
    const value = `it's "a" $HOME\\x`;
    for (const written of [
      JSON.stringify(value),
      `'it'\\''s "a" $HOME\\x'`,
      `"it's \\"a\\" \\$HOME\\\\x"`,
    ])
      expect(redact(`<${written}>`, [secretOf(value)])).toMatch(/^<["']\[masked\]["']>$/);
  });

  it('are masked when a terminal or an encoder wrapped them, and with colours inside', () => {
    const secret = secretOf('correct-horse-battery');
    const encoded = Buffer.from('x correct-horse-battery').toString('base64');
    for (const text of [
      'correct-ho\r\nrse-battery',
      'correct-horse-\nbattery',
      `${encoded.slice(0, 11)}\n${encoded.slice(11)}`,
      '\u001b[1mcorrect\u001b[0m-horse\u001b[K-bat\u001b]8;;x\u0007tery',
      'correct-\u0008horse-\u001b[1;1Hbat\r\ntery',
    ])
      expect(redact(`<${text}>`, [secret]), text).toMatch(/^<.{0,5}\[masked\].{0,4}>$/);
    expect(redact('corre ct-horse-battery', [secret])).toBe('corre ct-horse-battery');
  });

  it('are found with their line ends changed when they are of several lines', () => {
    const secret = secretOf('first line\nsecond line\n');
    expect(redact('<first line\r\nsecond line>', [secret])).toBe('<[masked]>');
  });

  it('leave nothing of a longer secret when a shorter one is part of it', () => {
    const secrets = [secretOf('abcdef'), secretOf('abcdefghij')];
    expect(redact('abcdefghij abcdef', [...secrets].reverse())).toBe('[masked] [masked]');
    expect(redact('abcdefghij abcdef', secrets)).toBe('[masked] [masked]');
  });

  it('leave nothing of each other where they overlap, nor of themselves', () => {
    expect(redact('<abcXdef>', [secretOf('abcX'), secretOf('Xdef')])).toBe('<[masked]>');
    expect(redact('<ababa>', [secretOf('aba')])).toBe('<[masked]>');
  });

  it('may be words that are part of the mask', () => {
    expect(redact('mask it', [secretOf('mask'), secretOf('it')])).toBe('[masked] [masked]');
  });

  it('are masked in base64 and hex when they are no text at all', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, index) => (index * 37 + 128) % 256);
    const encoded = ['base64', 'hex'] as const;
    const text = encoded.map((encoding) => Buffer.from(bytes).toString(encoding)).join(' ');
    expect(redact(text, [new Secret(bytes)])).toBe('[masked] [masked]');
  });

  it('are masked without the line feed that came with them from a file', () => {
    expect(redact('hunter2! aHVudGVyMiE=', [secretOf('hunter2!\n')])).toBe('[masked] [masked]');
  });

  it('change nothing when they are empty or wiped', () => {
    const wiped = secretOf('hunter2!');
    wiped.wipe();
    expect(redact('hunter2! text', [wiped, secretOf('')])).toBe('hunter2! text');
  });

  it('are gone from any text around any secret', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string({ minLength: 6, unit: 'grapheme' }).filter((text) => text.isWellFormed()),
        fc.string(),
        (before, value, after) => {
          fc.pre(!'[masked]'.includes(value) && !before.includes(value) && !after.includes(value));
          expect(redact(`${before} ${value} ${after}`, [secretOf(value)])).not.toContain(value);
        },
      ),
    );
  });
});

/** As `vault operator init` prints them: 33 bytes. */
const share = Buffer.from(Array.from({ length: 33 }, (_, index) => (index * 91) % 256)).toString(
  'base64',
);

describe('what looks like a secret', () => {
  it.each([
    ['export OS_PASSWORD=hunter2', 'export OS_PASSWORD=[masked]'],
    ['OS_PASSWORD="two words" x', 'OS_PASSWORD=[masked] x'],
    ['declare -x OS_PASSWORD="a\\"b c" y', 'declare -x OS_PASSWORD=[masked] y'],
    ["password='it is' z", 'password=[masked] z'],
    ['trustee_domain_admin_password = abc', 'trustee_domain_admin_password = [masked]'],
    ['  password: abc', '  password: [masked]'],
    ['{"password": "a b", "user": "c"}', '{"password": [masked], "user": "c"}'],
    ['{\\"token\\": \\"abc\\"}', '{\\"token\\": [masked]'],
    ['    token: abcdef', '    token: [masked]'],
    ['    client-key-data: LS0tLS1CRUdJTg==', '    client-key-data: [masked]'],
    ['X-Auth-Token: abc', 'X-Auth-Token: [masked]'],
    ['Authorization: Bearer abc.def', 'Authorization: Bearer [masked]'],
    ['openstack user create --password abc me', 'openstack user create --password [masked] me'],
    ['--os-password "a b" -f json', '--os-password [masked] -f json'],
    ['mysql+pymysql://nova:abc@10.0.0.1/nova', 'mysql+pymysql://nova:[masked]@10.0.0.1/nova'],
    ['Unseal Key 1: q83vEjRWeJCrze8SNFZ4kA==', 'Unseal Key 1: [masked]'],
    [`Initial Root Token: s.${'aB3'.repeat(8)}`, 'Initial Root Token: [masked]'],
    [`token                s.${'aB3'.repeat(8)}`, 'token                [masked]'],
    [`got hvs.${'CAESI'.repeat(6)}!`, 'got [masked]!'],
    [`id gAAAAA${'Bk_-9'.repeat(20)}==`, 'id [masked]'],
    [`jwt eyJ${'abc12'.repeat(4)}.eyJ${'abc12'.repeat(9)}.${'sig_-'.repeat(8)}`, 'jwt [masked]'],
    ['password="never closed', 'password=[masked] closed'],
    ['\u001b[1mpassword\u001b[0m: abc', '\u001b[1mpassword\u001b[0m: [masked]'],
    [
      `"unseal_keys_b64": [\n  "${share}",\n  "${share}"\n ],`,
      `"unseal_keys_b64": [\n  "[masked]",\n  "[masked]"\n ],`,
    ],
    [
      `unseal_keys_hex:\n- ${'0f'.repeat(33)}\n- ${'a1'.repeat(33)}\nn: 1`,
      'unseal_keys_hex:\n- [masked]\n- [masked]\nn: 1',
    ],
    [
      `{"keys":["${'0f'.repeat(33)}"],"keys_base64":["${share}"]}`,
      '{"keys":["[masked]"],"keys_base64":["[masked]"]}',
    ],
    [
      `tls.key: ${Buffer.from('-----BEGIN EC PRIVATE KEY-----\nabc').toString('base64')}`,
      'tls.key: [masked]',
    ],
  ])('is masked: %s', (text, masked) => {
    expect(redact(text)).toBe(masked);
    expect(redact(redact(text))).toBe(redact(text));
  });

  it.each([
    'Enter the password, please.',
    'password:\nnext line',
    'secrets.tf and tokens.json are files',
    'openstack user set --password-prompt me',
    'https://keystone.example:5000/v3',
    'magnum-conductor | up | 2026-03-01T10:00:00.000000',
    'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    's.txt hvs.tf b.c.d',
    'client-certificate-data: LS0tLS1CRUdJTg==',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    'user@host:/path and a:b@c',
    '"keys": ["one", "two"], "public_key": "abc"',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA1 me@host',
    '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
    `ca.crt: ${Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB').toString('base64')}`,
    'uuid 6ba7b810-9dad-11d1-80b4-00c04fd430c8, sha512 '.padEnd(170, 'a1'),
    `checksum ${share}`,
    '"secret_name": "x", "secret_href": "https://barbican/v1/secrets/1"',
  ])('is not taken for one: %s', (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe('private keys', () => {
  const begin = '-----BEGIN RSA PRIVATE KEY-----';
  const end = '-----END RSA PRIVATE KEY-----';
  const body = ['MIIEpAIBAAKCAQEA', 'x'.repeat(64), 'ab+/cd=='];

  it('lose their bodies', () => {
    expect(redact(['a', begin, ...body, end, 'b'].join('\n'))).toBe(
      ['a', begin, '[masked]', end, 'b'].join('\n'),
    );
  });

  it.each([
    'PRIVATE KEY',
    'EC PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
    'ENCRYPTED PRIVATE KEY',
    'PGP PRIVATE KEY BLOCK',
  ])('lose their bodies as %s', (kind) => {
    const text = [`-----BEGIN ${kind}-----`, ...body, `-----END ${kind}-----`].join('\n');
    for (const line of body) expect(redact(text)).not.toContain(line);
  });

  it('lose their bodies behind headers, indented, and with carriage returns', () => {
    const lines = [begin, 'Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES-128-CBC,AA', '', ...body, end];
    for (const text of [
      lines.join('\n'),
      lines.join('\r\n'),
      lines.map((line) => `    ${line}`).join('\n'),
    ]) {
      const masked = redact(`${text}\nafter`);
      for (const line of body) expect(masked).not.toContain(line);
      expect(masked).toContain('after');
      expect(masked).toContain(end);
    }
  });

  it('lose their bodies on one line, as in JSON', () => {
    const text = `{"key": "${begin}\\n${body.join('\\n')}\\n${end}\\n", "name": "n"}`;
    expect(redact(text)).toBe(`{"key": "${begin}[masked]${end}\\n", "name": "n"}`);
  });

  it('lose what is there of a body that is cut off at its start or its end', () => {
    expect(redact([begin, ...body].join('\n'))).toBe([begin, '[masked]'].join('\n'));
    expect(redact([begin, ...body, 'plain text, here'].join('\n'))).toBe(
      [begin, '[masked]', 'plain text, here'].join('\n'),
    );
    expect(redact(['one line', ...body, end, 'b'].join('\n'))).toBe(
      ['one line', '[masked]', end, 'b'].join('\n'),
    );
  });

  it('lose both bodies when a line feed is missing between two keys', () => {
    const text = [begin, ...body, `${end}${begin}`, ...body, end].join('\n');
    for (const line of body) expect(redact(text)).not.toContain(line);
  });
});

describe('a text that still grows', () => {
  const secret = secretOf('correct-horse-battery');
  const encoded = Buffer.from('correct-horse-battery').toString('base64');

  it.each([
    ['corr', '[masked]'],
    ['a correct-horse-b', 'a [masked]'],
    ['a correct-\r\nhorse', 'a [masked]'],
    ['a corre\u001b[0mct-\n', 'a [masked]\n'],
    [encoded.slice(0, 9), '[masked]'],
    ['a hvs.CA', 'a [masked]'],
    ['a s.abcdefgh', 'a [masked]'],
    ['a gAAAAAB', 'a [masked]'],
    ['a eyJhbGciOi.eyJ', 'a [masked]'],
    ['password="two wor', 'password=[masked]'],
    ['-----BEGIN PRIVATE KEY-----\nMII', '-----BEGIN PRIVATE KEY-----\n[masked]'],
    ['x: LS0tLS1CRUdJTiB', 'x: [masked]'],
  ])('shows no beginning of a secret: %j', (text, masked) => {
    expect(redact(text, [secret], 'growing')).toBe(masked);
  });

  it.each(['cor', 'a correct-horse-boat', 'correct-horse and', 'files.txt', 'hvs. is a prefix'])(
    'shows what is none: %s',
    (text) => {
      expect(redact(text, [secret], 'growing')).toBe(text);
    },
  );

  it('shows at no moment more than three characters of a secret that arrives', () => {
    const arriving = `login ${'correct-horse-battery'} ok ${encoded} done`;
    for (let length = 0; length <= arriving.length; length += 1) {
      const shown = redact(arriving.slice(0, length), [secret], 'growing');
      expect(shown).not.toMatch(/corr|orse|Y29y|LWhv/);
    }
  });
});

describe('the time it takes', () => {
  it.each([
    ['words', 'password '],
    ['open quotes', 'password="a '],
    ['open single quotes', "password='a "],
    ['escapes', 'password="\\'],
    ['dashes', '--------'],
    ['schemes', 'a://'],
    ['scheme letters', 'aaaaaaaa'],
    ['tokens', 'eyJaaaaaaaa.'],
    ['keys that begin', '-----BEGIN PRIVATE KEY-----a'],
    ['keys that begin, by the line', '-----BEGIN PRIVATE KEY-----\n'],
    ['keys that end', 'a\n-----END PRIVATE KEY-----\n'],
    ['blanks', 'password:        '],
    ['indentation', '\n        '],
    ['half of a secret', '\n  two words'],
  ])('is no more than the length asks for with %s', (_, piece) => {
    const hostile = piece.repeat(100_000);
    const before = process.cpuUsage();
    redact(hostile, [secretOf('two words and two more')]);
    // Quadratic would be minutes. Processor time, as the machine may be busy with something else.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000);
  });
});
