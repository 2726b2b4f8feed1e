/**
 * The names among `names` that a script reads as `$name` or `${name...`. Not inside a longer name, not
 * `\$name`; quotes are not looked at, so a name in single quotes counts too: an assignment too many
 * changes nothing, one too few would.
 */
export function namesRead(script: string, names: ReadonlySet<string>): string[] {
  const read = new Set<string>();
  const decided = new Set<string>();
  for (const found of script.matchAll(/(\\*)\$(?:\{[#!]?)?([a-z][a-z0-9_]*)(?![A-Za-z0-9_])/g)) {
    const escaped = (found[1] ?? '').length % 2 === 1;
    const name = found[2] ?? '';
    if (escaped || !names.has(name) || decided.has(name)) continue;
    // What the first reading finds holds for the rest.
    decided.add(name);
    if (!setsItself(script, name, found.index)) read.add(name);
  }
  return [...read];
}

/** Whether the script gives the name a value of its own before it reads it there. */
function setsItself(script: string, name: string, before: number): boolean {
  const head = script.slice(0, before);
  const assigns = new RegExp(
    `(?:^|[\\s;&|({])(?:${name}\\+?=|for\\s+${name}\\s|read\\s+(?:-\\S+\\s+)*(?:\\w+\\s+)*${name}(?:\\s|;|$))`,
    'm',
  );
  return assigns.test(head);
}

/** A value as one word of shell, whatever it holds. */
export function singleQuoted(value: string): string {
  return `'${value.replace(/'/g, `'\\''`)}'`;
}
