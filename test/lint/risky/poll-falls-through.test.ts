import { expect, it } from 'vitest';
import { pollFallsThrough } from '../../../src/lint/risky/poll-falls-through.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'for i in $(seq 1 40); do\n  s=$(openstack server show web -f value -c status)\n  [ "$s" = ACTIVE ] && break\n  sleep 15\ndone',
  'for i in {1..10}; do kubectl get nodes; sleep 5; done',
  'n=0\nwhile [ $n -lt 10 ]; do curl -fm 5 https://x && break; sleep 5; n=$((n+1)); done\necho ready',
  'for i in 1 2 3; do\n  case $(cat state) in DONE|FAILED) break ;; esac\n  sleep 1\ndone',
])('finds it in %j', (text) => {
  expect(foundIn(pollFallsThrough, text)).not.toEqual([]);
});

it.each([
  '( for i in $(seq 1 40); do\n  s=$(openstack server show web -f value -c status)\n  [ "$s" = ACTIVE ] && exit 0\n  sleep 15\ndone\nexit 1 )',
  'for i in 1 2 3; do\n  s=$(cat state); [ "$s" = DONE ] && break\n  sleep 1\ndone\n[ "$s" = DONE ]',
  'for host in a b c; do ssh -n $host uptime; sleep 1; done',
  'for i in $(seq 1 9); do echo $i; done',
  'until nc -z db 5432; do sleep 1; done',
])('does not find it in %j', (text) => {
  expect(foundIn(pollFallsThrough, text)).toEqual([]);
});
