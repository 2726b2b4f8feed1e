import { expect, it } from 'vitest';
import { sharedFileReplaced } from '../../../src/lint/risky/shared-file-replaced.ts';
import { foundIn } from '../support/found.ts';

it.each([
  "echo 'ARGS=--debug' | sudo tee /etc/default/app",
  "cat > ~/.ssh/config <<'EOF'\nHost *\nEOF",
  'ssh node1 "echo \'x\' | sudo tee /etc/hosts"',
])('finds it in %j', (text) => {
  expect(foundIn(sharedFileReplaced, text)).not.toEqual([]);
});

it.each([
  "echo 'ARGS=--debug' | sudo tee -a /etc/default/app",
  'echo x >> ~/.bashrc',
  'cat /etc/hosts > hosts.bak',
  'echo x | sudo tee /etc/app/app.conf',
])('does not find it in %j', (text) => {
  expect(foundIn(sharedFileReplaced, text)).toEqual([]);
});
