/** A value as a sentence shows it: in back-ticks, one line, cut; `nothing` when there is none. Untrusted. */
export function quoted(text: string): string {
  const head = text.slice(0, 400).replace(/\r?\n/g, ' \\n ');
  if (head === '') return 'nothing';
  const cut = head.length > 120 || text.length > 400 ? `${head.slice(0, 117)}...` : head;
  return `\`${cut}${unfinished(cut)}\``;
}

/**
 * Ends an escape sequence that the value leaves open: whoever takes escapes out of the sentence would take
 * the words behind the value with it.
 */
function unfinished(value: string): string {
  return /[\u001b\u0080-\u009f]/.test(value) ? '\u001b\\' : '';
}
