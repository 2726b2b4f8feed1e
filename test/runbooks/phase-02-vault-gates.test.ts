import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourcesAreHere, sourcesFolder, wordRuns } from './phase-07-document.ts';
import { vaultBlock, vaultBlocks, vaultRunbook, vaultText } from './phase-02-vault-document.ts';

describe('phase 02 as the reader understands it', () => {
  it('leaves nothing that is not understood', () => {
    expect(vaultRunbook.problems).toEqual([]);
    expect(vaultRunbook.other).toEqual([]);
  });

  it('asks once whether there is anything to make', () => {
    expect(vaultRunbook.questions.map(({ options }) => options.map(({ id }) => id))).toEqual([
      ['init', 'reboot'],
    ]);
  });

  it('gives every value, for none of them changes with a rebuild', () => {
    expect(vaultRunbook.literals.filter(({ value }) => value === '')).toEqual([]);
  });

  it('skips after a reboot all that makes or removes something', () => {
    const skipped = vaultRunbook.steps.flatMap((step) =>
      step.blocks
        .filter((block) => (block.routing ?? step.routing)?.skipWhen === 'reboot')
        .map(({ id }) => id),
    );
    expect(skipped).toEqual([
      ...['2.1/1', '2.1/2', '2.1/3', '2.1/4'],
      ...['2.4/1', '2.5/1', '2.6/1'],
    ]);
  });
});

describe('the gates of phase 02', () => {
  it('stand with every block', () => {
    expect(vaultBlocks.filter(({ gates }) => gates.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('ask a person only what a person can see', () => {
    const attested = vaultBlocks.flatMap(({ id, gates }) =>
      gates.filter(({ type }) => type === 'attested').map(() => id),
    );
    expect(attested).toEqual(['2.1/1', '2.1/4', '2.6/1']);
  });

  it('let nobody pass over the copy that leaves the cloud, nor over an open file', () => {
    const hard = vaultBlocks.filter(({ gates }) => gates.some((gate) => gate.hard));
    expect(hard.map(({ id }) => id)).toEqual(['2.1/3', '2.1/4']);
  });

  it('want a name typed before what can not be taken back', () => {
    const cautious = vaultBlocks.filter(({ cautions }) => cautions.length > 0);
    expect(cautious.map(({ id, cautions }) => [id, cautions[0]?.object])).toEqual([
      ['2.1/2', 'vault/leader'],
      ['2.6/1', 'init.txt'],
      ['rollback/1', 'vault/leader'],
    ]);
  });
});

describe('the secrets of phase 02', () => {
  it('come on standard input: three of five shares, and a root token that is never kept', () => {
    const given = vaultBlocks.flatMap(({ id, secrets }) =>
      (secrets?.inputs ?? []).map(({ name, count, of, shape, way }) => ({
        id,
        asks: `${count} of ${of} ${name}`,
        shape,
        way,
        remember: secrets?.remember,
      })),
    );
    expect(given).toEqual([
      {
        id: '2.2/1',
        asks: '3 of 5 unseal share',
        shape: 'vault-share',
        way: { type: 'stdin', json: 'key' },
        remember: 'asked',
      },
      {
        id: '2.4/1',
        asks: '1 of 1 root token',
        shape: 'vault-token',
        way: { type: 'stdin', json: undefined },
        remember: 'never',
      },
    ]);
  });

  it('are kept out of the record where they are made', () => {
    expect(vaultBlocks.filter(({ sensitive }) => sensitive).map(({ id }) => id)).toEqual(['2.1/2']);
  });

  it('are never exported, never traced and never an argument', () => {
    for (const id of ['2.1/2', '2.2/1', '2.4/1']) expect(vaultBlock(id).text).toContain('set +ax');
    const { text } = vaultBlock('2.4/1');
    expect(text).not.toMatch(/\bexport\b|\becho [^\n]*\$(root|child|made)\b|token=\$/);
    // Only builtins of the shell see them: printf, read and the tests.
    const users = text.split('\n').filter((line) => /\$\{?(root|child)\b|"\$1"/.test(line));
    expect(
      users.filter(
        (line) =>
          !/printf '|trap revoke|refuse\(\) |echo "REFUSED: \$1"|\[ -n |\[\[ |api "\$/.test(line),
      ),
    ).toEqual([]);
  });

  it('go through juju only to a named model, with nothing else on its standard input', () => {
    const calls = vaultBlocks.flatMap(({ text }) =>
      text
        .replace(/\\\n/g, ' ')
        .split('\n')
        .filter((line) => /^[^#]*\bjuju (ssh|run|status|actions)\b/.test(line)),
    );
    expect(calls.filter((line) => !line.includes('-m "$juju_model"'))).toEqual([]);
    const open = calls.filter((line) => !line.includes('</dev/null'));
    expect(open.map((line) => line.trim())).toEqual([
      'unit() { juju ssh -m "$juju_model" --pty=false vault/leader "$@"; }',
    ]);
  });
});

describe('the words of phase 02', () => {
  it('are ASCII, in lines that a terminal of 110 columns shows whole', () => {
    const tooMuch = vaultText
      .split('\n')
      .filter((line) => line.length > 110 || /[^ -~]/.test(line));
    expect(tooMuch).toEqual([]);
  });

  it('give curl a limit in every call', () => {
    const calls = vaultText.split('\n').filter((line) => /\bcurl -/.test(line));
    expect(calls.length).toBeGreaterThan(5);
    expect(calls.filter((line) => !line.includes('--max-time'))).toEqual([]);
  });

  it.skipIf(!sourcesAreHere)('are our own: no eight in a row stand in a source document', () => {
    const ours = wordRuns(vaultText, 8);
    for (const name of readdirSync(sourcesFolder)) {
      const theirs = wordRuns(readFileSync(join(sourcesFolder, name), 'utf8'), 8);
      expect([...ours].filter((run) => theirs.has(run))).toEqual([]);
    }
  });
});
