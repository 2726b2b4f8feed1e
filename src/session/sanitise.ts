/**
 * Makes remote text safe to show, log or hand on: what stays is line feeds, tabs, printable text, and
 * colours if they are asked for. Everything else goes: escape sequences of every kind, C0 and C1 controls
 * (a carriage return and a backspace among them), marks that reorder or hide text. An allow list, as the
 * next terminal may know sequences that this program does not. Linear in the length, whatever the text.
 */
export function sanitise(text: string, options?: { readonly colour?: boolean }): string {
  const keepsColour = options?.colour === true;
  const clean = text.replace(UNSAFE, (found) => (keepsColour ? allowedColour(found) : ''));
  return NOT_ASCII.test(clean) ? limitMarks(clean) : clean;
}

/** Combining marks that may stand on one character: enough for every script, too few to paint over the next lines. */
const MARKS_PER_CHARACTER = 4;

/*
 * Every repetition is bounded, so an unfinished sequence swallows no more than the bound or its line, and
 * the search stays linear. In order: colours; strings (OSC, DCS, SOS, PM, APC, title) with their end; CSI;
 * other escapes; controls and invisible characters.
 */
const UNSAFE = new RegExp(
  [
    String.raw`\x1b\[[\d;:]{0,48}m`,
    String.raw`(?:\x1b[\]PX^_k]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\|\x9c)?`,
    String.raw`(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]?`,
    String.raw`\x1b[ -/]{0,4}[0-~]?`,
    String.raw`[\x00-\x08\x0b-\x1f\x7f-\x9f]`,
    // Soft hyphen, Arabic letter mark, Mongolian vowel separator, zero-width, bidirectional, separators,
    // invisible operators, variation selectors, byte order mark, interlinear annotation.
    String.raw`[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]`,
    // Tag characters and the variation selectors' supplement: text that no terminal shows.
    String.raw`\udb40[\udc00-\uddef]`,
  ].join('|'),
  'g',
);

const NOT_ASCII = /[^\0-\x7f]/;

/** The colour sequence with the parameters that only colour; nothing for any other sequence. */
function allowedColour(sequence: string): string {
  if (!sequence.startsWith('\x1b[') || !sequence.endsWith('m')) return '';
  const parameters = sequence.slice(2, -1);
  if (!/^[\d;:]*$/.test(parameters)) return '';
  const allowed = allowedParameters(parameters.split(';'));
  return allowed.length === 0 ? '' : `\x1b[${allowed.join(';')}m`;
}

/** `38;5;n` and `38;2;r;g;b` are one thing: a bare 5 or 8 means blinking or hidden, in there it is a number. */
function allowedParameters(parameters: readonly string[]): readonly string[] {
  const allowed: string[] = [];
  for (let index = 0; index < parameters.length; index += 1) {
    const parameter = parameters[index] ?? '';
    if (parameter !== '38' && parameter !== '48') {
      if (isPlainColour(parameter) || isLongColour(parameter)) allowed.push(parameter || '0');
      continue;
    }
    const length = { '5': 3, '2': 5 }[parameters[index + 1] ?? ''];
    const whole = parameters.slice(index, index + (length ?? 0));
    // What follows an unfinished one can not be told apart any more.
    if (length === undefined || whole.length < length || !whole.every(isByte)) return allowed;
    allowed.push(...whole);
    index += length - 1;
  }
  return allowed;
}

/** Bold, faint, italic, underlined, reverse, the colours, and the ends of all of them. */
function isPlainColour(parameter: string): boolean {
  if (!/^\d{0,3}$/.test(parameter)) return false;
  const number = Number(parameter);
  return (
    number <= 4 || number === 7 || (number >= 22 && number <= 49) || (number >= 90 && number <= 107)
  );
}

/** `38:5:n`, `38:2::r:g:b`, `4:3`: the form in which a colour is one parameter. */
function isLongColour(parameter: string): boolean {
  return /^(?:[34]8:5:\d{1,3}|[34]8:2(?::\d{0,3}){3,4}|4:[0-5])$/.test(parameter);
}

function isByte(parameter: string): boolean {
  return /^\d{1,3}$/.test(parameter) && Number(parameter) <= 255;
}

/** Colours in between do not begin a new character, so they are counted over. */
function limitMarks(text: string): string {
  return text.replace(/(?:\p{M}|\x1b\[[\d;:]*m)+/gu, (run) => {
    let marks = 0;
    return run.replace(/\p{M}/gu, (mark) => {
      marks += 1;
      return marks > MARKS_PER_CHARACTER ? '' : mark;
    });
  });
}
