import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { createLineReader } from '../../../src/cli/plain/reader.ts';

function atTerminal() {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  let shown = '';
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
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
