import { describe, expect, it } from 'vitest';
import { talk } from './say.ts';

describe('owners and modes', () => {
  const conf = '/etc/magnum/magnum.conf';

  it.each([
    [`cat ${conf}`, `cat: ${conf}: Permission denied\n`, 1],
    [`grep -n x ${conf}`, `grep: ${conf}: Permission denied\n`, 2],
    [`sha256sum ${conf}`, `sha256sum: ${conf}: Permission denied\n`, 1],
    [`stat ${conf}`, `stat: cannot statx '${conf}': Permission denied\n`, 1],
    [`cat < ${conf}`, `bash: ${conf}: Permission denied\n`, 1],
    [`echo x > ${conf}`, `bash: ${conf}: Permission denied\n`, 1],
    [`echo x >> ${conf}`, `bash: ${conf}: Permission denied\n`, 1],
    [`tee /etc/magnum/x < /dev/null`, 'tee: /etc/magnum/x: Permission denied\n', 1],
    [`cp ${conf} /tmp`, `cp: cannot stat '${conf}': Permission denied\n`, 1],
    [`ls /etc/magnum`, "ls: cannot open directory '/etc/magnum': Permission denied\n", 2],
    [`touch /etc/x`, "touch: cannot touch '/etc/x': Permission denied\n", 1],
    [`rm /etc/hostname`, "rm: cannot remove '/etc/hostname': Permission denied\n", 1],
    [
      `mv /etc/hostname /tmp/h`,
      "mv: cannot move '/etc/hostname' to '/tmp/h': Permission denied\n",
      1,
    ],
    [`mkdir /etc/new`, 'mkdir: cannot create directory ‘/etc/new’: Permission denied\n', 1],
    [
      `chmod 777 /etc/hostname`,
      "chmod: changing permissions of '/etc/hostname': Operation not permitted\n",
      1,
    ],
    [
      `chown ubuntu /etc/hostname`,
      "chown: changing ownership of '/etc/hostname': Operation not permitted\n",
      1,
    ],
    [`awk 1 ${conf}`, `awk: ${conf}: Permission denied\n`, 1],
    [`base64 ${conf}`, `base64: ${conf}: Permission denied\n`, 1],
    [`bash ${conf}`, `bash: ${conf}: Permission denied\n`, 126],
    [`test -r ${conf} || test -e ${conf}`, '', 1],
    [`test -r /etc/hostname && test ! -w /etc/hostname && test -x /bin/bash`, '', 0],
  ])('%s', async (script, stderr, exitCode) => {
    const { unit } = await talk();
    expect(await unit(script)).toMatchObject({ stdout: '', stderr, exitCode });
    if (exitCode !== 0 && !script.startsWith('test'))
      expect((await unit(`sudo bash -c '${script.replaceAll("'", '')}'`)).stderr).not.toContain(
        'denied',
      );
  });

  it('go on after a redirection that was refused, as bash does', async () => {
    const { unit } = await talk();
    const answer = await unit(
      'echo a > /etc/no; echo "rc $?"; echo b > /etc/no || echo other; echo end',
    );
    expect(answer.stdout).toBe('rc 1\nother\nend\n');
    expect(answer.exitCode).toBe(0);
  });

  it('let the service user read what its group may', async () => {
    const { unit } = await talk();
    const script = `sudo -u magnum head -1 ${conf}; sudo -u magnum sh -c 'echo x >> ${conf}'; echo $?`;
    expect(await unit(script)).toMatchObject({
      stdout: '[DEFAULT]\n1\n',
      stderr: `bash: ${conf}: Permission denied\n`,
    });
  });

  it('come from the umask, chown, chmod and install', async () => {
    const { unit } = await talk();
    const script = `
      umask 077; echo a > a; (umask 022; echo b > b); sudo bash -c 'umask 027; echo c > /tmp/c'
      sudo cp /tmp/c /tmp/d; sudo chown magnum: /tmp/d; sudo chown root:magnum /tmp/c; sudo chmod 0640 /tmp/c
      sudo install -o magnum -g magnum -m 0600 /tmp/c /tmp/e; sudo install -d -o root -g magnum -m 0750 /tmp/f
      sudo cp -a /tmp/e /tmp/g; sudo cp /tmp/e /tmp/h; mktemp -d /tmp/m.XXXX > m
      stat -c '%a %U:%G %n' a b /tmp/c /tmp/d /tmp/e /tmp/f /tmp/g /tmp/h; stat -c '%a %U' $(cat m)`;
    expect((await unit(script)).stdout).toBe(
      [
        '600 ubuntu:ubuntu a',
        '644 ubuntu:ubuntu b',
        '640 root:magnum /tmp/c',
        '600 magnum:magnum /tmp/d',
        '600 magnum:magnum /tmp/e',
        '750 root:magnum /tmp/f',
        '600 magnum:magnum /tmp/g',
        '600 root:root /tmp/h',
        '700 ubuntu',
        '',
      ].join('\n'),
    );
  });

  it('stay with a file that is written over or renamed', async () => {
    const { unit } = await talk();
    const script = `sudo install -o magnum -m 0600 /dev/stdin /tmp/k <<< one; echo two | sudo tee /tmp/k > /dev/null
      sudo mv /tmp/k /tmp/l; sudo stat -c '%a %U' /tmp/l; sudo cat /tmp/l; rm /tmp/l; rm -f /tmp/l; echo $?; rm -f /tmp/none; echo $?`;
    const answer = await unit(script);
    expect(answer.stdout).toBe('600 magnum\ntwo\n1\n0\n');
    expect(answer.stderr).toContain("rm: cannot remove '/tmp/l': Operation not permitted");
  });

  it('let a piped secret arrive with its mode, without a moment in which others may read it', async () => {
    const { jump, unit } = await talk();
    await jump(
      `base64 ~/capi-mgmt.kubeconfig | juju ssh -m openstack magnum/0 "sudo bash -c 'umask 077; base64 -d > /etc/magnum/k && stat -c %a /etc/magnum/k > /tmp/first; chown magnum: /etc/magnum/k'"`,
    );
    expect((await unit('sudo cat /tmp/first; sudo stat -c "%a %U:%G" /etc/magnum/k')).stdout).toBe(
      '600\n600 magnum:magnum\n',
    );
    const sum = async (run: typeof jump, path: string) =>
      (await run(`sudo -n true 2>/dev/null && s=sudo; $s sha256sum ${path}`)).stdout.split(' ')[0];
    expect(await sum(unit, '/etc/magnum/k')).toBe(await sum(jump, '~/capi-mgmt.kubeconfig'));
  });
});

