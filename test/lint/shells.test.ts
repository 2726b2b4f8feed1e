import { expect, it } from 'vitest';
import { lintedBlocks } from '../../src/lint/linted-blocks.ts';
import { shellsOf } from '../../src/lint/shells.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { documentWith } from './support/found.ts';

/** Each shell of a block: where it runs, the names it calls, and where those stand in the block. */
function shellsIn(text: string): [string, string[]][] {
  const [linted] = lintedBlocks(readRunbook(documentWith(text), 'sample.md'));
  if (linted === undefined) return [];
  return shellsOf(linted).map((shell) => [
    shell.where,
    shell.calls.map((call) => {
      const { start } = shell.placeOf(call.command.node);
      return `${call.name}@${linted.block.text.slice(start).split(/\s/, 1)[0] ?? ''}`;
    }),
  ]);
}

it.each<[string, [string, string[]][]]>([
  ['ls', [['block', ['ls@ls']]]],
  [
    `ssh node1 'sudo cat /etc/motd; hostname'`,
    [
      ['block', ['ssh@ssh']],
      ['remote', ['cat@sudo', `hostname@hostname'`]],
    ],
  ],
  [
    `juju exec -m prod --unit web/0 -- "sh -c 'id -u'"`,
    [
      ['block', ['juju@juju']],
      ['remote', ['sh@sh']],
      ['remote', [`id@id`]],
    ],
  ],
  [
    "juju ssh -m prod web/0 sudo bash -s <<'EOF'\nuptime\nEOF",
    [
      ['block', ['juju@juju']],
      ['remote', ['bash@sudo']],
      ['remote', ['uptime@uptime']],
    ],
  ],
  [
    "bash -c 'true' <<'EOF'\nno script\nEOF",
    [
      ['block', ['bash@bash']],
      ['child', [`true@true'`]],
    ],
  ],
  [
    'ssh node1 "echo \\"a b\\" $(date)"',
    [
      ['block', ['ssh@ssh', 'date@date)"']],
      ['remote', ['echo@echo']],
    ],
  ],
  [
    'kubectl -n web exec pod1 -- sh -c "nginx -t"',
    [
      ['block', ['kubectl@kubectl']],
      ['remote', ['nginx@nginx']],
    ],
  ],
  ['ssh node1', [['block', ['ssh@ssh']]]],
  ['bash script.sh -c x', [['block', ['bash@bash']]]],
])('finds the shells of %j', (text, expected) => {
  expect(shellsIn(text)).toEqual(expected);
});

it('looks into no more than a few shells inside each other', () => {
  let text = 'id';
  for (let level = 0; level < 9; level += 1) text = `ssh h ${JSON.stringify(text)}`;
  expect(shellsIn(text).length).toBeLessThan(8);
});
