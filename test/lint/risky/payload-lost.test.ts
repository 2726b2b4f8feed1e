import { expect, it } from 'vitest';
import { payloadLost } from '../../../src/lint/risky/payload-lost.ts';
import { foundIn } from '../support/found.ts';

it.each([
  "base64 key.txt | ssh node1 'base64 -d > key.txt' </dev/null",
  'cat site.yaml | kubectl apply -f - </dev/null',
  'echo x | sudo tee /etc/motd < other',
])('finds it in %j', (text) => {
  expect(foundIn(payloadLost, text)).not.toEqual([]);
});

it.each([
  "base64 key.txt | ssh node1 'base64 -d > key.txt'",
  'ssh node1 uptime </dev/null | tee log',
  'cat a | { read -r x; ssh node1 "$x" </dev/null; }',
])('does not find it in %j', (text) => {
  expect(foundIn(payloadLost, text)).toEqual([]);
});
