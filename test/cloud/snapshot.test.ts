import { describe, expect, it } from 'vitest';
import { createWorld, saveWorld } from '../../src/cloud/index.ts';
import { applyFault } from '../../src/cloud/faults.ts';
import { becomeGraft } from '../../src/cloud/graft.ts';
import { readSaved } from '../../src/cloud/snapshot.ts';
import { talk } from './unix/say.ts';

/** A walk in small steps; after each the cloud may be saved and go on elsewhere. */
const steps = [
  'juju run magnum/leader domain-setup < /dev/null',
  "juju ssh -m openstack magnum/0 'sudo install -d -o root -g magnum -m 0750 /etc/magnum/magnum.conf.d' < /dev/null",
  'juju ssh -m openstack magnum/0 "curl -fsSLO https://get.helm.sh/helm-v3.17.3-linux-amd64.tar.gz; tar xzf helm-v3.17.3-linux-amd64.tar.gz; sudo ln -sfn /home/ubuntu/linux-amd64/helm /usr/bin/helm" < /dev/null',
  "juju ssh -m openstack magnum/0 'sudo python3 -m pip install --no-deps magnum-capi-helm==1.4.0' < /dev/null",
  'juju ssh -m openstack magnum/0 "echo \'DAEMON_ARGS=\\"\\$DAEMON_ARGS --config-dir /etc/magnum/magnum.conf.d\\"\' | sudo tee /etc/default/magnum-conductor" < /dev/null',
  "juju ssh -m openstack magnum/0 'sudo systemctl restart magnum-conductor; sleep 20' < /dev/null",
];

const questions = [
  'date +%s; source ~/admin-openrc; openstack coe service list -f json; openstack domain list -f value -c Name',
  'juju ssh -m openstack magnum/0 \'ps -C magnum-conductor -o pid=,args=; systemctl show magnum-conductor -p NRestarts -p MainPID; find / 2>/dev/null | sort; sudo ls -la /etc/magnum /etc/default /home/ubuntu; sudo stat -c "%a %U:%G %Y %N" /etc/magnum/* /usr/bin/helm; sha256sum /home/ubuntu/*.gz; pip list; helm version --short; sudo journalctl -u magnum-conductor\' < /dev/null',
];

describe('a saved cloud', () => {
  it('goes on after any step with the same answers', async () => {
    let world = await createWorld({ seed: 7 });
    for (const step of steps) {
      await world.exec('jumphost', step);
      const saved = saveWorld(world);
      const again = await createWorld({ saved });
      expect(saveWorld(again)).toBe(saved);
      for (const question of questions) {
        const there = await world.exec('jumphost', question);
        const here = await again.exec('jumphost', question);
        expect(here).toEqual(there);
      }
      world = again;
    }
    const end = await world.exec('jumphost', questions[1] ?? '');
    expect(end.stdout).toContain('--config-dir /etc/magnum/magnum.conf.d');
    expect(end.stdout).toContain('v3.17.3');
  });

  it('goes on with what is under way: a failover, a deletion, an image, a fault that waits', async () => {
    const world = await createWorld({ seed: 7 });
    await becomeGraft(world);
    await applyFault('mgmt-vm-dies', world);
    const start = [
      'source ~/admin-openrc; echo QFI > ~/k.qcow2',
      'openstack image create k --file ~/k.qcow2 --import',
      'openstack loadbalancer failover $(openstack loadbalancer list -f value -c id)',
      'openstack server stop --all-projects $(openstack server list --all-projects -f value -c Name | grep worker | head -1)',
    ];
    const started = await world.exec('jumphost', start.join('\n'));
    expect(started.stderr).toBe('');
    const again = await createWorld({ saved: saveWorld(world) });
    for (const cloud of [world, again]) await cloud.clock.sleep(180_000);
    expect(saveWorld(again)).toBe(saveWorld(world));
    const { catalog, compute, interference, octavia } = again.model;
    expect(octavia.loadBalancers.map((one) => one.provisioning)).toEqual(['ACTIVE']);
    expect(catalog.images.find((one) => one.name === 'k')?.status).toBe('active');
    expect(compute.servers.map((one) => one.status)).toContain('SHUTOFF');
    expect(interference).toEqual([{ type: 'kills-mgmt-vm' }]);
  });

  it('holds the inside of a workload cluster', async () => {
    const world = await createWorld({ faults: ['csi-image-missing'] });
    await becomeGraft(world);
    const prepare = [
      'source ~/admin-openrc; export OS_PROJECT_ID=$(openstack project show capi-mgmt --domain capi -f value -c id)',
      'mkdir -p w; openstack coe cluster config capi-test-1 --dir w --force',
      'export KUBECONFIG=w/config',
      'kubectl create deploy rr --image=registry.k8s.io/e2e-test-images/agnhost:2.40 --replicas=2 -- /agnhost netexec',
      'kubectl expose deploy rr --port=80 --target-port=8080 --type=LoadBalancer; sleep 40',
    ].join('\n');
    await world.exec('jumphost', 'juju run magnum/leader domain-setup < /dev/null');
    const prepared = await world.exec('jumphost', prepare);
    expect(prepared.stdout).toContain('service/rr exposed');
    const saved = saveWorld(world);
    const again = await createWorld({ saved });
    expect(saveWorld(again)).toBe(saved);
    const question =
      'export KUBECONFIG=w/config; kubectl get svc,deploy; sleep 60; kubectl get pods -A -o wide; kubectl get nodes -o yaml; ' +
      "EXT=$(kubectl get svc rr -o jsonpath='{.status.loadBalancer.ingress[0].ip}'); curl -sS -m 5 http://$EXT/hostname";
    const there = await world.exec('jumphost', question);
    expect(await again.exec('jumphost', question)).toEqual(there);
    expect(there.stdout).toMatch(/rr-\w{10}-\w{5}$/);
    expect(there.stdout).toContain('ImagePullBackOff');
  });

  it('keeps what a fault has broken', async () => {
    const { world } = await talk({ faults: ['helm-local-only', 'no-egress'] });
    const again = await createWorld({ saved: saveWorld(world) });
    expect(again.model.internet.egress).toBe(false);
    expect(again.model.interference).toEqual(world.model.interference);
  });

  it('is refused in one sentence when it is something else', () => {
    expect(() => readSaved('{"form": 99}')).toThrow(/no saved simulated cloud/);
    expect(() => readSaved('not json')).toThrow(/no saved simulated cloud/);
  });

  it('is the same cloud for the same seed', async () => {
    const first = saveWorld(await createWorld({ seed: 3 }));
    expect(saveWorld(await createWorld({ seed: 3 }))).toBe(first);
    expect(saveWorld(await createWorld({ seed: 4 }))).not.toBe(first);
  });
});
