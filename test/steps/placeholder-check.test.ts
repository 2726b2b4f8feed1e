import { expect, it } from 'vitest';
import { choicesIn } from '../../src/steps/placeholder-check.ts';
import { findPlaceholders } from '../../src/steps/placeholder-find.ts';
import { placeholderKey, placeholderWords } from '../../src/steps/placeholder-words.ts';
import type { PlaceholderCheck } from '../../src/steps/model.ts';

it.each<[script: string, check: PlaceholderCheck]>([
  ['ping <ip>', 'ip'],
  ['ping <IP address>', 'ip'],
  ['ping <floating-ip>', 'ip'],
  ['ping YOUR_IP', 'ip'],
  ['ping 10.0.0.X', 'ip'],
  ['ping x.x.x.x', 'ip'],
  ['route add <ip-range>', 'cidr'],
  ['route add <cidr>', 'cidr'],
  ['curl http://h:<port>/', 'port'],
  ['openstack port show <port>', 'name'],
  ['scale --replicas <N>', 'number'],
  ['scale <number of nodes>', 'number'],
  ['show <image-uuid>', 'uuid'],
  ['show <project-id>', 'name'],
  ['show <cluster>', 'name'],
  ['cat <config-file>', 'path'],
  ['cd <path to repo>', 'path'],
  ['curl <auth-url>', 'url'],
  ['log --since <date>', 'date'],
  ['log --since <YYYY-MM-DD>', 'date'],
  ['set <yes|no>', 'choice'],
  ['set <value>', 'word'],
  ['login <password>', 'secret'],
  ['login YOUR_API_KEY', 'secret'],
  ['login <storage account key>', 'secret'],
  ['login <token>', 'secret'],
  ['login <your secret>', 'secret'],
  ['login --password CHANGE_ME', 'secret'],
  ['OS_PASSWORD=<value>', 'secret'],
  ['curl -H "Authorization: Bearer <value>"', 'secret'],
  ['mysql -pYOUR_PASSWORD', 'secret'],
  ['cat <<EOF\npassword: "<fill in>"\nEOF', 'secret'],
  ['kubectl get secret <name>', 'name'],
  ['kubectl get secret <secret-name>', 'name'],
  ['login --password-file <file>', 'path'],
  ['openstack key manager show <key-id>', 'name'],
])('asks in %j for: %s', (script, check) => {
  expect(findPlaceholders(script).map((one) => one.check)).toEqual([check]);
});

it('knows that two spellings ask for the same', () => {
  expect(placeholderWords('Your Project-ID')).toEqual(['project', 'id']);
  expect(placeholderKey('YOUR_PROJECT_ID')).toBe('project_id');
  expect(placeholderKey('projectId')).toBe('project_id');
  expect(placeholderKey('your')).toBe('your');
});

it('reads the choices that a name offers', () => {
  expect(choicesIn('small | large')).toEqual(['small', 'large']);
  expect(choicesIn('size')).toEqual([]);
});
