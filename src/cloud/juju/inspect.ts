/** Looking at one application or unit: config and show-unit. */
import { stringify } from 'yaml';
import { fails, notKnown, says } from '../answers.ts';
import { findUnit, jujuArguments, requireModel, type JujuHandler } from './command.ts';
import { requireLogin } from './credentials.ts';
import { application, charmOf } from './charm.ts';

/** Reading only: `juju config APP KEY`. Setting an option is not known here. */
export const config: JujuHandler = (command) => {
  const read = jujuArguments(command, { values: { '--format': 'format' } });
  const [name, key, ...more] = read.words;
  if (name === undefined) return fails('ERROR no application name specified', 2);
  if (more.length > 0 || key?.includes('=') === true) return notKnown('juju', command.call);
  requireLogin(command);
  requireModel(command, read);
  const known = command.call.world.model.juju.units.some((unit) => application(unit) === name);
  if (!known) return fails(`ERROR application "${name}" not found`);
  const settings = settingsOf[name] ?? {};
  if (key === undefined) return says(stringify({ application: name, settings }), command.stderr);
  const value = settings[key];
  return value === undefined
    ? fails(`ERROR key "${key}" not found in "${name}" application config or charm settings.`)
    : says(value, command.stderr);
};

export const showUnit: JujuHandler = (command) => {
  const read = jujuArguments(command, { values: { '--format': 'format' } });
  requireLogin(command);
  requireModel(command, read);
  const name = read.words[0];
  if (name === undefined) return fails('ERROR a unit name must be supplied', 2);
  const unit = findUnit(command.call.world.model.juju.units, name);
  if (!unit) return fails(`ERROR unit "${name}" not found`);
  const document = {
    [unit.name]: {
      machine: unit.machine,
      'opened-ports': [],
      'public-address': unit.address,
      charm: `ch:amd64/jammy/${application(unit)}-${charmOf(application(unit)).revision}`,
      leader: unit.leader,
      life: 'alive',
      'relation-info': unit.relations.map((endpoint) => ({ endpoint })),
    },
  };
  const json = read.options.get('format') === 'json';
  return says(json ? JSON.stringify(document) : stringify(document), command.stderr);
};

const settingsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  magnum: {
    'cert-manager-type': 'barbican',
    'openstack-origin': 'distro',
    region: 'RegionOne',
    vip: '10.12.4.54 10.12.8.54',
  },
  octavia: { 'amp-image-tag': 'octavia-amphora', vip: '10.12.4.57 10.12.8.57' },
};
