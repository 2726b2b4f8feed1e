import { describe, expect, it } from 'vitest';
import { talk } from './say.ts';

describe('virtual time', () => {
  it('passes in sleep alone, and at once', async () => {
    const paced: number[] = [];
    const { unit } = await talk({ pace: async (ms) => void paced.push(ms) });
    const answer = await unit('a=$(date +%s); sleep 2m; b=$(date +%s); echo $((b - a)) $SECONDS');
    expect(answer.stdout).toBe('120 120\n');
    expect(paced).toEqual([120_000]);
  });

  it('ends a command at its timeout, wherever it waits', async () => {
    const { unit, jump } = await talk();
    const script =
      'timeout 7 sleep 100; echo $? $SECONDS; timeout 5 bash -c "sleep 3; sleep 3; echo no"; echo $? $SECONDS';
    expect((await unit(script)).stdout).toBe('124 7\n124 12\n');
    const remote =
      'timeout 4 juju ssh -m openstack magnum/0 "sleep 60; touch /tmp/no" < /dev/null; echo $? $SECONDS';
    expect((await jump(remote)).stdout).toBe('124 4\n');
    expect((await unit('ls /tmp/no')).exitCode).toBe(2);
  });

  it('stops a script that is cancelled at its next command', async () => {
    const stop = new AbortController();
    const { unit } = await talk({ pace: async () => stop.abort() });
    const answer = await unit('echo one; sleep 60; echo two > /tmp/two', { signal: stop.signal });
    expect(answer.exitCode).not.toBe(0);
    expect((await unit('ls /tmp/two')).exitCode).toBe(2);
  });
});

describe('/dev/tcp', () => {
  it('opens where the cloud answers, is refused here, and waits for what is filtered', async () => {
    const { unit, world } = await talk();
    const fip = world.model.mgmt.fip;
    const probe = (host: string, port: number) =>
      `timeout 6 bash -c 'exec 3<>/dev/tcp/${host}/${port}' && echo TCP-OK || echo "TCP-FAIL $? $SECONDS"`;
    expect((await unit(probe(fip, 6443))).stdout).toBe('TCP-OK\n');
    expect((await unit(probe('127.0.0.1', 1))).stdout).toBe('TCP-FAIL 1 0\n');
    expect((await unit(probe('10.99.0.1', 6443))).stdout).toBe('TCP-FAIL 124 6\n');
    expect((await unit('exec 3<>/dev/tcp/127.0.0.1/1')).stderr).toBe(
      'bash: /dev/tcp/127.0.0.1/1: Connection refused\n',
    );
  });

  it('answers anew each time it is asked', async () => {
    const { unit, world } = await talk();
    world.model.mgmt.vmStatus = 'SHUTOFF';
    world.model.mgmt.activeAt = world.clock.now() + 25_000;
    const fip = world.model.mgmt.fip;
    const script = `for i in 1 2 3 4; do timeout 2 bash -c 'exec 3<>/dev/tcp/${fip}/6443' && { echo up $i; break; }; sleep 10; done`;
    expect((await unit(script)).stdout).toBe('up 4\n');
  });
});

describe('curl', () => {
  const asset = 'https://get.helm.sh/helm-v3.17.3-linux-amd64.tar.gz';

  it('fetches what is published and says what is not', async () => {
    const { unit } = await talk();
    const code = "curl -s -o /dev/null -w '%{http_code}\\n'";
    expect(
      (
        await unit(
          `${code} https://pypi.org/simple/; ${code} ${asset}.sha256sum; ${code} https://get.helm.sh/`,
        )
      ).stdout,
    ).toBe('200\n200\n404\n');
    expect(await unit('curl -fsS https://get.helm.sh/')).toMatchObject({
      stderr: 'curl: (22) The requested URL returned error: 404\n',
      exitCode: 22,
    });
    expect(await unit('curl -sS https://example.org/')).toMatchObject({
      stderr: 'curl: (6) Could not resolve host: example.org\n',
      exitCode: 6,
    });
    expect(
      await unit(`curl -fsSLO ${asset} && curl -fsSL ${asset}.sha256sum | sha256sum -c -`),
    ).toMatchObject({
      stdout: 'helm-v3.17.3-linux-amd64.tar.gz: OK\n',
      exitCode: 0,
    });
    expect((await unit('curl --http3 https://pypi.org/')).stderr).toContain(
      'simulated cloud: not known',
    );
  });

  it('shows a checksum that is wrong, and times out without a way out', async () => {
    const wrong = await talk({ faults: ['bad-helm-checksum'] });
    expect(
      (
        await wrong.unit(
          `curl -fsSLO ${asset}; curl -fsSL ${asset}.sha256sum | sha256sum -c --status`,
        )
      ).exitCode,
    ).toBe(1);
    const cut = await talk({ faults: ['no-egress'] });
    expect(
      await cut.unit(
        `curl -m 10 -s -o /dev/null -w '%{http_code}' https://pypi.org/simple/; echo " $? $SECONDS"`,
      ),
    ).toMatchObject({
      stdout: '000 28 10\n',
    });
  });
});

describe('tar', () => {
  it('unpacks a tarball with its modes, and not half of one', async () => {
    const { unit } = await talk();
    await unit('curl -fsSL -o h.tgz https://get.helm.sh/helm-v3.17.3-linux-amd64.tar.gz');
    expect(
      (await unit('tar tzf h.tgz; mkdir o; tar -xzf h.tgz -C o; stat -c "%a %n" o/linux-amd64/*'))
        .stdout,
    ).toBe(
      'linux-amd64/helm\nlinux-amd64/README.md\n644 o/linux-amd64/README.md\n755 o/linux-amd64/helm\n',
    );
    expect(await unit('head -c 600 h.tgz > half; tar xzf half')).toMatchObject({ exitCode: 2 });
    expect(await unit('tar xzf none')).toMatchObject({ exitCode: 2 });
  });
});

