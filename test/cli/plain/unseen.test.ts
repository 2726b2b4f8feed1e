import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askUnseen } from '../../../src/cli/plain/ask-unseen.ts';
import { typeAt } from '../../../src/cli/plain/type-at.ts';
import { atSecret } from '../../../src/cli/plain/secret.ts';
import type { Talk } from '../../../src/cli/plain/talk.ts';
import type { LineReader } from '../../../src/cli/plain/reader.ts';
import type { BlockTerminal } from '../../../src/session/runner.ts';
import { fakeWalker } from '../../support/fake-walker.ts';
import { sampleSession } from '../../support/sample-runbook.ts';

/** A terminal whose keys a test presses, read by a line editor that must not hear them. */
function terminal() {
  const keys = new PassThrough();
  const modes: boolean[] = [];
  const overheard: string[] = [];
  keys.on('data', (chunk: Buffer) => overheard.push(String(chunk)));
  const input = Object.assign(keys, {
    isTTY: true,
    isRaw: false,
    setRawMode: (raw: boolean) => void modes.push(raw),
  });
  let shown = '';
  const output = {
    columns: 80,
    rows: 24,
    write: (text: string | Uint8Array) => void (shown += Buffer.from(text as string).toString()),
    on: () => undefined,
    off: () => undefined,
  };
  return {
    input,
    output,
    modes,
    overheard,
    shown: () => shown,
    press: (text: string) => keys.write(text),
  };
}

const read = async (asked: ReturnType<typeof askUnseen>) =>
  (await asked)?.use((bytes) => Buffer.from(bytes).toString());

describe('asking by lines for what nobody sees', () => {
  it('takes it up to Enter, cut anywhere, and nobody else hears it', async () => {
    const at = terminal();
    const asked = askUnseen(at, 'Word: ');
    for (const piece of ['hun', 'x', '\u007f', 'ter', '2', '\r']) at.press(piece);
    expect(await read(asked)).toBe('hunter2');
    expect(at.overheard).toEqual([]);
    expect(at.shown()).toContain('Word: ');
    expect(at.shown()).not.toMatch(/hun|ter2/);
    expect(at.modes).toEqual([true, false]);
    at.press('next');
    expect(at.overheard).toEqual(['next']);
  });

  it.each([
    ['Esc', '\u001b'],
    ['Ctrl-C', '\u0003'],
  ])('is given up by %s', async (_, key) => {
    const at = terminal();
    const asked = askUnseen(at, 'Word: ');
    at.press('hunter2');
    at.press(key);
    expect(await asked).toBeUndefined();
    expect(at.modes).toEqual([true, false]);
  });

  it('takes a paste without sending it for its line end', async () => {
    const at = terminal();
    const asked = askUnseen(at, 'Word: ');
    at.press('\u001b[200~hunter2\n\u001b[201~');
    at.press('\r');
    expect(await read(asked)).toBe('hunter2');
  });

  it('sends nothing of several lines, and asks on', async () => {
    const at = terminal();
    const asked = askUnseen(at, 'Word: ');
    at.press('hunter2\rhunter3\rhunter4\r');
    await until(() => at.shown().includes('Press Ctrl-U'));
    at.press('\u0015hunter5\r');
    expect(await read(asked)).toBe('hunter5');
  });

  it('says that nothing was entered', async () => {
    const at = terminal();
    const asked = askUnseen(at, 'Word: ');
    at.press('\r');
    await until(() => at.shown().includes('Nothing was entered'));
    at.press('\u0003');
    expect(await asked).toBeUndefined();
  });
});

describe('the terminal of a block, by lines', () => {
  it('is the operator’s until Ctrl-], byte for byte', async () => {
    const at = terminal();
    const typed: string[] = [];
    let show: (bytes: Uint8Array) => void = () => undefined;
    const block: BlockTerminal = {
      attach(shows) {
        show = shows;
        return () => {
          show = () => undefined;
        };
      },
      type: (bytes) => void typed.push(Buffer.from(bytes).toString()),
      resize: (columns, rows) => void typed.push(`${columns}x${rows}`),
      ended: new Promise(() => undefined),
    };
    const over = typeAt(block, at.input, at.output);
    show(Buffer.from('Password: '));
    at.press('hunter2\r');
    at.press('\u0003more\u001dbehind');
    await over;
    expect(typed).toEqual(['80x24', 'hunter2\r', '\u0003more']);
    expect(at.shown()).toContain('Password: ');
    show(Buffer.from('late'));
    expect(at.shown()).not.toContain('late');
    expect(at.modes).toEqual([true, false]);
  });
});

describe('a block that asks by lines for a secret', () => {
  const asked = {
    block: 'tiny:1/1',
    input: {
      line: 1,
      name: 'root token',
      count: 1,
      of: 1,
      shape: 'vault-token',
      way: { type: 'stdin', json: undefined },
    },
    index: 0,
    number: 1,
    attempt: undefined,
    state: 'asked',
  } as const;
  const talkTo = (over: Partial<LineReader>) => {
    const walker = fakeWalker({ session: sampleSession() });
    const printed: string[] = [];
    const talk: Talk = {
      walker,
      reader: over as LineReader,
      print: (line) => printed.push(line),
      outputShown: new Set(),
      earlier: [],
    };
    return { talk, walker, printed };
  };

  it('asks nobody where it could be seen, and names the way on', async () => {
    const { talk, walker, printed } = talkTo({ canHide: false });
    expect(await atSecret(talk, asked)).toBe('leave');
    expect(printed.join(' ')).toMatch(/this is no terminal.*handrail resume/);
    expect(walker.given).toEqual([]);
  });

  it('gives nothing by itself on the real machine', async () => {
    const { talk, walker } = talkTo({ canHide: true, askUnseen: async () => undefined });
    expect(await atSecret(talk, asked)).toBe('on');
    expect(walker.given).toEqual([]);
    expect(walker.intents).toEqual([{ type: 'leave-secret' }]);
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
