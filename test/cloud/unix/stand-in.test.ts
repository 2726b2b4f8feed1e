import { describe, expect, it } from 'vitest';
import { createWorld, saveWorld } from '../../../src/cloud/index.ts';
import { talk } from './say.ts';

const name = 'ubuntu-jammy-kube-v1.34.8-260518-1604.qcow2';
const url = `https://azimuth-images.stackhpc.cloud/${name}`;
const published = (world: Awaited<ReturnType<typeof talk>>['world']) =>
  world.model.internet.azimuthImages[0];

describe('a download too large to be held', () => {
  it('has the size and the sha512 of its publisher, and takes its time', async () => {
    const { jump, world } = await talk();
    const image = published(world);
    const answer = await jump(
      `cd; curl -fSL -o k.qcow2 ${url}; echo $? $SECONDS; stat -c %s k.qcow2; sha512sum k.qcow2`,
    );
    const lines = answer.stdout.split('\n');
    expect(lines[0]).toMatch(/^0 (4|5)\d$/);
    expect(lines.slice(1)).toEqual([`${image?.size ?? 0}`, `${image?.sha512 ?? ''}  k.qcow2`, '']);
  });

  it('is itself under another name, as a copy, and in a cloud that was saved', async () => {
    const { jump, world } = await talk();
    const sums = 'cd; cp k.qcow2 c.qcow2; mv k.qcow2 m.qcow2; sha512sum c.qcow2 m.qcow2';
    await jump(`cd; curl -fsSL -o k.qcow2 ${url}`);
    const again = await createWorld({ saved: saveWorld(world) });
    for (const cloud of [world, again]) {
      const answer = await cloud.exec('jumphost', sums);
      const sum = published(world)?.sha512 ?? '';
      expect(answer.stdout).toBe(`${sum}  c.qcow2\n${sum}  m.qcow2\n`);
    }
  });

  it('is another file once something is written to it, and what is checked against it fails', async () => {
    const { jump, world } = await talk();
    const sum = published(world)?.sha512 ?? '';
    const answer = await jump(
      `cd; curl -fsSL -o k.qcow2 ${url}; echo '${sum}  k.qcow2' > sums; sha512sum -c sums; echo x >> k.qcow2; sha512sum -c sums; stat -c %s k.qcow2`,
    );
    expect(answer.stdout).toMatch(/^k\.qcow2: OK\nk\.qcow2: FAILED\n\d{2}\n$/);
  });

  it('has no other sum, and says so', async () => {
    const { jump } = await talk();
    expect(await jump(`cd; curl -fsSL -o k.qcow2 ${url}; sha256sum k.qcow2`)).toMatchObject({
      stdout: '',
      stderr:
        'sha256sum: k.qcow2: simulated cloud: not known: this sum of a file that only stands for a large one\n',
      exitCode: 1,
    });
  });

  it('is refused to Python’s own client, and is not there by another name', async () => {
    const { jump } = await talk();
    const code = (more: string) => `curl -s -o /dev/null -w '%{http_code}\n' ${more}`;
    const answer = await jump(
      `${code(url)}; ${code(`-A Python-urllib/3.10 ${url}`)}; ${code(`-H 'User-Agent: Python-urllib/3.10' ${url}`)}; ${code(`${url}.none`)}`,
    );
    expect(answer.stdout).toBe('200\n403\n403\n404\n');
  });
});
