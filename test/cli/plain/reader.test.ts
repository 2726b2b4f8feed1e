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

/** What has come to the terminal is read. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Something that runs until it is told to end, beside which `b` alone in a line does something. */
function besideLetter(reader: ReturnType<typeof atTerminal>['reader']) {
  let end = (): void => undefined;
  const work = new Promise<void>((resolve) => {
    end = resolve;
  });
  let acts = 0;
  const act = (): void => void (acts += 1);
  const over = reader.during(work, () => undefined, { letter: 'b', act });
  return { acts: () => acts, end: () => end(), over };
}

it.each(['b\r', 'b\n', 'nothing\rb\r'])(
  'does on %j what its letter alone in a line does',
  async (keys) => {
    const { input, reader, shown } = atTerminal();
    const { acts, end, over } = besideLetter(reader);
    for (const key of keys) input.write(key);
    await turns();
    expect(acts()).toBe(1);
    end();
    await over;
    expect(shown()).not.toContain('b');
  },
);

it.each(['b', 'bb\r', 'ab\r', ' b\r', 'b \r', 'B\r', '\r', 'b\u001b[A\r'])(
  'does nothing on %j beside what runs',
  async (keys) => {
    const { input, reader } = atTerminal();
    const { acts, end, over } = besideLetter(reader);
    for (const key of keys) input.write(key);
    await turns();
    expect(acts()).toBe(0);
    end();
    await over;
  },
);

it('takes the Enter behind a letter for no answer when what ran ended between the two', async () => {
  const { input, reader, shown } = atTerminal();
  const { acts, end, over } = besideLetter(reader);
  input.write('b');
  await turns();
  end();
  await over;
  let answered: string | undefined;
  const asked = reader.ask('Run it? ').then((line) => (answered = line));
  while (!shown().includes('Run it? ')) await turns();
  input.write('\r');
  await turns();
  expect(answered).toBeUndefined();
  expect(shown().split('Run it? ').length).toBeGreaterThan(2);
  // The next one is meant.
  input.write('\r');
  expect(await asked).toBe('');
  expect(acts()).toBe(0);
});

it('takes Enter for an answer behind a line that Ctrl-C had ended', async () => {
  const { input, reader, shown } = atTerminal();
  const { end, over } = besideLetter(reader);
  input.write('b');
  input.write('\u0003');
  await turns();
  end();
  await over;
  const asked = reader.ask('Next? ');
  while (!shown().includes('Next? ')) await turns();
  input.write('\r');
  expect(await asked).toBe('');
});

it('takes the letter from a line of a pipe as well', async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  const reader = createLineReader(
    input as unknown as NodeJS.ReadStream,
    output as unknown as NodeJS.WriteStream,
  );
  onTestFinished(() => reader.close());
  const { acts, end, over } = besideLetter(reader);
  input.write('a\nb\n');
  while (acts() === 0) await turns();
  end();
  expect(await over).toBe('ended');
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
