import { expect, it } from 'vitest';
import { stdinEaten } from '../../../src/lint/risky/stdin-eaten.ts';
import { foundIn } from '../support/found.ts';

it.each([
  "ssh node1 bash -s <<'EOF'\nssh node2 uptime\necho done\nEOF",
  "juju ssh -m prod web/0 sudo bash -s <<'EOF'\nsudo systemctl restart nginx\nsystemctl is-active nginx\nEOF",
  'while read -r host; do\n  ssh "$host" uptime\ndone < hosts.txt',
  'cat units | while read -r unit; do juju ssh -m prod "$unit" hostname; done',
])('finds it in %j', (text) => {
  expect(foundIn(stdinEaten, text)).not.toEqual([]);
});

it.each([
  "ssh node1 bash -s <<'EOF'\nssh node2 uptime </dev/null\necho done\nEOF",
  'while read -r host; do\n  ssh -n "$host" uptime\ndone < hosts.txt',
  "ssh node1 bash -s <<'EOF'\necho first\nssh node2 uptime\nEOF",
  'while read -r -u3 host; do ssh "$host" uptime; done 3< hosts.txt',
  'for host in a b; do ssh "$host" uptime; done',
])('does not find it in %j', (text) => {
  expect(foundIn(stdinEaten, text)).toEqual([]);
});
