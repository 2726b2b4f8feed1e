import { tree } from './make.ts';
import type { Syntax } from './options.ts';
import type { Program } from './rule.ts';

/** What `list` and `show` stand behind. Tokens and credentials are not among them: they are made or shown. */
const NOUNS =
  'server|server group|server event|server volume|server migration|volume|volume type|volume service|volume snapshot|' +
  'volume backup|volume attachment|volume qos|volume backend pool|network|network agent|network segment|network trunk|' +
  'network qos policy|network qos rule|network rbac|network flavor|network service provider|subnet|subnet pool|port|router|image|image member|' +
  'flavor|project|user|group|role|role assignment|service|endpoint|catalog|domain|region|compute service|compute agent|' +
  'hypervisor|hypervisor stats|host|availability zone|aggregate|keypair|security group|security group rule|floating ip|quota|limits|' +
  'stack|stack resource|stack event|stack output|loadbalancer|loadbalancer amphora|loadbalancer listener|' +
  'loadbalancer pool|loadbalancer member|loadbalancer healthmonitor|loadbalancer provider|loadbalancer flavor|' +
  'loadbalancer status|loadbalancer stats|loadbalancer quota|coe cluster|coe cluster template|coe service|coe nodegroup|coe stats|' +
  'zone|recordset|container|object|extension|usage|address scope|ip availability|baremetal node|baremetal port|' +
  'baremetal allocation|resource provider|resource provider inventory|resource provider usage|resource class|' +
  'allocation candidate|trait|versions|module|command|mapping|identity provider|federation protocol|implied role|' +
  'share|share network|share type|alarm|metric|snapshot|application credential|local ip|bgp speaker|dns quota|orchestration service';

const SHOW: Syntax = {
  flags:
    '-a --long --all --all-projects --all-tenants --fit-width --noindent --print-empty --no-name-lookup -n --names ' +
    '--effective --enabled --disabled --public --private --shared --community --deleted --external --internal --ingress ' +
    '--egress --default --share --no-share --enable --disable --include-all --user-domain-all --detail --with-generation ' +
    '--inherited --extend --nested --follow --recursive --human-readable',
  takes:
    '-f -c --format --column --project --project-domain --name --status --host --limit --marker --page-size --sort --sort-key ' +
    '--sort-dir --sort-column --max-width --quote --prefix --variable --network --subnet --router --server --device-owner ' +
    '--device-id --fixed-ip --user --user-domain --group --group-domain --role --role-domain --system --domain --service ' +
    '--interface --region --property --tag --tags --any-tags --not-tags --not-any-tags --changes-since --changes-before --ip ' +
    '--ip6 --flavor --image --protocol --loadbalancer --listener --pool --os-cloud --os-region-name --os-project-name ' +
    '--os-project-id --os-username --os-auth-url --os-interface --os-compute-api-version --os-volume-api-version ' +
    '--os-identity-api-version --os-image-api-version --os-placement-api-version --os-baremetal-api-version --agent-type ' +
    '--physical-network --provider-network-type --ip-version --gateway --subnet-range --subnet-pool --mac-address ' +
    '--security-group --zone --hypervisor --matching --start --end --type --filter --fields --resource --provisioning-state ' +
    '--os-cacert --os-user-domain-name --os-project-domain-name --os-endpoint-type --reservation-id --instance-name ' +
    '--ip-address --amphora-id --compute-id --member-status --os-network-api-version --id --kind',
  may: '--sort-ascending --sort-descending',
  // No word makes list or show change what the cloud holds.
  open: true,
};

/** What asks an OpenStack cloud. */
export const openstackPrograms: readonly Program[] = tree('openstack microstack.openstack', {
  ahead: {
    flags: '--insecure --debug --quiet -q -v --verbose',
    takes:
      '--os-cloud --os-region-name --os-project-name --os-project-id --os-username --os-auth-url --os-interface --os-cacert ' +
      '--os-compute-api-version --os-volume-api-version --os-identity-api-version --os-image-api-version ' +
      '--os-placement-api-version --os-baremetal-api-version --os-user-domain-name --os-project-domain-name ' +
      '--os-endpoint-type --os-endpoint',
  },
  commands: {
    ...Object.fromEntries(
      NOUNS.split('|').flatMap((noun) => [
        [`${noun} list`, SHOW],
        [`${noun} show`, SHOW],
      ]),
    ),
    'console log show': { ...SHOW, takes: `${SHOW.takes ?? ''} --lines` },
    'loadbalancer amphora stats show': SHOW,
    'configuration show': { ...SHOW, flags: '--mask' },
    'quota list': { ...SHOW, flags: `${SHOW.flags ?? ''} --compute --volume` },
    'limits show': { ...SHOW, flags: `${SHOW.flags ?? ''} --absolute --rate --reserved` },
  },
});
