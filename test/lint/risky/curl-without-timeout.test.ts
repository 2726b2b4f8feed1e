import { expect, it } from 'vitest';
import { curlWithoutTimeout } from '../../../src/lint/risky/curl-without-timeout.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'curl -sS https://example.com/',
  'if curl -f https://example.com/; then echo up; fi',
  'x=$(curl -s "$url")',
  "ssh node1 'curl -s https://example.com/'",
])('finds it in %j', (text) => {
  expect(foundIn(curlWithoutTimeout, text)).not.toEqual([]);
});

it.each([
  'curl -sS --max-time 5 https://example.com/',
  'curl --max-time=5 https://example.com/',
  'curl -fsSm5 https://example.com/',
  'timeout 5 curl https://example.com/',
  'echo "curl it"',
  'curl --version',
  'curl --connect-timeout 9 --speed-time 60 -O https://example.com/x.iso',
])('does not find it in %j', (text) => {
  expect(foundIn(curlWithoutTimeout, text)).toEqual([]);
});
