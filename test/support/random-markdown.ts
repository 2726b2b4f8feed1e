/** Pieces that mean something to Markdown, or to us. */
const pieces = [
  '# ',
  '## Step 1.2 -- x\n',
  '```bash\n',
  '```\n',
  '~~~\n',
  '**RUN -- jumphost**\n',
  '**CHECK (read-only) -- magnum/0**\n',
  '**GATE:** output contains `x`.\n',
  '**GATE:** json `.a` is `b`.\n',
  '**CAPTURE:** `a` is line 1 of the output.\n',
  '**POLL -- magnum/0** every 2 s, at most 4 times\n',
  '**CAUTION:** `node-7`\n',
  '- `ENV(x)` y\n',
  'GATE: ',
  'word ',
  'echo hi\n',
  '| a | b |\n| - | - |\n',
  '- item\n',
  '> quote\n',
  '\n',
  '\n\n',
  '`',
  '*',
  '**',
  '[',
  '](',
  ')',
  '    indented\n',
  '1. ',
  '<div>',
  '&amp;',
  '---\n',
  '\t',
  '\r\n',
  'é',
  '\u202e',
  '\u{1F600}',
];

/** So many characters of Markdown that nobody wrote, always the same for a seed. */
export function randomMarkdown(length: number, seed: number): string {
  let state = seed;
  const parts: string[] = [];
  for (let size = 0; size < length;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const piece = pieces[(state >>> 8) % pieces.length] ?? '';
    parts.push(piece);
    size += piece.length;
  }
  return parts.join('');
}
