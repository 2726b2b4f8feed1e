import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchFile } from '../../../src/session/effects/file-watch.ts';

let folder = '';
let file = '';
let stop = (): void => undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-watch-'));
  file = join(folder, 'book.md');
  writeFileSync(file, 'one');
});

afterEach(() => {
  stop();
  rmSync(folder, { recursive: true, force: true });
});

function watched() {
  const onChange = vi.fn();
  stop = watchFile({ file, onChange });
  return onChange;
}

describe('a file that is watched', () => {
  it('is told once when an editor writes it in several goes', async () => {
    const onChange = watched();
    for (const text of ['t', 'tw', 'two']) writeFileSync(file, text);
    await vi.waitFor(() => expect(onChange).toHaveBeenCalled(), { timeout: 5000 });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(onChange).toHaveBeenCalledTimes(1);
  });

  it('is told when another file is given its name, again and again', async () => {
    const onChange = watched();
    for (const round of [1, 2]) {
      writeFileSync(`${file}.new`, `round ${round}`);
      renameSync(`${file}.new`, file);
      await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(round), { timeout: 5000 });
    }
  });

  it('is told when it goes and comes back, and of no other file', async () => {
    const onChange = watched();
    writeFileSync(join(folder, 'other.md'), 'other');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(onChange).not.toHaveBeenCalled();
    rmSync(file);
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(1), { timeout: 5000 });
    writeFileSync(file, 'back');
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(2), { timeout: 5000 });
  });

  it('is looked at slowly where nothing can be watched, and is left alone when it is stopped', async () => {
    const onChange = vi.fn();
    const late = join(folder, 'later', 'book.md');
    stop = watchFile({ file: late, onChange });
    stop();
    const { mkdirSync } = await import('node:fs');
    mkdirSync(join(folder, 'later'));
    stop = watchFile({ file: join(folder, 'none', 'book.md'), onChange });
    mkdirSync(join(folder, 'none'));
    writeFileSync(join(folder, 'none', 'book.md'), 'there');
    writeFileSync(late, 'there');
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(1), { timeout: 6000 });
  });
});