describe('pip', () => {
  const install = 'sudo python3 -m pip install --no-deps --upgrade';

  it('installs, shows, replaces and leaves alone', async () => {
    const { unit } = await talk();
    expect(await unit('pip show magnum-capi-helm')).toMatchObject({
      stdout: '',
      stderr: 'WARNING: Package(s) not found: magnum-capi-helm\n',
      exitCode: 1,
    });
    expect((await unit(`${install} magnum-capi-helm==1.3.0`)).stdout).toContain(
      'Successfully installed magnum-capi-helm-1.3.0',
    );
    expect((await unit(`${install} magnum-capi-helm==1.4.0`)).stdout).toContain(
      'Successfully uninstalled magnum-capi-helm-1.3.0',
    );
    expect((await unit(`${install} magnum-capi-helm==1.4.0`)).stdout).toContain(
      'already satisfied',
    );
    expect((await unit('pip show magnum-capi-helm | grep Version')).stdout).toBe(
      'Version: 1.4.0\n',
    );
  });

  it('fails for a version nobody published, without egress, and for what is not simulated', async () => {
    const { unit } = await talk();
    const missing = await unit(`${install} magnum-capi-helm==9.9`);
    expect(missing.exitCode).toBe(1);
    expect(missing.stderr).toMatch(
      /from versions: 1\.1\.0, .*1\.4\.0\)\nERROR: No matching distribution/,
    );
    expect((await unit(`${install} requests`)).stderr).toContain('simulated cloud: not known');
    expect((await unit('sudo pip install magnum-capi-helm')).stderr).toContain(
      'simulated cloud: not known',
    );
    expect(await unit('pip install --no-deps --break-system-packages x')).toMatchObject({
      exitCode: 2,
    });
    const cut = await talk({ faults: ['no-egress'] });
    expect((await cut.unit(`${install} magnum-capi-helm==1.4.0`)).stderr).toContain(
      '(from versions: none)',
    );
  });

  it('installs for one user what another does not see', async () => {
    const { unit } = await talk();
    await unit('pip install --no-deps magnum-capi-helm==1.4.0');
    expect((await unit('pip show magnum-capi-helm')).exitCode).toBe(0);
    expect((await unit('sudo pip show magnum-capi-helm')).exitCode).toBe(1);
  });
});

describe('python3', () => {
  const names =
    'import importlib.metadata as m; print([e.name for e in m.entry_points(group="magnum.drivers")])';

  it('answers the one-liners of runbooks from what is installed', async () => {
    const { unit } = await talk();
    expect((await unit(`python3 -c '${names}'`)).stdout).not.toContain('k8s_capi_helm_v1');
    await unit('sudo pip install --no-deps magnum-capi-helm==1.4.0');
    expect((await unit(`python3 -c '${names}'`)).stdout).toContain("'k8s_capi_helm_v1'");
    const version = "from importlib.metadata import version; print(version('magnum-capi-helm'))";
    expect((await unit(`sudo python3 -c "${version}"`)).stdout).toBe('1.4.0\n');
    const json = `echo '{"a": [{"b": "x"}], "n": null}' | python3 -c 'import json,sys;d=json.load(sys.stdin);print("b=",d["a"][0].get("b"), d.get("n") or "none")'`;
    expect((await unit(json)).stdout).toBe('b= x none\n');
    const heredoc =
      "python3 - <<'X'\nimport sys\nfor n in sorted(['b', 'a']):\n    print(n)\nif 1 > 2:\n    print('no')\nelse:\n    sys.exit(4)\nX";
    expect(await unit(heredoc)).toMatchObject({ stdout: 'a\nb\n', exitCode: 4 });
  });

  it('raises as Python does', async () => {
    const { unit } = await talk();
    const missing = await unit(`python3 -c "import importlib.metadata as m; m.version('nothing')"`);
    expect(missing).toMatchObject({ exitCode: 1, stdout: '' });
    expect(missing.stderr).toContain(
      'importlib.metadata.PackageNotFoundError: No package metadata was found for nothing\n',
    );
    expect(
      (await unit(`echo '{}' | python3 -c "import json,sys; print(json.load(sys.stdin)['x'])"`))
        .stderr,
    ).toContain("KeyError: 'x'\n");
    expect(
      (await unit(`echo '{' | python3 -c "import json,sys; json.load(sys.stdin)"`)).exitCode,
    ).toBe(1);
  });

  it.each([
    'import os; print(os.getcwd())',
    'import socket',
    'print(2 ** 3)',
    'print([x for x in range(3)])',
    'print("a"[0:1])',
    'class A: pass',
    'print("%s" % 1)',
    'print(1 if True)',
    'import json; print(json.dumps({1, 2}))',
  ])('refuses what it does not know: %s', async (source) => {
    const { unit } = await talk();
    const answer = await unit('python3 -c "$SOURCE"', { env: { SOURCE: source } });
    expect(answer).toMatchObject({ stdout: '', exitCode: 2 });
    expect(answer.stderr).toContain('simulated cloud: not known: python3');
  });
});

describe('sync', () => {
  it('knows a file that is there from one that is not', async () => {
    const { unit } = await talk();
    expect(await unit('sync; sync -- /etc/hostname')).toMatchObject({ stderr: '', exitCode: 0 });
    expect(await unit('sync -- /etc/none')).toMatchObject({
      stderr: "sync: error opening '/etc/none': No such file or directory\n",
      exitCode: 1,
    });
  });
});
