import { expect, it } from 'vitest';
import { unquotedPlaceholder } from '../../../src/lint/risky/unquoted-placeholder.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'ssh <host> uptime',
  'openstack server delete <server-id>',
  "ssh node1 'kubectl delete pod <pod>'",
])('finds it in %j', (text) => {
  expect(foundIn(unquotedPlaceholder, text)).not.toEqual([]);
});

it.each([
  'ssh "<host>" uptime',
  'ssh "$host" uptime',
  "cat <<'EOF'\n<host>\nEOF",
  'sort <file >sorted',
])('does not find it in %j', (text) => {
  expect(foundIn(unquotedPlaceholder, text)).toEqual([]);
});
