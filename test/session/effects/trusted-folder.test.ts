import { chmodSync, chownSync, lchownSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { whyNotTrusted } from '../../../src/session/effects/trusted-folder.ts';

const isRoot = process.getuid?.() === 0;
const someone = 65534;

function folderIn(parent = tmpdir()): string {
  return mkdtempSync(join(parent, 'handrail-trusted-'));
}

describe('a folder is trusted', () => {
  it('when it is ours, also below /tmp, and behind a link of ours', () => {
    const folder = folderIn();
    expect(whyNotTrusted(folder)).toBeUndefined();
    const link = join(folderIn(), 'link');
    symlinkSync(folder, link);
    expect(whyNotTrusted(link)).toBeUndefined();
    const relative = join(folder, 'up');
    mkdirSync(join(folder, 'a'));
    symlinkSync('a/../a', relative);
    expect(whyNotTrusted(relative)).toBeUndefined();
  });
});

describe('a folder is not trusted', () => {
  it.each([
    [0o777, /^it can be written by everyone; run chmod go-w on it$/],
    [0o1777, /^it can be written by everyone/],
    [0o770, /^it can be written by its group; run chmod go-w on it$/],
  ])('with mode %o', (mode, why) => {
    const folder = folderIn();
    chmodSync(folder, mode);
    expect(whyNotTrusted(folder)).toMatch(why);
  });

  it('below one that everyone may write into without the sticky bit', () => {
    const parent = folderIn();
    const folder = folderIn(parent);
    chmodSync(parent, 0o777);
    expect(whyNotTrusted(folder)).toContain(`${parent} on its way can be written by everyone`);
    chmodSync(parent, 0o1777);
    expect(whyNotTrusted(folder)).toBeUndefined();
  });

  it('behind links in a circle', () => {
    const link = join(folderIn(), 'link');
    symlinkSync(link, link);
    expect(whyNotTrusted(link)).toContain('in a circle');
  });

  it.runIf(isRoot)("when it, a folder on its way, or a link is someone else's", () => {
    const folder = folderIn();
    chownSync(folder, someone, someone);
    expect(whyNotTrusted(folder)).toContain(`it belongs to another user (uid ${someone}`);
    expect(whyNotTrusted(folderIn(folder))).toContain(`${folder} on its way belongs to another`);
    const link = join(folderIn(), 'link');
    symlinkSync(folderIn(), link);
    expect(whyNotTrusted(link)).toBeUndefined();
    lchownSync(link, someone, someone);
    expect(whyNotTrusted(link)).toContain(`the link ${link} on its way belongs to another user`);
    expect(whyNotTrusted(join(link, '.'))).toContain(`the link ${link}`);
  });
});
