import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { createLineReader } from '../../../src/cli/plain/reader.ts';

function atTerminal(columns = 80) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  let shown = '';
  const output = Object.assign(new PassThrough(), { isTTY: true, columns, rows: 24 });
  output.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const reader = createLineReader(
    input as unknown as NodeJS.ReadStream,
    output as unknown as NodeJS.WriteStream,
  );
  onTestFinished(() => reader.close());
  return { input, reader, shown: () => shown };
}

it('shows nothing of what is typed while something runs, and answers no question with it', async () => {
  const { input, reader, shown } = atTerminal();
  let end = (): void => undefined;
  const work = new Promise<void>((resolve) => {
    end = resolve;
  });
  let stopped = 0;
  const over = reader.during(work, () => {
    stopped += 1;
  });
  input.write('hunter2\rmore');
  input.write('\u0003');
  while (stopped === 0) await new Promise((resolve) => setImmediate(resolve));
  end();
  expect(await over).toBe('ended');
  const asked = reader.ask('Next? ');
  while (!shown().includes('Next? ')) await new Promise((resolve) => setImmediate(resolve));
  input.write('yes\r');
  expect(await asked).toBe('yes');
  expect(shown()).not.toMatch(/hunter|more/);
});

it('is left by Ctrl-D while something runs', async () => {
  const { input, reader } = atTerminal();
  const over = reader.during(new Promise(() => undefined), () => undefined);
  input.write('\u0004');
  expect(await over).toBe('left');
});

it('prints beside a question of several rows without leaving any of it behind', async () => {
  const { input, reader, shown } = atTerminal(10);
  const asked = reader.ask('Is this the one, then? ');
  while (!shown().includes('then? ')) await new Promise((resolve) => setImmediate(resolve));
  input.write('perhaps');
  while (!shown().includes('perhaps')) await new Promise((resolve) => setImmediate(resolve));
  const before = shown().length;
  reader.beside('2/1 look 3');
  const drawn = shown().slice(before);
  // 23 and 7 characters fill three rows of ten: the cursor stands in the fourth.
  expect(drawn.startsWith('\u001b[3A\r\u001b[J2/1 look 3\n')).toBe(true);
  const again = drawn.slice(drawn.indexOf('2/1 look 3'));
  expect(again).toContain('Is this the one, then? perhaps');
  // Nothing moves up over what was printed.
  expect(again.slice(0, again.indexOf('Is this'))).not.toMatch(/\u001b\[\d+A/);
  input.write('\r');
  expect(await asked).toBe('perhaps');
});
