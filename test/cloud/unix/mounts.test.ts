import { describe, expect, it } from 'vitest';
import { mountOf } from '../../../src/cloud/unix/mounts.ts';

describe('what is mounted on a host', () => {
  it('is told by the longest path above a file, whole names only', () => {
    expect(
      ['/', '/home/x', '/development', '/dev/null', '/run/a', '/media', '/media/vault-copy/a'].map(
        (path) => mountOf(path).at,
      ),
    ).toEqual(['/', '/', '/', '/dev', '/run', '/', '/media/vault-copy']);
  });

  it('has a stick of its own device', () => {
    expect(mountOf('/media/vault-copy').device).not.toBe(mountOf('/home').device);
  });
});
