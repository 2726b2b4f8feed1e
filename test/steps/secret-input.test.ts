import { describe, expect, it } from 'vitest';
import { buildCommand } from '../../src/steps/command.ts';
import { compareRunbooks } from '../../src/steps/compare-runbooks.ts';
import type { Runbook } from '../../src/steps/model.ts';
import { AHEAD_OF_SECRET } from '../../src/steps/ship.ts';
import { read } from '../support/read.ts';

function secretBlock(label: string, ...below: readonly string[]): Runbook {
  return read('## Step 1 -- Open', '', `**${label}**`, '```bash', 'cat', '```', '', ...below);
}

const blockOf = (runbook: Runbook) => {
  const block = runbook.steps[0]?.blocks[0];
  if (block === undefined) throw new Error('no block');
  return block;
};

describe('an INPUT sentence', () => {
  it.each([
    [
      '3 of 5 `unseal share`, a vault share, on standard input as json `key`.',
      { name: 'unseal share', count: 3, of: 5, shape: 'vault-share' },
      { type: 'stdin', json: 'key' },
    ],
    [
      '`root token`, a vault token, on standard input.',
      { name: 'root token', count: 1, of: 1, shape: 'vault-token' },
      { type: 'stdin', json: undefined },
    ],
    ['`pass` by standard input', { name: 'pass', shape: 'line' }, { type: 'stdin' }],
    [
      '`unseal share`, a vault share, at `Unseal Key (will be hidden):`. Share 1 first.',
      { name: 'unseal share', shape: 'vault-share' },
      { type: 'prompt', prompts: [{ type: 'text', text: 'Unseal Key (will be hidden):' }] },
    ],
    [
      '`new password` at `New:` and a prompt matching `Retype .*:`.',
      { name: 'new password' },
      {
        type: 'prompt',
        prompts: [
          { type: 'text', text: 'New:' },
          { type: 'pattern', pattern: 'Retype .*:' },
        ],
      },
    ],
  ])('%s', (sentence, expected, way) => {
    const runbook = secretBlock('SECRET -- jumphost', `**INPUT:** ${sentence}`);
    expect(runbook.problems).toEqual([]);
    expect(blockOf(runbook).secrets).toMatchObject({
      inputs: [{ ...expected, way }],
      remember: 'asked',
      refused: undefined,
    });
  });

  it('decides what standard input is', () => {
    const stdin = (sentence: string) => blockOf(secretBlock('SECRET -- jumphost', sentence)).stdin;
    expect(stdin('**INPUT:** `x` on standard input.')).toBe('secret');
    expect(stdin('**INPUT:** `x` at `X:`.')).toBe('tty');
    expect(stdin('')).toBe('tty');
  });

  it.each([
    ['**INPUT:** the share.', /not understood/],
    ['**INPUT:** 3 of 2 `share` on standard input.', /3 of 2/],
    ['**INPUT:** 0 of 2 `share` on standard input.', /0 of 2/],
    ['**INPUT:** `share` at ` `.', /prompt/],
    ['**INPUT:** `share` at a prompt matching `x*`.', /prompt/],
    ['**INPUT:** `share` at a prompt matching `(`.', /prompt/],
    ['**INPUT:** `a` on standard input. **INPUT:** `b` at `B:`.', /standard input takes one/],
    ['**INPUT:** 2 of 3 `a` at `A:`. **INPUT:** `b` at `B:`.', /block of its own/],
  ])('with a slip is a problem, and its block does not run: %s', (sentence, message) => {
    const runbook = secretBlock('SECRET -- jumphost', sentence);
    expect(runbook.problems.map((problem) => problem.message).join()).toMatch(message);
    const block = blockOf(runbook);
    expect(block.secrets?.refused).toMatch(message);
    const { runs, feeds } = buildCommand(runbook, block, { literals: {}, captures: {} });
    expect(runs).toMatch(/^printf .*REFUSED: .*exit 2$/);
    expect(feeds).toBeUndefined();
  });

  it('speaks of SECRET blocks alone', () => {
    const runbook = secretBlock('RUN -- jumphost', '**INPUT:** `x` on standard input.');
    expect(runbook.problems).toHaveLength(1);
    expect(blockOf(runbook)).toMatchObject({ stdin: 'null', secrets: undefined });
  });

  it('is prose in small letters', () => {
    const runbook = read('# X', '', '**Input:** a list of hosts. **Sensitive:** people.');
    expect(runbook.problems).toEqual([]);
  });
});

describe('beside it', () => {
  it('REMEMBER says never, SENSITIVE says output', () => {
    const runbook = secretBlock(
      'SECRET -- jumphost',
      '**INPUT:** `x` on standard input. **REMEMBER:** never. **SENSITIVE:** output.',
    );
    expect(runbook.problems).toEqual([]);
    expect(blockOf(runbook)).toMatchObject({ secrets: { remember: 'never' }, sensitive: true });
  });

  it('SENSITIVE stands with any block', () => {
    expect(blockOf(secretBlock('RUN -- jumphost', '**SENSITIVE:** output.')).sensitive).toBe(true);
  });

  it.each(['**REMEMBER:** always.', '**SENSITIVE:** script.'])('a slip: %s', (sentence) => {
    expect(secretBlock('SECRET -- jumphost', sentence).problems).toHaveLength(1);
  });
});

describe('its command', () => {
  const commandOf = (runbook: Runbook) =>
    buildCommand(runbook, blockOf(runbook), { literals: {}, captures: {}, jujuModel: 'm' });

  it('says what is fed, leaves nothing to the next block', () => {
    const command = commandOf(
      secretBlock('SECRET -- jumphost', '**INPUT:** `x`, on standard input.'),
    );
    expect(command).toMatchObject({ stdin: 'secret', environment: 'read', runs: 'cat' });
    expect(command.feeds).toMatchObject([{ name: 'x', way: { type: 'stdin' } }]);
  });

  it('on a unit has no terminal, and checks what comes first', () => {
    const { runs } = commandOf(
      secretBlock('SECRET -- vault/0', '**INPUT:** `x`, on standard input.'),
    );
    expect(runs).toMatch(/^juju ssh -m m --pty=false vault\/0 'IFS= read -r handrail_first;/);
    expect(runs).not.toContain('/dev/null');
    expect(runs).toContain(`= ${AHEAD_OF_SECRET.trim()} ]`);
  });
});

describe('two readings of a document', () => {
  it('differ where what is given differs, wherever it stands', () => {
    const says = (sentence: string, ...above: readonly string[]) =>
      read('# T', ...above, '## Step 1', '**SECRET -- jumphost**', '```bash', 'x', '```', sentence);
    const one = says('**INPUT:** `x` on standard input.');
    expect(compareRunbooks(one, says('**INPUT:** `x` on standard input.', '', 'More.'))).toEqual({
      blocks: [],
      literals: [],
      steps: [],
    });
    const changed = compareRunbooks(one, says('**INPUT:** `x` at `X:`.')).blocks;
    expect(changed).toMatchObject([{ type: 'changed', what: ['command', 'input'] }]);
  });
});