describe('sudo', () => {
  it('runs as root, as another user, with variables, and from standard input', async () => {
    const { unit } = await talk();
    expect(
      (
        await unit(
          "sudo whoami; sudo -u magnum whoami; sudo -n id -u; echo $EUID; sudo bash -c 'echo $EUID $HOME'",
        )
      ).stdout,
    ).toBe('root\nmagnum\n0\n1000\n0 /root\n');
    expect(
      (
        await unit(
          "sudo A=1 bash -c 'echo $A'; sudo env B=2 sh -c 'echo $B'; B=3 sudo bash -c 'echo [$B]'",
        )
      ).stdout,
    ).toBe('1\n2\n[]\n');
    expect((await unit("sudo bash -s <<'X'\nset -e\nwhoami\nfalse\necho no\nX")).stdout).toBe(
      'root\n',
    );
    expect((await unit('echo data | sudo tee /etc/d; cat /etc/d')).stdout).toBe('data\ndata\n');
    expect((await unit('sudo exit7 2>/dev/null; sudo sh -c "exit 7"; echo $?')).stdout).toBe('7\n');
  });

  it('is refused where a password would be needed, and for nobody there is', async () => {
    const { jump, unit } = await talk();
    expect(await jump('sudo -n true')).toMatchObject({
      stderr: 'sudo: a password is required\n',
      exitCode: 1,
    });
    expect((await unit('sudo -u nobodyatall true')).stderr).toContain('unknown user nobodyatall');
    expect((await unit('sudo --chroot=/x true')).stderr).toContain('simulated cloud: not known');
  });
});

describe('accounts', () => {
  it('are told by getent, id and groups', async () => {
    const { unit } = await talk();
    expect((await unit('getent passwd magnum')).stdout).toBe(
      'magnum:x:114:118::/var/lib/magnum:/usr/sbin/nologin\n',
    );
    expect(await unit('getent passwd ghost')).toMatchObject({ stdout: '', exitCode: 2 });
    expect((await unit('getent passwd magnum; getent group sudo; id magnum')).stdout).toContain(
      'sudo:x:27:ubuntu\nuid=114(magnum) gid=118(magnum) groups=118(magnum)\n',
    );
    expect(await unit('id ghost')).toMatchObject({ exitCode: 1 });
  });
});
