import { describe, expect, it } from 'vitest';
import { reachable } from '../../src/cloud/reachable.ts';
import { bareWorld } from './bare-world.ts';

const fip = '10.12.7.222';

describe('whether a port answers', () => {
  it('takes a VM that is up and a rule that lets the source in', () => {
    const world = bareWorld();
    expect(reachable(world, 'magnum/0', fip, 6443)).toBe(true);
    expect(reachable(world, 'jumphost', fip, 22)).toBe(true);
    expect(reachable(world, 'magnum/0', fip, 6444)).toBe(false);
    for (const rule of world.model.network.rules)
      if (rule.portMin === 6443) rule.remotePrefix = '10.12.4.0/24';
    expect(reachable(world, 'magnum/0', fip, 6443)).toBe(false);
    expect(reachable(world, 'jumphost', fip, 6443)).toBe(true);
  });

  it('is no while the VM is off', () => {
    const world = bareWorld();
    world.model.mgmt.vmStatus = 'SHUTOFF';
    expect(reachable(world, 'magnum/0', fip, 6443)).toBe(false);
    expect(reachable(world, 'magnum/0', fip, 22)).toBe(false);
  });

  it('is yes for the services, and for the internet as long as there is egress', () => {
    const world = bareWorld();
    expect(reachable(world, 'capi-mgmt-v2', '10.12.4.50', 5000)).toBe(true);
    expect(reachable(world, 'jumphost', '10.12.4.70', 5000)).toBe(false);
    expect(reachable(world, 'magnum/0', 'pypi.org', 443)).toBe(true);
    world.model.internet.egress = false;
    expect(reachable(world, 'magnum/0', 'pypi.org', 443)).toBe(false);
    expect(reachable(world, 'jumphost', 'pypi.org', 443)).toBe(true);
  });

  it('is no where the model says so', () => {
    const world = bareWorld();
    world.model.network.unreachable.push('10.12.4.50:5000');
    expect(reachable(world, 'jumphost', '10.12.4.50', 5000)).toBe(false);
  });

  it('is no for an address nobody has, and for an empty one', () => {
    const world = bareWorld();
    expect(reachable(world, 'magnum/0', '10.12.7.40', 6443)).toBe(false);
    expect(reachable(world, 'magnum/0', '', 6443)).toBe(false);
  });
});
