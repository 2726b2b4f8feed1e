import { describe, expect, it } from 'vitest';
import { HiddenBytes, longestHidden } from '../../src/secrets/hidden-bytes.ts';

function held(text: string) {
  const where = new Uint8Array(longestHidden);
  const bytes = new HiddenBytes(where);
  for (const byte of Buffer.from(text)) bytes.add(byte);
  return { where, bytes, used: () => Buffer.from(where).toString().replace(/\0+$/, '') };
}

describe('what is being typed unseen', () => {
  it('takes the last character away whole, and leaves zeros where it was', () => {
    const { bytes, used } = held('aé€𝄞');
    for (const left of ['aé€', 'aé', 'a', '']) {
      bytes.removeLast();
      expect(used()).toBe(left);
    }
    bytes.removeLast();
    expect(bytes.isEmpty).toBe(true);
  });

  it('hands over exactly what is held, and holds nothing afterwards', () => {
    const { bytes, where } = held('passé');
    expect(Buffer.from(bytes.take()).toString()).toBe('passé');
    expect(bytes.isEmpty).toBe(true);
    expect(where.every((byte) => byte === 0)).toBe(true);
  });

  it('leaves no byte behind when it is wiped', () => {
    const { bytes, where } = held('x'.repeat(longestHidden));
    expect(bytes.add(0x79)).toBe(false);
    bytes.wipe();
    expect(where.every((byte) => byte === 0)).toBe(true);
    expect(bytes.add(0x79)).toBe(true);
  });
});
