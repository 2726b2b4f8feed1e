// Something on the screen at once. Loading the program takes several times as long as starting Node; an empty pane for
// that long reads as "it hangs" and invites the keys that a confirmation must never receive.
import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';

const enterScreen = '\x1b[?1049h';
/** Plain ASCII: the first glyph beyond it costs about 35 ms in the program's own first frame, and LANG=C shows none. */
const frame = `${enterScreen}\x1b[?25l\x1b[2J\x1b[Hhandrail\x1b[H`;
/** Ink draws from where the cursor is, and expects an empty screen below. */
const clean = '\x1b[2J\x1b[H';
const leaveScreen = '\x1b[?25h\x1b[?1049l';

/** Options of commands that draw, and whether a value follows. Any other option: no early picture, only a later one. */
const drawingOptions = {
  '--no-color': 0,
  '--state-dir': 1,
  '--route': 1,
  '--attest': 1,
  '--fault': 1,
};
const drawingCommands = ['walk', 'resume', 'train'];

/**
 * Paints when the command line is one that will draw on this terminal. The picture stands until the program's first
 * output: a full screen of its own takes over, anything else (a sentence) first gets the operator's screen back.
 * `next` says who that is: this process, or (`leave-to-next`) the newer Node that it starts and that paints no more.
 */
export function paintFirstFrame(argv, next = 'this-process') {
  const painted = process.env.HANDRAIL_FIRST_PAINT === 'done';
  // The operator's blocks inherit our environment; this word is not theirs.
  delete process.env.HANDRAIL_FIRST_PAINT;
  if (!painted && !(canPaint() && willDraw(argv))) return nothingPainted;
  // Watched first and painted then: Ctrl-C may come with the first byte that is seen.
  const paint =
    next === 'leave-to-next'
      ? { painted: true, undo: () => write(leaveScreen) }
      : undoneUnlessTakenOver();
  if (!painted) write(frame);
  return paint;
}

/** Whether the command line asks for the full screen. Exported for its test. */
export function willDraw(argv) {
  const words = [];
  for (let at = 0; at < argv.length; at += 1) {
    const [option, value] = argv[at].split(/=(.*)/s);
    if (!option.startsWith('-')) {
      words.push(option);
      continue;
    }
    if (!Object.hasOwn(drawingOptions, option)) return false;
    const given = value === undefined && drawingOptions[option] ? argv[(at += 1)] : value;
    // `--fault list` prints names.
    if (option === '--fault' && given === 'list') return false;
  }
  if (words.length === 0) return true;
  return drawingCommands.includes(words[0]) && !(words[0] === 'walk' && words.length === 1);
}

const nothingPainted = { painted: false, undo: () => undefined };

function canPaint() {
  const term = process.env.TERM;
  return isatty(0) && isatty(1) && term !== undefined && term !== '' && term !== 'dumb';
}

/** Watches stdout and stderr for the first output, and the ways to die before it. */
function undoneUnlessTakenOver() {
  const { stdout, stderr } = process;
  const write1 = stdout.write;
  const write2 = stderr.write;
  let standing = true;
  // Keys typed meanwhile wait for the program; echoed, they would stand in its first frame until that line changes.
  // Ctrl-C waits too, and is answered by the program within the moment that it takes to load.
  const { stdin } = process;
  stdin.setRawMode?.(true);

  function handOver() {
    standing = false;
    stdout.write = write1;
    stderr.write = write2;
    process.off('exit', undo);
    for (const signal of deadly) process.off(signal, die);
  }
  function undo() {
    if (!standing) return;
    handOver();
    stdin.setRawMode?.(false);
    write(leaveScreen);
  }
  function die(signal) {
    undo();
    process.kill(process.pid, signal);
  }

  stdout.write = function (chunk, ...rest) {
    const draws = String(chunk).includes(enterScreen);
    if (draws) handOver();
    else undo();
    const text = draws ? String(chunk).replace(enterScreen, enterScreen + clean) : chunk;
    return write1.call(stdout, text, ...rest);
  };
  stderr.write = function (...args) {
    undo();
    return write2.apply(stderr, args);
  };
  process.on('exit', undo);
  for (const signal of deadly) process.on(signal, die);
  return { painted: true, undo };
}

const deadly = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A raw write: the stream is not needed yet, and a terminal that is gone is no reason to stop here. */
function write(text) {
  try {
    writeSync(1, text);
  } catch {
    // The program will find out for itself.
  }
}
