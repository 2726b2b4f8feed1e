import { expect, it } from 'vitest';
import { stdinOfPaste } from '../../../src/lint/risky/stdin-of-paste.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'ssh node1 sudo reboot\necho sent',
  'juju ssh -m prod web/0 hostname\njuju ssh -m prod web/1 hostname',
])('finds it in %j', (text) => {
  expect(foundIn(stdinOfPaste, text)).not.toEqual([]);
});

it.each([
  'ssh node1 sudo reboot </dev/null\necho sent',
  'ssh -n node1 uptime\necho sent',
  "base64 key | ssh node1 'base64 -d > key'\necho sent",
  'ssh node1',
  'name=$(ssh node1 hostname)\necho "$name"',
])('does not find it in %j', (text) => {
  expect(foundIn(stdinOfPaste, text)).toEqual([]);
});
