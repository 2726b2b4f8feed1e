import type { Place } from './model.ts';

/**
 * Understands a location. `jumphost` and `jumphost -> X` run here: the block itself does the shipping.
 * A bare unit is shipped to by handrail; anything else is the operator's to run.
 */
export function placeOf(location: string): Place {
  const name = location.trim();
  if (/^jumphost(?:$|\s*(?:->|→|,|\+))/i.test(name)) return { type: 'jumphost' };
  const unit = unitOf(name.replace(/^on\s+/, ''));
  return unit === undefined ? { type: 'elsewhere', name } : { type: 'unit', unit };
}

/** A transfer runs where one of its ends is the jumphost. */
export function placeOfTransfer(location: string): Place {
  const { from, to } = ends(location);
  if ([from, to].some((end) => end?.toLowerCase() === 'jumphost')) return { type: 'jumphost' };
  return placeOf(location);
}

/** The unit a location speaks of, shipped to or run on: `magnum/0` of `jumphost -> magnum/0, then ...`. */
export function unitSpokenOf(location: string): string | undefined {
  const { from, to } = ends(location);
  return (
    unitOf(
      (to ?? from)
        .replace(/^on\s+/, '')
        .replace(/,.*$/, '')
        .trim(),
    ) ?? unitOf(from)
  );
}

function ends(location: string): { from: string; to: string | undefined } {
  const [from = '', to] = location.split(/\s*(?:->|→)\s*/);
  return { from: from.trim(), to: to?.trim() };
}

/** The unit that a word names, `magnum/0` or `vault/leader`; undefined when it names none. */
export function unitOf(name: string): string | undefined {
  return /^[a-z][a-z0-9-]*\/(?:\d+|leader)$/.test(name) ? name : undefined;
}
