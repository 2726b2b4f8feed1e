import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lintRunbook } from '../../src/lint/lint-runbook.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { hostileDocument } from '../support/hostile-documents.ts';

const folder = new URL('../../runbooks/', import.meta.url);
const runbooks = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

/** `HANDRAIL_DOCUMENTS=10000` for all of them; up to a megabyte then, and smaller ones every day. */
const wanted = Number(process.env['HANDRAIL_DOCUMENTS'] ?? 120);
const largest = process.env['HANDRAIL_DOCUMENTS'] === undefined ? 60_000 : 1_000_000;

/** Each of them took seconds, up to a minute, before what took the square of its length was mended. */
const onceSlow = [
  { what: 'a block of one placeholder after another', number: 420, size: 250_000 },
  { what: 'a heading of brackets that never close', number: 960, size: 60_000 },
  { what: 'thousands of blocks of one command', number: 936, size: 60_000 },
  { what: 'a block of pipelines', number: 588, size: 60_000 },
];

it.each(onceSlow)(
  '$what is read and linted in bounded time',
  ({ number, size }) => {
    const source = hostileDocument(number, runbooks, size);
    const begin = process.cpuUsage();
    lintRunbook(source, readRunbook(source, 'x.md'));
    const { user, system } = process.cpuUsage(begin);
    expect((user + system) / 1000).toBeLessThan(2000);
  },
  60_000,
);

it(
  `${wanted} documents that nobody would write are read and linted, none slowly`,
  () => {
    let slowest = { milliseconds: 0, number: -1, size: 0 };
    let memory = 0;
    for (let number = 0; number < wanted; number += 1) {
      const source = hostileDocument(number, runbooks, largest);
      const begin = process.cpuUsage();
      const runbook = readRunbook(source, 'x.md');
      expect([...lintRunbook(source, runbook)].length).toBeGreaterThanOrEqual(0);
      // Of the processor: what else the machine does is not measured.
      const { user, system } = process.cpuUsage(begin);
      const milliseconds = Math.round((user + system) / 1000);
      if (milliseconds > slowest.milliseconds)
        slowest = { milliseconds, number, size: source.length };
      memory = Math.max(memory, process.memoryUsage().rss);
    }
    if (largest === 1_000_000)
      console.log({ wanted, slowest, megabytes: Math.round(memory / 2 ** 20) });
    expect(slowest.milliseconds, JSON.stringify(slowest)).toBeLessThan(2000);
  },
  60_000 + wanted * 500,
);
