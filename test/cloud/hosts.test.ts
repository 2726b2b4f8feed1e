import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programFile } from '../../src/cloud/unix/program-file.ts';
import { talk } from './unix/say.ts';

describe('the hosts of the simulated cloud', () => {
  it('know who logs in where', async () => {
    const { jump, unit, world } = await talk();
    const who = 'whoami; hostname; pwd; id -un; echo $HOME $USER';
    expect((await jump(who)).stdout).toBe(
      'jessea123\nvopenstack-jesse\n/home/jessea123\njessea123\n/home/jessea123 jessea123\n',
    );
    expect((await unit(who)).stdout).toMatch(
      /^ubuntu\njuju-\w+-1-lxd-2\n\/home\/ubuntu\nubuntu\n\/home\/ubuntu ubuntu\n$/,
    );
    const lost = await world.exec('nova/7', 'true');
    expect(lost).toMatchObject({ exitCode: 255, stdout: '' });
    expect(lost.stderr).toContain('nova/7');
  });

  it('greet the operator of the jumphost with the admin credentials', async () => {
    const { jump, unit } = await talk();
    expect((await jump('echo $OS_USERNAME@$OS_PROJECT_NAME')).stdout).toBe('admin@admin\n');
    expect((await unit('echo "[$OS_USERNAME]"')).stdout).toBe('[]\n');
    expect((await jump('echo "[$OS_USERNAME]"', { clean: true })).stdout).toBe('[]\n');
  });

  it('keep files apart and hand on what a script left', async () => {
    const { jump, unit } = await talk();
    const first = await jump('echo here > ~/only-here; cd /tmp; kept=yes');
    expect(first.left).toMatchObject({ cwd: '/tmp', env: { kept: 'yes' } });
    const { env, cwd } = first.left ?? { env: {}, cwd: '/' };
    expect((await jump('pwd; echo $kept; cat ~/only-here', { env, cwd, clean: true })).stdout).toBe(
      '/tmp\nyes\nhere\n',
    );
    expect((await unit('ls ~')).stdout).toBe('');
  });

  it('fail loudly, never silently, at a program nobody wrote', async () => {
    const { unit } = await talk();
    expect(await unit('nmap -sn 10.0.0.0/8')).toMatchObject({
      stdout: '',
      stderr: 'simulated cloud: not known: nmap\n',
      exitCode: 127,
    });
    expect((await unit('nmap 2>&1 | cat')).stdout).toBe('simulated cloud: not known: nmap\n');
    expect((await unit('tool=nmap; "$tool"; echo $?')).stderr).toContain('not known: nmap');
    expect((await unit('sudo nmap')).stderr).toBe('simulated cloud: not known: nmap\n');
  });

  it('say of a known program that is not installed what bash says', async () => {
    const { unit } = await talk();
    expect(await unit('helm version')).toMatchObject({
      stderr: 'bash: helm: command not found\n',
      exitCode: 127,
    });
  });
});

