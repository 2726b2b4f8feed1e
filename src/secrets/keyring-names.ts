/** A vault, as its shares are counted: all units of one application are unsealed with the same shares. */
export interface VaultPlace {
  readonly controller: string;
  /** As juju says it, `openstack` or `admin/openstack`. */
  readonly model: string;
  readonly application: string;
}

/** What may be remembered, and under which name. Names are shown; they hold nothing secret. */
export type SecretName =
  | { readonly type: 'juju-password'; readonly controller: string; readonly user: string }
  /**
   * One of the shares of a vault. They are numbered from 1 to one less than the vault asks for, whoever brought
   * them: there is no place for one more, even when nobody knows any longer which were remembered.
   */
  | { readonly type: 'vault-share'; readonly vault: VaultPlace; readonly slot: number };

/** `juju password/CONTROLLER/USER`, `vault share/CONTROLLER/MODEL/APPLICATION/1`. */
export function nameText(name: SecretName): string {
  switch (name.type) {
    case 'juju-password':
      return [JUJU, part(name.controller), part(name.user)].join('/');
    case 'vault-share':
      return [VAULT, vaultText(name.vault), String(name.slot)].join('/');
  }
}

/** The name that stands in a text; undefined when it is none of ours. */
export function readName(text: string): SecretName | undefined {
  if (text !== cleaned(text)) return undefined;
  const [kind, controller, ...rest] = text.split('/');
  if (controller === undefined || controller === '' || rest.includes('')) return undefined;
  if (kind === JUJU && rest.length > 0)
    return { type: 'juju-password', controller, user: rest.join('/') };
  const [slot, application, ...model] = rest.reverse();
  if (kind !== VAULT || application === undefined || model.length === 0) return undefined;
  if (slot === undefined || !/^[1-9]\d?$/.test(slot)) return undefined;
  const vault = { controller, model: model.reverse().join('/'), application };
  return { type: 'vault-share', vault, slot: Number(slot) };
}

/**
 * The vault that a block unseals: by the unit it is shipped to, else the one application that a model is
 * expected to have. Too few vaults are told apart rather than too many: shares are counted together then.
 *
 * @param unit `vault/0`, `vault/leader`; undefined on the jumphost
 */
export function vaultPlace(
  juju: { readonly controller: string; readonly model: string } | undefined,
  unit: string | undefined,
): VaultPlace {
  const application = unit?.split('/')[0] ?? '';
  return {
    controller: juju?.controller ?? 'no controller',
    model: juju?.model ?? 'no model',
    application: application === '' ? 'vault' : application,
  };
}

/** `CONTROLLER/MODEL/APPLICATION`. */
export function vaultText({ controller, model, application }: VaultPlace): string {
  return [part(controller), model.split('/').map(part).join('/'), part(application)].join('/');
}

const JUJU = 'juju password';
const VAULT = 'vault share';

/** No slash, so that a name is read back as it was written, and nothing that is not shown as it is. */
function part(text: string): string {
  const clean = cleaned(text).replaceAll('/', '_');
  return clean === '' ? '_' : clean;
}

function cleaned(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '_');
}
