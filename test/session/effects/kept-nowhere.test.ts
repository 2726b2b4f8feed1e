import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareAttempt } from '../../../src/session/effects/attempt-files.ts';
import { exportOutput, readOutputTail } from '../../../src/session/effects/attempt-output.ts';
import { forgetOutput, toldOfOutput } from '../../../src/session/effects/kept-nowhere.ts';
import { watchForPrompt } from '../../../src/session/effects/prompt-watch.ts';
import { streamFile } from '../../../src/session/effects/output-place.ts';
import { troubleIn } from '../../../src/session/effects/seen-trouble.ts';
import { memoryFolder } from './support/carrying.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

function attempt(stdout: string, stderr = '') {
  const memory = memoryFolder();
  const folder = join(temporaryFolder(), '0001');
  const prepare = (own: string, name: string) => {
    prepareAttempt(own, 'true', memory).close();
    writeFileSync(streamFile(own, 'stdout'), stdout);
    writeFileSync(streamFile(own, 'stderr'), stderr);
    return join(memory, name);
  };
  return { folder, prepare, place: prepare(folder, 'output-0001') };
}

describe('an output that is kept nowhere', () => {
  it.each([
    ['', '', '0 lines, 0 bytes'],
    ['x', '', '1 line, 1 byte'],
    ['x\ny\n', 'é', '3 lines, 6 bytes'],
  ])('%j and %j: told as %s, and forgotten', (stdout, stderr, counts) => {
    const { folder, place } = attempt(stdout, stderr);
    expect(toldOfOutput(folder)?.text).toBe(`its output is kept nowhere; so far ${counts}`);
    const held = openSync(join(place, 'stdout'), 'r');
    forgetOutput(folder);
    // Whoever still holds it open reads nothing.
    expect(fstatSync(held).size).toBe(0);
    closeSync(held);
    expect(existsSync(place)).toBe(false);
    forgetOutput(folder);
    const text = `its output, ${counts}, is kept nowhere`;
    expect(readOutputTail(folder, { rows: 5, columns: 80, offset: 0 })).toEqual({
      lines: [text],
      bytes: Buffer.byteLength(stdout + stderr),
      more: false,
    });
    expect(readFileSync(exportOutput(folder), 'utf8')).toBe(`-- ${text} --\n`);
  });

  it('is forgotten with each look, whose counts stay', () => {
    const { folder, prepare } = attempt('');
    const look = join(folder, 'looks', '001');
    const place = prepare(look, 'output-0001-001');
    writeFileSync(join(place, 'stdout'), 'a\nb\n');
    writeFileSync(join(place, 'stdout.cut'), '');
    forgetOutput(folder);
    expect(existsSync(place)).toBe(false);
    expect(toldOfOutput(look)?.text).toBe('its output, 2 lines, 4 bytes, is kept nowhere');
  });

  it('is not counted in lines while it is large', () => {
    const { folder } = attempt('line\n'.repeat(300_000));
    expect(toldOfOutput(folder)?.text).toBe('its output is kept nowhere; so far 1500000 bytes');
    forgetOutput(folder);
    expect(toldOfOutput(folder)?.text).toBe(
      'its output, 300000 lines, 1500000 bytes, is kept nowhere',
    );
  });

  it('may be gone, and that is said', () => {
    const { folder, place } = attempt('x\n');
    rmSync(place, { recursive: true });
    expect(toldOfOutput(folder)?.text).toBe('its output was in memory alone and is gone');
    forgetOutput(folder);
    expect(toldOfOutput(folder)?.text).toBe('its output was in memory alone and is gone');
  });

  it('is nothing to tell of where the output is kept', () => {
    const folder = join(temporaryFolder(), '0001');
    prepareAttempt(folder, 'true').close();
    writeFileSync(join(folder, 'stdout'), 'x\n');
    forgetOutput(folder);
    expect(toldOfOutput(folder)).toBeUndefined();
    expect(readFileSync(join(folder, 'stdout'), 'utf8')).toBe('x\n');
  });

  it('is not quoted where it speaks of a login', () => {
    const { folder } = attempt(
      '',
      'ERROR cannot log into controller "canary": invalid entity\n* Vault is sealed\n',
    );
    expect(troubleIn(folder)).toMatchObject({ said: 'its words are not kept' });
  });

  it('is not quoted where it asks for something', async () => {
    const { folder } = attempt('canary, continue? [y/N] ');
    const prompt = await new Promise<string>((told) => {
      watchForPrompt(folder, undefined, told);
      // The watch does not keep a process alive by itself.
      const alive = setInterval(() => undefined, 100);
      setTimeout(() => clearInterval(alive), 5000).unref();
    });
    expect(prompt).toBe('a question that is not kept');
  });
});
