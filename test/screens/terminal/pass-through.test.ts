import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { passThrough } from '../../../src/screens/terminal/pass-through.ts';

/** A terminal of two ends, and the terminal of a block that tells what it gets. */
function desk() {
  const log: string[] = [];
  const stdin = Object.assign(new EventEmitter(), {
    setRawMode: (raw: boolean) => void log.push(raw ? 'raw' : 'not raw'),
    ref: () => undefined,
    pause: () => void log.push('paused'),
    resume: () => undefined,
  });
  const screen: Buffer[] = [];
  const stdout = Object.assign(new EventEmitter(), {
    columns: 80,
    rows: 24,
    write: (data: Uint8Array | string) => void screen.push(Buffer.from(data)),
  });
  let show: (bytes: Uint8Array) => void = () => undefined;
  let end = (): void => undefined;
  const block = {
    attach(next: typeof show) {
      show = next;
      return () => void log.push('detached');
    },
    type: (bytes: Uint8Array) => void log.push(`typed ${Buffer.from(bytes).toString('latin1')}`),
    resize: (columns: number, rows: number) => void log.push(`${columns}x${rows}`),
    ended: new Promise<void>((resolve) => {
      end = resolve;
    }),
  };
  return {
    log,
    stdin,
    stdout,
    screen: () => Buffer.concat(screen),
    says: (bytes: Uint8Array) => show(bytes),
    ends: () => end(),
    joined: passThrough(block, { stdin, stdout }, 'first\nsecond\n'),
  };
}

describe('the terminal of a block, taken over', () => {
  it('passes bytes both ways as they are, and comes back on Ctrl-]', async () => {
    const at = desk();
    at.stdin.emit('data', Buffer.from([0x03, 0xff, 0x1b]));
    at.says(Uint8Array.of(0xc3, 0x28));
    at.stdin.emit('data', Buffer.from('last\u{1D}behind it'));
    at.stdin.emit('data', Buffer.from('never'));
    expect(await at.joined).toBe('came-back');
    expect(at.log).toEqual([
      '80x24',
      'raw',
      'typed \u{3}\u{FF}\u{1B}',
      'typed last',
      'not raw',
      'paused',
      'detached',
    ]);
    expect(at.screen().includes(Buffer.of(0xc3, 0x28))).toBe(true);
    expect(at.screen().toString('latin1').startsWith('first\r\nsecond\r\n')).toBe(true);
  });

  it('hands on each change of size, and none afterwards', async () => {
    const at = desk();
    Object.assign(at.stdout, { columns: 100, rows: 30 });
    at.stdout.emit('resize');
    at.ends();
    expect(await at.joined).toBe('ended');
    at.stdout.emit('resize');
    expect(at.log.filter((line) => line.includes('x'))).toEqual(['80x24', '100x30']);
  });

  it('takes back what a program left: its screen, colours, mouse and hidden cursor', async () => {
    const at = desk();
    at.ends();
    await at.joined;
    for (const mode of ['?1049l', '?1003l', '?2004l', '0m', '?25h'])
      expect(at.screen().toString()).toContain(`\u{1B}[${mode}`);
    expect(at.stdin.listenerCount('data')).toBe(0);
  });
});
