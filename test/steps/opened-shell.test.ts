import { expect, it } from 'vitest';
import { opensShell } from '../../src/steps/opened-shell.ts';

it.each([
  'ssh compute1',
  'ssh -i key -p 22 me@compute1',
  'sudo -i',
  'sudo -u stack -i',
  'sudo su -',
  'sudo su - stack',
  'su',
  'juju ssh vault/0',
  'juju ssh -m openstack vault/0',
  'lxc shell web',
  'lxc exec web -- bash',
  'docker exec -it web bash',
  'kubectl -n x exec -it web -- /bin/sh',
  'bash',
  'python3',
  'mysql -u root -p',
  'sudo mysql',
  'virsh',
  'chroot /mnt',
])('leads elsewhere: %s', (command) => {
  expect(opensShell(command.split(' '))).toBe(true);
});

it.each([
  'ssh compute1 hostname',
  'ssh -N -L 80:a:80 compute1',
  'ssh-keygen -t ed25519',
  'sudo -i systemctl restart x',
  'sudo ls',
  'su -c ls stack',
  'juju ssh vault/0 hostname',
  'juju status',
  'lxc list',
  'lxc exec web -- ls',
  'docker exec web ls',
  'docker exec -it web ls',
  'bash deploy.sh',
  'bash -c ls',
  'python3 x.py',
  'mysql -e x',
  'psql -c x',
  'virsh list',
  'ls',
  '',
])('comes back: %s', (command) => {
  expect(opensShell(command.split(' ').filter((word) => word !== ''))).toBe(false);
});

it('knows nothing of a command whose name is known only when it runs', () => {
  expect(opensShell([undefined, 'x'])).toBe(false);
  expect(opensShell(['sudo', undefined])).toBe(false);
});
