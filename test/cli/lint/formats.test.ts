import { describe, expect, it } from 'vitest';
import { lintGithub, lintJson } from '../../../src/cli/lint/formats.ts';
import { countFindings, statusOf } from '../../../src/cli/lint/linted-file.ts';
import { lintText } from '../../../src/cli/lint/text.ts';
import { lintedFile, reportOf, small } from './support.ts';

const file = lintedFile(small);
const report = reportOf(file);

describe('for people', () => {
  it('how it was read comes first, then what was not, then what is risky, then the counts', () => {
    const text = lintText(report, 80);
    const order = [
      'UNDERSTOOD',
      'a  Small',
      '\nNOT UNDERSTOOD',
      'label-not-understood',
      '\nRISKY',
      'curl-without-timeout',
      '\n1 error, ',
    ];
    const places = order.map((words) => text.indexOf(words));
    expect(
      places.every((place) => place >= 0),
      text,
    ).toBe(true);
    expect(places).toEqual([...places].sort((left, right) => left - right));
  });

  it('a finding has its line, severity, rule, sentence, what to do and page', () => {
    expect(lintText(report, 80)).toContain(
      [
        '    5  error    label-not-understood',
        '                "RUN: jumphost" is not understood as a label.',
        '                Nearest form: **RUN -- jumphost**',
        '                docs/lint/label-not-understood.md',
      ].join('\n'),
    );
  });

  it('what is silenced is shown with its reason, and counted apart', () => {
    const text = lintText(report, 200);
    expect(text).toContain(
      '  silenced\n   17    curl-without-timeout, on line 13: it is 100 % local: no net, ever',
    );
    expect(text).toMatch(/; 1 silenced\.$/);
  });

  it('the same said of several lines is said once', () => {
    const block = '```bash\ncurl http://x\n```\n\n';
    const text = lintText(reportOf(lintedFile(`## Step 1\n\n${block.repeat(3)}`)), 80);
    expect(text.match(/curl waits/g)).toHaveLength(1);
    expect(text).toContain('Also on lines 8, 12.');
  });

  it('no line is wider than the terminal, and no escape of a document reaches it', () => {
    const wild = lintedFile(
      small
        .replace('Small', 'S\x1b[31mmall')
        .replace(
          'exit status is 0',
          'output contain `\x1b]0;x\x07`, and a very long sentence that has to be broken somewhere',
        ),
    );
    for (const width of [80, 120]) {
      const lines = lintText(reportOf(wild), width).split('\n');
      expect(lines.filter((line) => line.length > width)).toEqual([]);
      expect(lines.join('')).not.toContain('\x1b');
    }
  });

  it('a document without a fault says so, and one with no ShellCheck does too', () => {
    const clean = lintedFile(
      '# T\n\n## Step 1\n\n**CHECK (read-only) -- jumphost**\n\n```bash\nls\n```\n\n**GATE:** exit status is 0.\n',
    );
    const text = lintText({ ...reportOf(clean), shellcheck: { type: 'absent' } }, 80);
    expect(text).toContain('Nothing: every label and sentence was read.');
    expect(text).toContain('0 errors, 0 warnings, 0 notes.');
    expect(text).toMatch(/shellcheck is not installed here/);
    const failed = { type: 'failed', why: 'shellcheck was stopped' } as const;
    expect(lintText({ ...reportOf(clean), shellcheck: failed }, 80)).toContain(
      'shellcheck was stopped;',
    );
  });

  it('several documents are told apart, and counted together', () => {
    const text = lintText(reportOf(file, lintedFile(small, 'b.md')), 80);
    expect(text).toContain('a.md: 1 error, ');
    expect(text).toContain('b.md: 1 error, ');
    expect(text).toContain('2 files: 2 errors, ');
  });

  it('what was mended is shown line by line', () => {
    const fixed = [
      { line: 5, rule: 'label-not-understood', before: '**RUN: x**', after: ['**RUN -- x**'] },
    ];
    const text = lintText(reportOf({ ...file, fixed }), 80);
    expect(text).toContain(
      'Mended 1 place in a.md:\n    5  label-not-understood\n     - **RUN: x**\n     + **RUN -- x**',
    );
    expect(lintText(reportOf({ ...file, notFixed: 'The disk is full.' }), 80)).toContain(
      'The disk is full.',
    );
  });
});

describe('for a program', () => {
  it('one object: files, findings with their place, counts', () => {
    const read: unknown = JSON.parse(
      lintJson({ ...report, unread: [{ name: 'b.md', why: 'No.' }] }),
    );
    expect(read).toMatchObject({
      files: [
        {
          file: 'a.md',
          id: 'a',
          title: 'Small',
          blocks: [
            { id: '1/1', kind: 'check', labelled: false },
            { id: '1/2', kind: 'check' },
          ],
          counts: { errors: 1, silenced: 1 },
          fixed: [],
          notFixed: null,
        },
      ],
      unread: [{ file: 'b.md', error: 'No.' }],
      shellcheck: { run: 'ran', why: null },
    });
    const findings = (read as { files: { findings: Record<string, unknown>[] }[] }).files[0]
      ?.findings;
    expect(findings?.[0]).toMatchObject({
      rule: 'label-not-understood',
      part: 'understood',
      severity: 'error',
      line: 5,
      column: 1,
      endLine: 5,
      endColumn: 18,
      page: 'docs/lint/label-not-understood.md',
      fix: [{ text: '**RUN -- jumphost**' }],
      silenced: null,
    });
    expect(findings?.at(-1)).toMatchObject({
      rule: 'curl-without-timeout',
      part: 'risky',
      block: '1/2',
      silenced: { line: 13, reason: 'it is 100 % local: no net, ever' },
    });
  });

  it('annotations: escaped as GitHub wants it, without what is silenced', () => {
    const lines = lintGithub(
      reportOf(lintedFile(small.replace('RUN: jumphost', 'RUN: 5 % of it'), 'a,b:c%.md')),
    ).split('\n');
    expect(lines[0]).toBe(
      '::error file=a%2Cb%3Ac%25.md,line=5,endLine=5,col=1,endColumn=19,title=label-not-understood::"RUN: 5 %25 of it" is not understood as a label. Nearest form: **RUN -- jumphost** (docs/lint/label-not-understood.md)',
    );
    expect(lines.every((line) => /^::(?:error|warning|notice) file=/.test(line))).toBe(true);
    expect(lines.join()).not.toContain('line=17,');
    const lost = lintGithub({
      files: [],
      unread: [{ name: 'x.md', why: 'a\nb' }],
      shellcheck: { type: 'ran' },
    });
    expect(lost).toBe('::error file=x.md,title=handrail lint::a%0Ab');
  });
});

it('the status is 1 for an error that is not silenced, 2 for a file that was not read or mended', () => {
  expect(statusOf(report)).toBe(1);
  expect(statusOf({ ...report, unread: [{ name: 'x', why: 'y' }] })).toBe(2);
  expect(statusOf(reportOf({ ...file, notFixed: 'x' }))).toBe(2);
  const quiet = small.replace(
    '**RUN:',
    '<!-- handrail: allow label-not-understood because x -->\n**RUN:',
  );
  expect(statusOf(reportOf(lintedFile(quiet)))).toBe(0);
  expect(countFindings(lintedFile(quiet).findings)).toMatchObject({ errors: 0, silenced: 2 });
});
