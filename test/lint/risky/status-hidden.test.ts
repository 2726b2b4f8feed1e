import { expect, it } from 'vitest';
import { statusHidden } from '../../../src/lint/risky/status-hidden.ts';
import { foundIn } from '../support/found.ts';

it.each([
  "command -v helm || { echo 'helm missing'; exit 0; }",
  "ssh node1 'systemctl restart app && systemctl is-active app; ps -C app'",
  "ssh node1 'pip show app | grep Version; hostname'",
  'kubectl apply -f a.yaml && echo applied; kubectl get pods',
])('finds it in %j', (text) => {
  expect(foundIn(statusHidden, text)).not.toEqual([]);
});

it.each([
  "command -v helm || { echo 'helm missing'; exit 2; }",
  "ssh node1 'systemctl restart app && systemctl is-active app'",
  "ssh node1 'set -e; systemctl restart app && sleep 1; ps -C app'",
  '[ -f x ] && echo there; ls',
  "ssh node1 'grep x y || true; hostname'",
  "ssh node1 'grep x y || exit 1; hostname'",
  'kubectl apply -f a.yaml && echo applied\nkubectl get pods',
  'command -v helm || { echo skipped; exit 0; }',
])('does not find it in %j', (text) => {
  expect(foundIn(statusHidden, text)).toEqual([]);
});
