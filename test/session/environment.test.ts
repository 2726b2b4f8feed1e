import { describe, expect, it } from 'vitest';
import {
  changeEnvironment,
  emptyEnvironment,
  loseEnvironment,
  type EnvironmentChange,
} from '../../src/session/environment.ts';

const nothing: EnvironmentChange = {
  set: [],
  changed: [],
  unset: [],
  folder: undefined,
  options: [],
};

describe('the carried environment', () => {
  it('knows which block each name came from last', () => {
    const first = changeEnvironment(emptyEnvironment, 'b:1/1', { ...nothing, set: ['A', 'B'] });
    const second = changeEnvironment(first, 'b:2/1', { ...nothing, changed: ['A'], unset: ['B'] });
    expect(second.names).toEqual({ A: 'b:2/1' });
  });

  it('keeps the folder and the newest sign of an option', () => {
    const first = changeEnvironment(emptyEnvironment, 'b:1/1', {
      ...nothing,
      folder: '/srv',
      options: ['+nounset'],
    });
    const second = changeEnvironment(first, 'b:2/1', { ...nothing, options: ['-nounset'] });
    expect(second.folder).toEqual({ path: '/srv', block: 'b:1/1' });
    expect(second.options).toEqual({ '-nounset': 'b:2/1' });
  });

  it('remembers after a reboot what is missing, until a block establishes it again', () => {
    const before = changeEnvironment(emptyEnvironment, 'b:1/1', { ...nothing, set: ['A', 'B'] });
    const lost = loseEnvironment(before);
    expect(lost).toMatchObject({ names: {}, lost: { A: 'b:1/1', B: 'b:1/1' } });
    const after = changeEnvironment(lost, 'b:1/1', { ...nothing, set: ['A'] });
    expect(after).toMatchObject({ names: { A: 'b:1/1' }, lost: { B: 'b:1/1' } });
  });

  it('misses the folder and the options as well, which later blocks count on', () => {
    const set = { ...nothing, folder: '/srv', options: ['+pipefail'] };
    const { lost } = loseEnvironment(changeEnvironment(emptyEnvironment, 'b:1/1', set));
    expect(lost).toEqual({ 'folder /srv': 'b:1/1', 'option +pipefail': 'b:1/1' });
    const other = { ...nothing, folder: '/tmp', options: ['-pipefail'] };
    expect(changeEnvironment({ ...emptyEnvironment, lost }, 'b:2/1', other).lost).toEqual({});
  });
});
