import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPlaceholders } from '../../src/steps/placeholder-fill.ts';
import { findPlaceholders } from '../../src/steps/placeholder-find.ts';
import { placeholderWants, whyNoValue } from '../../src/steps/placeholder-value.ts';
import { commandsIn } from '../../src/steps/shell-commands.ts';
import { readShell } from '../../src/steps/shell-syntax.ts';

const why = (script: string, value: string): string | undefined => {
  const [placeholder] = findPlaceholders(script);
  if (placeholder === undefined) throw new Error(`nothing is asked for in ${script}`);
  return whyNoValue(script, placeholder, value);
};

describe('what can stand in the place of a placeholder', () => {
  it.each([
    ['show <value>', 'a'],
    ['show <value>', 'a_-./:@%+=,9'],
    ['show x<value>', '-a'],
    ['ping <ip>', '10.0.0.5'],
    ['ping <ip>', 'fd00::7'],
    ['ping 10.0.0.X', '10.0.0.77'],
    ['route <cidr>', '10.0.0.0/24'],
    ['route <cidr>', 'fd00::/64'],
    ['curl h:<port>', '65535'],
    ['scale <N>', '3'],
    ['show <uuid>', '0123456789abcdef0123456789ABCDEF'],
    ['show <uuid>', '01234567-89ab-cdef-0123-456789abcdef'],
    ['show <cluster>', 'capi-test-1'],
    ['cat <file>', '/etc/x.conf'],
    ['curl <url>', 'https://10.0.0.1:5000/v3'],
    ['log <date>', '2026-05-01'],
    ['log <YYYY-MM-DD>', '2026-05-01'],
    ['set <yes|no>', 'no'],
    ['show "<value>"', '1'],
  ])('takes for %j: %j', (script, value) => {
    expect(why(script, value)).toBeUndefined();
  });

  it.each([
    ['show <value>', ''],
    ['show <value>', 'a b'],
    ['show <value>', 'a;reboot'],
    ['show <value>', '$(reboot)'],
    ['show <value>', '`reboot`'],
    ['show <value>', "a'b"],
    ['show <value>', 'a"b'],
    ['show <value>', 'a\nb'],
    ['show <value>', 'a\0b'],
    ['show <value>', '*'],
    ['show <value>', 'a[1]'],
    ['show <value>', '{a}'],
    ['show <value>', '~/x'],
    ['show <value>', '\\'],
    ['show <value>', 'a>b'],
    ['show <value>', 'a#b'],
    ['show <value>', '!1'],
    ['show <value>', 'ä'],
    ['show <value>', '\u202Ea'],
    ['show <value>', '-rf'],
    ['show "<value>"', '-rf'],
    ['<tool> x', 'A=b'],
    ['echo {a,<value>}', 'b,c'],
    ['echo {1..<value>}', '2..3'],
    ['show <value>', 'x'.repeat(600)],
    ['show <value>', 'YOUR_IP'],
    ['show <value>', 'CHANGE_ME'],
    ['show <value>', 'value'],
    ['ping <ip>', '10.0.0.256'],
    ['ping <ip>', '10.0.0'],
    ['ping <ip>', '1::2::3'],
    ['ping 10.0.0.X', '10.0.1.77'],
    ['route <cidr>', '10.0.0.0'],
    ['route <cidr>', '10.0.0.0/33'],
    ['curl h:<port>', '0'],
    ['curl h:<port>', '70000'],
    ['scale <N>', 'three'],
    ['show <uuid>', '0123'],
    ['show <cluster>', 'a/b'],
    ['curl <url>', '10.0.0.1'],
    ['log <date>', '2026-13-01'],
    ['log <date>', '2026-02-30'],
    ['log <YYYY-MM-DD>', '01.05.2026'],
    ['set <yes|no>', 'maybe'],
    ['login <password>', 'x'],
  ])('does not take for %j: %j', (script, value) => {
    expect(why(script, value)).toMatch(/^\S.*[.,]$/s);
  });

  it('says what is expected', () => {
    expect(why('ping <ip>', 'web')).toBe('<ip> has to be an IP address, as 10.0.0.5.');
    expect(why('show <x>', 'a b')).toContain('<x> can not hold a blank');
    expect(why('show <x>', '$A')).toContain('<x> can not hold "$"');
    expect(why('login <password>', 'a')).toContain('Give it unseen in a SECRET block with INPUT');
  });

  it('says of each kind what it wants', () => {
    for (const name of [
      'v',
      'ip',
      'cidr',
      'port',
      'N',
      'uuid',
      'host',
      'file',
      'url',
      'date',
      'a|b',
      'token',
    ])
      expect(findPlaceholders(`show h:<${name}>`).map(placeholderWants)[0]).toMatch(
        /^(?:a|an|one) /,
      );
  });
});

const safe = fc
  .string({ unit: fc.constantFrom(...'abzAZ059_-./:@%+=,'), minLength: 1, maxLength: 20 })
  .filter((value) => !value.startsWith('-'));
const around = fc.constantFrom(
  'show <value> -f json',
  'show "<value>"',
  "show 'a <value> b'",
  'cat <<EOF\nkey = <value>\nEOF',
  "juju ssh u 'x <value>' </dev/null",
  'x=$(show "<value>" | tail -1) && echo a-<value>',
);

describe('a script with its placeholders filled', () => {
  it('holds each value exactly in place, and no placeholder, and reads as the same commands', () => {
    fc.assert(
      fc.property(around, safe, (script, value) => {
        const placeholders = findPlaceholders(script);
        fc.pre(whyNoValue(script, placeholders[0] ?? fail(), value) === undefined);
        const { text, filled, open } = fillPlaceholders(script, placeholders, { '<value>': value });
        expect(open).toEqual([]);
        expect(text).toBe(script.replaceAll('<value>', () => value));
        for (const span of filled.flatMap(({ spans }) => spans))
          expect(text.slice(...span)).toBe(value);
        expect(filled.flatMap(({ spans }) => spans).length).toBe(
          script.split('<value>').length - 1,
        );
        expect(findPlaceholders(text)).toEqual([]);
        expect(shape(text)).toEqual(shape(script.replaceAll('<value>', 'plain')));
      }),
    );
  });

  it('never lets anything through that a shell would read as more than itself', () => {
    fc.assert(
      fc.property(around, fc.string({ maxLength: 12 }), (script, value) => {
        const { text, open } = fillPlaceholders(script, findPlaceholders(script), {
          '<value>': value,
        });
        if (/^[\w./:@%+=,-]*$/.test(value) && open.length === 0) return;
        expect(open).toEqual(['<value>']);
        expect(text).toBe(script);
      }),
    );
  });

  it('fills what was given and leaves the rest open', () => {
    const script = 'show <a> <b> <a>';
    const { text, open, filled } = fillPlaceholders(script, findPlaceholders(script), {
      '<a>': 'long-er',
    });
    expect(text).toBe('show long-er <b> long-er');
    expect(open).toEqual(['<b>']);
    expect(filled.map(({ spans }) => spans)).toEqual([
      [
        [5, 12],
        [17, 24],
      ],
    ]);
  });
});

/** Names of the commands and how many words each has. */
function shape(script: string) {
  const reading = readShell(script);
  if (reading.type !== 'read') throw new Error(reading.reason);
  return commandsIn(reading.script).map(({ words }) => [words[0], words.length]);
}

function fail(): never {
  throw new Error('nothing is asked for');
}
