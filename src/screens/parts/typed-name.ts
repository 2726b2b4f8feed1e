/** How what was typed stands to the name that was asked for. */
export type TypedName =
  | { readonly type: 'right' }
  | { readonly type: 'nothing'; readonly says: string }
  | { readonly type: 'unfinished'; readonly says: string }
  | { readonly type: 'wrong'; readonly says: string };

/** Compares exactly, but for blanks around what was typed; says what is missing. */
export function typedName(object: string, typed: string): TypedName {
  const said = typed.trim();
  if (object === '') return { type: 'nothing', says: 'There is no name to type yet.' };
  if (said === object) return { type: 'right' };
  if (said === '') return { type: 'nothing', says: `Type ${object} to run it.` };
  if (object.startsWith(said))
    return { type: 'unfinished', says: `Still missing: ${object.slice(said.length)}` };
  const at = firstDifference(object, said);
  return {
    type: 'wrong',
    says:
      at >= object.length
        ? `That is more than the name ${object}.`
        : `That is not ${object}: it differs from character ${at + 1} on.`,
  };
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one.charAt(at) === other.charAt(at)) at += 1;
  return at;
}
