import { describe, expect, it } from 'vitest';
import { bareWorld, openrc, type BareWorld } from '../bare-world.ts';
import { admin, json, minute, tenant } from './cluster-world.ts';

const file = '/home/jessea123/kube.qcow2';
const create = 'image create kube --container-format bare --disk-format qcow2';

interface Shown {
  id: string;
  status: string;
  owner: string;
  visibility: string;
  disk_format: string;
  size: number | null;
  properties: Record<string, string>;
}

const shown = (world: BareWorld, run = tenant) =>
  json<Shown>(run(world, 'image show kube -f json'));

function withFile(): BareWorld {
  const world = bareWorld();
  world.host('jumphost').files.write(file, 'QFI', { owner: 'jessea123' });
  return world;
}

describe('image create', () => {
  it('with --import is importing when it returns, and active and raw minutes later', async () => {
    const world = withFile();
    const answer = await tenant(
      world,
      `${create} --file ${file} --import --property os_distro=ubuntu --property kube_version=v1.34.8 -f json`,
    );
    expect(JSON.parse(answer.stdout)).toMatchObject({
      status: 'importing',
      visibility: 'shared',
      disk_format: 'qcow2',
    });
    await world.clock.sleep(5 * minute);
    const image = await shown(world);
    expect(image).toMatchObject({
      status: 'active',
      disk_format: 'raw',
      owner: world.model.mgmt.project,
      properties: { os_distro: 'ubuntu', kube_version: 'v1.34.8', os_hash_algo: 'sha512' },
    });
  });

  it('without it stores the file as it is, with its hash', async () => {
    const world = withFile();
    await tenant(world, `${create} --file ${file}`);
    expect(await shown(world)).toMatchObject({
      status: 'active',
      disk_format: 'qcow2',
      size: 3,
      properties: {
        os_hash_value:
          'df0294cb8c7fd91e897df5bb5f94caaa104398a095e9e2c5fd8e0c2cb7bc35ff8c62637115ced62d7e3bb14f5f259216f772872df4e6e6bbabb82374ad7a0699',
      },
    });
  });

  it.each(['/tmp/kube.qcow2', '/home/jessea123/none.qcow2'])(
    'finds no file at %s, as a snap does',
    async (path) => {
      const world = withFile();
      world.host('jumphost').files.write('/tmp/kube.qcow2', 'QFI');
      expect(await tenant(world, `${create} --file ${path} --import`)).toEqual({
        stdout: '',
        stderr: `[Errno 2] No such file or directory: '${path}'\n`,
        exitCode: 1,
      });
      expect((await tenant(world, 'image show kube')).stderr).toBe('No Image found for kube\n');
    },
  );

  it('by URL from a site that turns urllib away is taken, and stays queued for ever', async () => {
    const world = bareWorld();
    const [image] = world.model.internet.azimuthImages;
    const url = `https://azimuth-images.stackhpc.cloud/${image?.name ?? ''}`;
    const answer = await admin(
      world,
      `${create} --import-method web-download --uri ${url} -f value -c status`,
    );
    expect(answer).toEqual({ stdout: 'queued\n', stderr: '', exitCode: 0 });
    await world.clock.sleep(120 * minute);
    expect(await shown(world, admin)).toMatchObject({ status: 'queued', size: null });
    await admin(world, `image import kube --method web-download --uri ${url}`);
    await world.clock.sleep(120 * minute);
    expect((await shown(world, admin)).status).toBe('queued');
  });

  it('lets only administrators make an image public', async () => {
    const world = withFile();
    const answer = await tenant(world, `${create} --file ${file} --public`);
    expect(answer.exitCode).toBe(1);
    expect(answer.stderr).toContain('not authorized to complete publicize_image action');
  });

  it('wants a file to import, and properties with a value', async () => {
    const world = withFile();
    expect((await tenant(world, `${create} --import`)).stderr).toBe(
      "The '--import' option requires '--file'\n",
    );
    const bad = await tenant(world, `${create} --property os_distro`);
    expect(bad).toMatchObject({ exitCode: 2 });
    expect(bad.stderr).toContain("Expected 'key=value' type, but got: os_distro");
  });
});

describe('an image', () => {
  it('that is shared is seen by its project, and by administrators, only', async () => {
    const world = withFile();
    await world.run('openstack', `${create} --file ${file}`, { env: openrc(world) });
    expect((await tenant(world, 'image show kube')).stderr).toBe('No Image found for kube\n');
    expect((await tenant(world, 'image set kube --community')).exitCode).toBe(1);
    expect(await admin(world, 'image set kube --community --property a=b')).toMatchObject({
      exitCode: 0,
    });
    expect(await shown(world)).toMatchObject({ visibility: 'community', properties: { a: 'b' } });
    expect((await tenant(world, 'image delete kube')).stderr).toMatch(
      /^Failed to delete image with name or ID 'kube': Forbidden[^]*\nFailed to delete 1 of 1 images\.\n$/,
    );
  });

  it('is ambiguous by a name that two have, and is deleted by its id', async () => {
    const world = withFile();
    await tenant(world, `${create} --file ${file}`);
    const first = await shown(world);
    await tenant(world, `${create} --file ${file}`);
    expect((await tenant(world, 'image show kube')).stderr).toBe(
      "More than one Image exists with the name 'kube'.\n",
    );
    expect(await tenant(world, `image delete ${first.id}`)).toEqual({
      stdout: '',
      stderr: '',
      exitCode: 0,
    });
    expect((await shown(world)).id).not.toBe(first.id);
    expect((await tenant(world, 'image list --name kube -f value -c Status')).stdout).toBe(
      'active\n',
    );
  });
});
