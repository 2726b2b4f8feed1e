import { expect, it } from 'vitest';
import { willDraw } from '../../bin/first-paint.js';

it.each([
  [''],
  ['--no-color'],
  ['walk phase-07'],
  ['walk a.md b.md --state-dir /tmp/x'],
  ['--state-dir=/tmp/x resume'],
  ['resume 2026'],
  ['train phase-07 --fault no-trustee --route=fresh'],
])('paints at once for `handrail %s`, which draws', (line) => {
  expect(willDraw(line.split(' ').filter(Boolean))).toBe(true);
});

it.each([
  ['--help'],
  ['-h'],
  ['--version'],
  ['-V'],
  ['help walk'],
  ['walk'],
  ['walk phase-07 --help'],
  ['walk phase-07 --plain'],
  ['resume --plain'],
  ['train --autopilot'],
  ['train --autopilot --json'],
  ['train --fault list'],
  ['train --fault=list'],
  ['outline phase-07'],
  ['outline --json phase-07'],
  ['no-such-command'],
  ['train --no-such-option'],
  ['lint x.md'],
])('paints nothing for `handrail %s`, which prints lines', (line) => {
  expect(willDraw(line.split(' '))).toBe(false);
});
