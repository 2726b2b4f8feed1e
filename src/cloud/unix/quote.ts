/** Arguments as one line that a shell reads back as the same arguments. */
export function quoted(args: readonly string[]): string {
  return args.map(quotedOne).join(' ');
}

function quotedOne(arg: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(arg) && !/^[A-Za-z_]\w*=/.test(arg)) return arg;
  return `'${arg.replaceAll("'", `'\\''`)}'`;
}
