/** What a block that changes something would change: pinned once, compared with the live one before each such block. */
export type Target =
  | {
      readonly type: 'juju';
      readonly controller: string;
      readonly model: string;
      readonly user: string;
      /** As `juju version` says it: `3.6.1`. Juju 2.9 and 3.x name their commands differently. */
      readonly version: string;
    }
  | {
      readonly type: 'openstack';
      /** The scope that the project was asked in; empty for the carried environment. */
      readonly scope: string;
      readonly project: string;
    };

/** Name of a target among those of a session: one for Juju, one for each OpenStack scope. */
export function targetName(target: Target): string {
  return target.type === 'juju' ? 'juju' : `openstack:${target.scope}`;
}

/** `ctl:admin/openstack` as juju writes it, or the project of a scope. */
export function targetWords(target: Target): string {
  if (target.type === 'juju') return `${target.controller}:${target.user}/${target.model}`;
  const scope = target.scope === '' ? '' : ` (${target.scope} scope)`;
  return `project ${target.project}${scope}`;
}
