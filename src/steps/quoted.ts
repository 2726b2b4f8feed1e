/** A value as a sentence shows it: in back-ticks, one line, cut; `nothing` when there is none. Untrusted. */
export function quoted(text: string): string {
  const head = text.slice(0, 400).replace(/\r?\n/g, ' ⏎ ');
  if (head === '') return 'nothing';
  return '`' + (head.length > 120 || text.length > 400 ? `${head.slice(0, 117)}...` : head) + '`';
}
