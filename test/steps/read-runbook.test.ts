import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import type { Runbook } from '../../src/steps/model.ts';
import { read } from '../support/read.ts';

function texts(runbook: Runbook): string[] {
  const offered = runbook.steps.flatMap((step) => step.blocks);
  return [...offered, ...runbook.other].sort((a, b) => a.line - b.line).map(({ text }) => text);
}

describe('the name of a runbook', () => {
  it.each([
    ['---\nid: phase-07\ntitle: The graft\n---\n# Other\n', 'phase-07', 'The graft'],
    ['# Phase 07 -- *Graft*\n', 'x-1', 'Phase 07 -- Graft'],
    ['Words.\n\n# Only one\n', 'x-1', 'Only one'],
    ['Words.\n\n# RUN: a\n\n# another comment\n', 'x-1', 'x-1'],
    ['', 'x-1', 'x-1'],
    ['---\n: [broken\n---\n# T\n', 'x-1', 'T'],
    ['---\nid: "../../etc"\n---\n', 'x-1', 'x-1'],
    ['---\n\n# T\n', 'x-1', 'T'],
    ['---\n  title: Indented\n---\n# T\n', 'x-1', 'Indented'],
  ])('%j: %s, %s', (source, id, title) => {
    const runbook = readRunbook(source, 'some/folder/x-1.md');
    expect({ id: runbook.id, title: runbook.title }).toEqual({ id, title });
  });

  it('stands with the hash of the very bytes', () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x23, 0x20, 0xff, 0x0d, 0x0a]);
    const runbook = readRunbook(bytes, 'x.md');
    expect(runbook.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(runbook.problems.map(({ message }) => message).join()).toContain('not UTF-8');
  });

  it('front matter does not shift lines', () => {
    expect(
      readRunbook('---\nid: a\n---\n## Step 1\n```bash\nls\n```\n', 'x.md').steps[0]?.blocks[0]
        ?.line,
    ).toBe(5);
  });
});

describe('a code block', () => {
  it.each([
    ['CR LF', '```bash\r\nls \r\n\r\npwd\r\n```\r\n', 'ls \r\n\r\npwd'],
    ['a BOM', '\uFEFF```bash\nls\n```\n', 'ls'],
    ['tabs and trailing blanks', '```bash\n\tls  \n\n```\n', '\tls  \n'],
    ['NUL', '```bash\nl\0s\n```\n', 'l\0s'],
    ['fences inside', '````bash\n```\nls\n```\n````\n', '```\nls\n```'],
    ['tildes', '~~~bash\n```\n~~~\n', '```'],
    ['no newline at the end', '```bash\nls\n```', 'ls'],
    ['letters beyond ASCII', '```bash\necho ü日\n```', 'echo ü日'],
    ['a quote around it', '> ```bash\n> ls\n> pwd\n> ```\n', 'ls\npwd'],
    ['a quote and CR LF', '> ```bash\r\n> ls\r\n> pwd\r\n> ```\r\n', 'ls\r\npwd'],
    ['a list around it', '- a\n\n  ```bash\n  ls\n    pwd\n  ```\n', 'ls\n  pwd'],
    ['a list in a quote', '> 1. a\n>    ```bash\n>    ls\n>    ```\n', 'ls'],
  ])('survives %s', (_, source, text) => {
    const runbook = readRunbook(source, 'x.md');
    expect(runbook.steps.flatMap((step) => step.blocks.map((block) => block.text))).toEqual([text]);
  });

  it.each<[string, string, string]>([
    ['sample output', '```\nNAME STATUS\nmagnum up\n```', 'it looks like a table'],
    ['configuration', '```\n[capi_helm]\nkey = 1\n```', 'a configuration file'],
    ['an assignment in configuration', '```\ninstall = yes\n```', 'a configuration file'],
    ['only comments', '```\n# a\n  # b\n```', 'every line is a comment'],
    ['another language', '```yaml\na: 1\n```', 'language yaml is no shell'],
    ['a transcript without a prompt', '```console\nls\na\n```', 'no prompt stands in it, and "a"'],
    ['paths that were found', '```console\nfind .\n./a\n```', '"./a" in it may be no command'],
    ['a setting that was shown', '```console\ncat x\nhost = 3\n```', 'a configuration file'],
    ['what a console printed', 'The output is:\n\n```console\nw\n```', 'call it output'],
    ['a table of a console', '```terminal\nNAME READY\nls x\n```', 'looks like a table'],
    [
      'a command above the first prompt',
      '```console\nansible-playbook up.yml\n\n$ kubectl get nodes\nn1 Ready\n```',
      '"ansible-playbook up.yml" does not',
    ],
    ['nothing', '```bash\n\n```', 'empty'],
    ['a fence that never closes', '```bash\nrm -rf x\n\nProse.\n', 'never closes'],
    ['an open fence in a list', '- a\n\n  ```bash\n  ls\n\nProse.\n', 'never closes'],
    ['indented text', 'Words:\n\n    juju status\n', 'indented'],
  ])('is shown and not offered when it is %s', (_, source, reason) => {
    const runbook = readRunbook(source, 'x.md');
    expect(runbook.steps).toEqual([]);
    expect(runbook.other).toHaveLength(1);
    expect(runbook.other[0]?.reason).toContain(reason);
  });

  it.each([
    'juju deploy x',
    'juju status',
    'sudo -u magnum ls',
    'cd /x',
    'for i in 1 2; do ls; done',
    '( { set -u; ls; } )',
    'KUBECONFIG=~/x kubectl get nodes',
    '# first\nopenstack token issue',
  ])('without a language is offered when it begins with a command: %s', (text) =>
    expect(read('## 1. A', '```', text, '```').steps[0]?.blocks).toMatchObject([
      { text, labelled: false },
    ]),
  );

  it.each([
    ['check', 'helm ls --namespace x'],
    ['check', 'kubectl get pods\n\nkubectl get svc # all'],
    ['run', 'kubectl apply -f x --wait \\\n  -n y'],
    ['run', 'kubectl delete pod <pod>'],
  ])('in a console without a prompt is a %s: %j', (kind, text) =>
    expect(read('## 1. A', '```console', text, '```').steps[0]?.blocks).toMatchObject([
      { kind, text, origin: 'fence' },
    ]),
  );

  it('inside an HTML comment is none', () => {
    expect(texts(read('<!--', '```bash', 'ls', '```', '-->', 'Words.'))).toEqual([]);
  });

  it('with a label is a command, indented or without a language', () => {
    const runbook = read(
      '## 1. A',
      '**CHECK -- jumphost**',
      '',
      '    juju status',
      '',
      '**CHECK -- jumphost**',
      '',
      '```',
      './own-script',
      '```',
    );
    expect(runbook.steps[0]?.blocks).toMatchObject([
      { text: 'juju status' },
      { text: './own-script' },
    ]);
  });
});

