import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { carriedIn, noteEnvironment } from '../../../src/session/effects/carried-environment.ts';
import { emptyEnvironment } from '../../../src/session/environment.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import { sampleSession } from '../../support/sample-runbook.ts';
import { memoryFolder } from './support/carrying.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const carrying = sampleSession({
  mode: 'real',
  environment: { ...emptyEnvironment, names: { A: 'tiny:7.0/1' } },
});

describe('what the session tells of and memory holds', () => {
  it('is lost when its file is not there, or there is no place for one', () => {
    const folder = memoryFolder();
    const carried = carriedIn(() => ({ type: 'memory', folder }));
    expect(carried.lost(carrying)).toBe(`${join(folder, 'carried')} is not there`);
    writeFileSync(join(folder, 'carried'), '');
    expect(carried.lost(carrying)).toBeUndefined();
    const nowhere = carriedIn(() => ({ type: 'none', why: '/run is on a disk' }));
    expect(nowhere.lost(carrying)).toContain('/run is on a disk');
  });

  it('can not get lost where nothing is carried, or in training', () => {
    const nowhere = carriedIn(() => ({ type: 'none', why: 'x' }));
    expect(nowhere.lost({ ...carrying, environment: emptyEnvironment })).toBeUndefined();
    expect(nowhere.lost({ ...carrying, mode: 'training' })).toBeUndefined();
  });

  it('can not get lost any more when the walk is finished', () => {
    const folder = memoryFolder();
    const carried = carriedIn(() => ({ type: 'memory', folder }));
    carried.forget();
    expect(carried.lost({ ...carrying, state: 'finished' })).toBeUndefined();
  });
});

describe('what is journaled of an attempt', () => {
  it.each([
    ['left\0set A\0', 'environment-changed'],
    ['left\0', undefined],
    ['not-left\0', 'environment-not-left'],
    [undefined, undefined],
  ])('%j becomes %s', (text, type) => {
    const folder = temporaryFolder();
    if (text !== undefined) writeFileSync(join(folder, 'environment'), text);
    const noted: SessionEvent[] = [];
    const recorder = {
      announce: () => undefined,
      note: (event: SessionEvent) => void noted.push(event),
      flush: () => true,
    };
    noteEnvironment(recorder, 1, folder);
    expect(noted.map((event) => event.type)).toEqual(type === undefined ? [] : [type]);
  });
});
