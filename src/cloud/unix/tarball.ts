import { gzipSync } from 'node:zlib';

/** A member of a tar archive. */
export interface Member {
  readonly name: string;
  readonly mode: number;
  readonly content: string;
}

/** A gzipped ustar archive; the same members always give the same bytes. */
export function tarball(members: readonly Member[]): Uint8Array {
  const blocks = members.flatMap((member) => {
    const content = Buffer.from(member.content, 'utf8');
    const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
    return [header(member, content.length), content, padding];
  });
  const archive = Buffer.concat([...blocks, Buffer.alloc(1024)]);
  return Uint8Array.from(gzipSync(archive, { level: 9 }));
}

function header({ name, mode }: Member, size: number): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, length: number) =>
    value.toString(8).padStart(length - 1, '0') + '\0';
  block.write(name, 0);
  block.write(octal(mode, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\0' + '00', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
