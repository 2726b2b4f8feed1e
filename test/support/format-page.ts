/** A piece of a runbook that the page shows, and what it says `handrail outline` prints of it. */
export interface PageExample {
  /** The line of the page that it begins on. */
  readonly line: number;
  readonly markdown: string;
  /** Undefined: it is read without a problem. */
  readonly outline: readonly string[] | undefined;
}

/** A gate or a capture of the page, and what it says of outputs. */
export interface PageSentence {
  readonly line: number;
  readonly head: 'GATE' | 'CAPTURE';
  readonly sentence: string;
  readonly cases: readonly { readonly says: string; readonly of: string }[];
}

interface Fence {
  readonly line: number;
  readonly lang: string;
  readonly text: string;
  /** Nothing but empty lines stand between the fence before it and this one. */
  readonly follows: boolean;
}

/** The examples of a page whose fences begin in the first column. */
export function readPage(page: string): {
  readonly examples: readonly PageExample[];
  readonly sentences: readonly PageSentence[];
} {
  const fences = fencesOf(page.split('\n'));
  const isSentences = ({ lang, text }: Fence): boolean =>
    lang === 'text' && /^\*\*(?:GATE|CAPTURE):\*\*/.test(text);
  return {
    examples: fences.flatMap((fence, index) => {
      if (fence.lang !== 'markdown') return [];
      const next = fences[index + 1];
      const isOutline = next?.lang === 'text' && next.follows && !isSentences(next);
      return [
        {
          line: fence.line,
          markdown: fence.text,
          outline: isOutline ? next.text.trimEnd().split('\n') : undefined,
        },
      ];
    }),
    sentences: fences.filter(isSentences).flatMap(sentencesOf),
  };
}

function fencesOf(lines: readonly string[]): Fence[] {
  const fences: Fence[] = [];
  let lastEnd = -1;
  for (let index = 0; index < lines.length; index += 1) {
    const open = /^(`{3,})(\w*)$/.exec(lines[index] ?? '');
    if (open === null) continue;
    const end = lines.indexOf(open[1] ?? '', index + 1);
    if (end < 0) throw new Error(`line ${index + 1}: a fence without an end`);
    fences.push({
      line: index + 1,
      lang: open[2] ?? '',
      text: lines
        .slice(index + 1, end)
        .map((line) => `${line}\n`)
        .join(''),
      follows: lastEnd >= 0 && lines.slice(lastEnd + 1, index).every((line) => line === ''),
    });
    lastEnd = end;
    index = end;
  }
  return fences;
}

function sentencesOf({ line, text }: Fence): PageSentence[] {
  let at = line + 1;
  return text.split('\n\n').map((part) => {
    const [first = '', ...cases] = part.trimEnd().split('\n');
    const found = /^\*\*(GATE|CAPTURE):\*\* (.+)$/.exec(first);
    if (found === null) throw new Error(`line ${at}: no sentence: ${first}`);
    const read = {
      line: at,
      head: found[1] as 'GATE' | 'CAPTURE',
      sentence: found[2] ?? '',
      cases: cases.map((each) => {
        const [, says = '', of = ''] = /^(takes "(?:[^"\\]|\\.)*"|[a-z ]+): (.+)$/.exec(each) ?? [];
        if (says === '') throw new Error(`line ${at}: no case: ${each}`);
        return { says, of };
      }),
    };
    at += part.split('\n').length + 1;
    return read;
  });
}