describe('reading never throws', () => {
  it('on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        expect(readRunbook(bytes, 'x.md').file).toBe('x.md');
      }),
      { numRuns: 300 },
    );
  });

  const piece = fc.constantFrom(
    '# ',
    '## Step 1 -- ',
    '## EXIT GATE',
    '- ',
    '> ',
    '1. ',
    '  ',
    '\t',
    '\n',
    '\n\n',
    '\r\n',
    '```',
    '```bash\n',
    '~~~',
    '`',
    '``',
    '**',
    '*',
    '_',
    '[',
    '](',
    ')',
    '|',
    '|-|',
    '---\n',
    '===\n',
    '<!--',
    '-->',
    '<div>',
    '**GATE:** ',
    'GATE: ',
    'exit status is 0',
    ' and ',
    'output contains `x`',
    '**RUN -- jumphost**',
    '`# RUN: a`',
    '**CAPTURE:** `a` is ',
    'json `.a`',
    '**ASK:** ',
    '`ENV(a)` b',
    'CAUTION: ',
    '!!! A',
    '**POLL -- x** every 2 s',
    'FRESH DEPLOY ROUTING: SKIP this step',
    'a',
    ' ',
    '\\',
    '\0',
    '\uE000',
    '\uE0001\uE001',
    '\uFEFF',
    'é',
  );
  const document = fc.array(piece, { maxLength: 120 }).map((pieces) => pieces.join(''));

  it('on anything made of Markdown, and every line number lies in the document', () => {
    fc.assert(
      fc.property(document, (source) => {
        const runbook = readRunbook(source, 'x.md');
        const lines = source.split(/\r\n|\n|\r/).length;
        const numbers = [
          ...runbook.problems,
          ...runbook.other,
          ...runbook.steps,
          ...runbook.steps.flatMap((step) => step.blocks),
        ].map(({ line }) => line);
        for (const line of numbers) expect(line >= 1 && line <= lines).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('and the text of every fence in the first column is a part of the document', () => {
    const body = fc.string({ maxLength: 60 }).filter((text) => !/`{3}|~{3}/.test(text));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(body, fc.constantFrom('\n', '\r\n')), { maxLength: 8 }),
        (bodies) => {
          const source = bodies
            .map(([text, end]) => `Words.${end}\`\`\`bash${end}${text}${end}\`\`\`${end}`)
            .join('\n');
          expect(texts(readRunbook(source, 'x.md'))).toEqual(bodies.map(([text]) => text));
        },
      ),
      { numRuns: 300 },
    );
  });

  const big = 1_000_000;
  it.each<[string, string]>([
    ['quotes in quotes', '> '.repeat(big / 2)],
    ['lists in lists', '- '.repeat(big / 2)],
    [
      'a stair of lists',
      Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n'),
    ],
    ['open brackets', '['.repeat(big)],
    ['stars', '*a_ '.repeat(big / 4)],
    ['gates', '**GATE:** '.repeat(big / 10)],
    ['labels', '**RUN -- x**\n'.repeat(big / 13)],
    ['underlined headings', 'a\n=\n'.repeat(big / 4)],
    ['quoted fences', '> ```bash\n> ls\n> ```\n\n'.repeat(big / 23)],
    ['and after and', `**GATE:** ${'output contains `x` and '.repeat(big / 24)}`],
    ['empty lines', '\n'.repeat(big)],
    ['a fence that never closes', `\`\`\`bash\n${'ls\n'.repeat(big / 3)}`],
    ['YAML that explodes', `---\n${'a: &a [*a, *a]\n'.repeat(100)}---\n`],
  ])('nor runs for long on a megabyte of %s', (_, source) => {
    const started = performance.now();
    readRunbook(source, 'x.md');
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('and a document too large to be read says so', () => {
    const source = `## Step 1\n\`\`\`bash\nls\n\`\`\`\n${'Words and words.\n\n'.repeat(250_000)}\`\`\`bash\npwd\n\`\`\`\n`;
    const runbook = readRunbook(source, 'x.md');
    expect(runbook.steps[0]?.blocks.map(({ text }) => text)).toEqual(['ls']);
    expect(runbook.problems.at(-1)?.message).toContain('too large');
  });
});