describe('a program of the simulated cloud is a file', () => {
  const short = 'env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin sh -c "command -v helm"';
  const published = programFile('helm', 'v3.17.3');

  it('is found where PATH leads, and a link counts', async () => {
    const { unit, world } = await talk();
    const host = world.hosts.get('magnum/0');
    host?.files.write('/usr/local/bin/helm', published, { mode: 0o755 });
    expect((await unit('command -v helm; which helm; type -P helm')).stdout).toBe(
      '/usr/local/bin/helm\n'.repeat(3),
    );
    expect(await unit(short)).toMatchObject({ stdout: '', exitCode: 1 });
    await unit('sudo ln -sfn /usr/local/bin/helm /usr/bin/helm');
    expect((await unit(short)).stdout).toBe('/usr/bin/helm\n');
    expect((await unit('ls -l /usr/bin/helm')).stdout).toMatch(
      /^lrwxrwxrwx 1 root root +19 .* \/usr\/bin\/helm -> \/usr\/local\/bin\/helm\n$/,
    );
  });

  it('runs as what it is, wherever it was copied to, until it is damaged or may not run', async () => {
    const { unit, world } = await talk();
    world.hosts
      .get('magnum/0')
      ?.files.write('/home/ubuntu/dl/helm', published, { owner: 'ubuntu' });
    expect((await unit('~/dl/helm version --short')).exitCode).toBe(126);
    expect((await unit('chmod +x ~/dl/helm; ~/dl/helm version --short')).stdout).toMatch(
      /^v3\.17\.3\+/,
    );
    expect((await unit('t=~/dl/helm; "$t" version --short')).stdout).toMatch(/^v3\.17\.3\+/);
    expect((await unit('cp ~/dl/helm /tmp/other; /tmp/other version --short')).stdout).toMatch(
      /^v3/,
    );
    const broken = await unit(
      'head -c 300 ~/dl/helm > /tmp/half; chmod +x /tmp/half; /tmp/half version',
    );
    expect(broken.stdout).toBe('');
    expect(broken.exitCode).not.toBe(0);
  });

  it('takes more than nine arguments', async () => {
    const { unit } = await talk({
      programs: [
        {
          name: 'count',
          path: '/usr/local/bin/count',
          hosts: ['magnum/0'],
          run: async ({ args }) => ({
            stdout: `${args.length} ${args.at(-1)}\n`,
            stderr: '',
            exitCode: 0,
          }),
        },
      ],
    });
    expect((await unit('count 1 2 3 4 5 6 7 8 9 10 "1 1"')).stdout).toBe('11 1 1\n');
    const viaVariable = await unit('c=count; "$c" 1 2 3 4 5 6 7 8 9 10');
    expect(viaVariable).toMatchObject({ stdout: '', exitCode: 127 });
    expect(viaVariable.stderr).toContain('simulated cloud: not known');
  });
});

describe('nothing of a script reaches the real machine', () => {
  it('no file of it can be read or written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-real-'));
    try {
      writeFileSync(join(folder, 'secret'), 'from the real machine');
      const { unit } = await talk();
      const tries = [
        `cat ${folder}/secret`,
        `cat < ${folder}/secret`,
        `sudo cat ${folder}/secret`,
        `. ${folder}/secret`,
        `python3 -c "print(open('${folder}/secret').read())"`,
        `curl -s file://${folder}/secret`,
        `ls ${folder}`,
        `find / -name secret`,
      ];
      for (const attempt of tries) {
        const answer = await unit(attempt);
        expect(answer.stdout + answer.stderr, attempt).not.toContain('from the real machine');
        expect(answer.stdout, attempt).toBe('');
      }
      expect((await unit(`echo x > ${folder}/new`)).exitCode).toBe(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('no variable of the real process is seen', async () => {
    process.env['HANDRAIL_ISOLATION_PROBE'] = 'leaked';
    const { unit } = await talk();
    const answer = await unit(
      'env; set; cat /proc/self/environ; sudo env; echo $HANDRAIL_ISOLATION_PROBE',
    );
    delete process.env['HANDRAIL_ISOLATION_PROBE'];
    expect(answer.stdout + answer.stderr).not.toContain('leaked');
  });

  it('no connection is made, not even to this machine', async () => {
    let calls = 0;
    const server = createServer((_, response) => {
      calls++;
      response.end('real');
    });
    server.on('connection', () => calls++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const { unit } = await talk();
      for (const attempt of [
        `curl -s http://127.0.0.1:${port}/`,
        `curl -s http://localhost:${port}/`,
        `exec 3<>/dev/tcp/127.0.0.1/${port}; cat <&3`,
        `echo hi > /dev/tcp/127.0.0.1/${port}`,
      ]) {
        const answer = await unit(attempt);
        expect(answer.stdout, attempt).toBe('');
        expect(answer.exitCode, attempt).not.toBe(0);
      }
      expect(calls).toBe(0);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
