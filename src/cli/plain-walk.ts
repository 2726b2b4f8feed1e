import { createInterface, type Interface } from 'node:readline/promises';
import { writtenLiterals, whyFailed } from '../session/autopilot.ts';
import { exitItems } from '../session/exit-gate.ts';
import { previewOf } from '../session/preview.ts';
import { gateRef, type Located } from '../session/refs.ts';
import { sanitise } from '../session/sanitise.ts';
import { gateStandings, newestAttempt, nextBlock, standingOf } from '../session/standing.ts';
import type { Walker } from '../session/walker.ts';
import { clean } from './plain-lines.ts';

/**
 * The walk as lines, for a screen reader or a terminal that can not draw: the same blocks, gates and
 * confirmations, asked one line at a time. Resolves when the walk is finished or the operator leaves.
 */
export async function walkByLines(walker: Walker, print: (line: string) => void): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // A closed standard input is an operator who left; nothing is confirmed by silence.
  const closed = new Promise<'q'>((resolve) => lines.once('close', () => resolve('q')));
  const ask = async (question: string): Promise<string> =>
    Promise.race([lines.question(question), closed]);
  try {
    await opening(walker, ask, print);
    while (walker.store.getState().session.state === 'walking') {
      const { session } = walker.store.getState();
      const next = nextBlock(session);
      const answer =
        next === undefined
          ? await atExit(walker, ask, print)
          : await atBlock(walker, next, ask, print);
      if (answer === 'leave') {
        await walker.send({ type: 'quit' });
        return;
      }
      await stopOnInterrupt(walker, lines);
    }
  } finally {
    lines.close();
  }
}

type Ask = (question: string) => Promise<string>;
type Print = (line: string) => void;

/** Ctrl-C while a block runs stops the block, not handrail. */
async function stopOnInterrupt(walker: Walker, lines: Interface): Promise<void> {
  const stop = (): void => void walker.send({ type: 'cancel' });
  lines.on('SIGINT', stop);
  await walker.idle();
  lines.off('SIGINT', stop);
}

async function opening(walker: Walker, ask: Ask, print: Print): Promise<void> {
  const { session } = walker.store.getState();
  if (session.literals === undefined) {
    const values: Record<string, string> = { ...writtenLiterals(session) };
    print('Literals: press Enter to keep a value, or type another.');
    for (const name of Object.keys(values)) {
      const typed = await ask(`  ENV(${clean(name)}) [${clean(values[name] ?? '')}]: `);
      if (typed === 'q') return void (await walker.send({ type: 'quit' }));
      if (typed.trim() !== '') values[name] = typed.trim();
    }
    say(print, await walker.send({ type: 'confirm-literals', values }));
  }
  for (const question of session.runbooks.flatMap((runbook) => runbook.questions)) {
    while (walker.store.getState().session.answers[question.id] === undefined) {
      print(clean(question.text));
      for (const { id, text } of question.options) print(`  ${id}: ${clean(text)}`);
      const typed = await ask('Your answer: ');
      if (typed === 'q') return void (await walker.send({ type: 'quit' }));
      say(
        print,
        await walker.send({ type: 'answer-question', question: question.id, option: typed.trim() }),
      );
    }
  }
}

async function atBlock(
  walker: Walker,
  located: Located,
  ask: Ask,
  print: Print,
): Promise<'leave' | 'on'> {
  const { session } = walker.store.getState();
  const { block, step, ref } = located;
  switch (standingOf(session, located)) {
    case 'attest':
      return attestByLine(walker, located, ask, print);
    case 'failed':
      print(`${block.id} failed: ${clean(whyFailed(session, ref))}`);
      return word(
        walker,
        located,
        await ask('r run again, o override, s skip, q leave: '),
        ask,
        print,
      );
    case 'unknown':
      print(
        `${block.id} was started and its end was not seen. Look at the machine before you answer.`,
      );
      return word(walker, located, await ask('d it was done, f it failed, q leave: '), ask, print);
    case 'waiting':
    case 'running':
    case 'passed':
    case 'skipped':
    case 'deferred':
    case 'overridden':
    case 'optional':
      break;
  }
  print('');
  print(`${step.id} ${clean(step.title)}`);
  for (const paragraph of block.prose) print(`  ${clean(paragraph)}`);
  for (const line of sanitise(previewOf(session, located).runs, { colour: false }).split('\n'))
    print(`  | ${line}`);
  for (const caution of block.cautions) print(`  CAUTION: ${clean(caution.text)}`);
  for (const gate of block.gates) print(`  GATE: ${clean(gate.text)}`);
  const what = block.mutates ? 'changes things' : 'only reads';
  return word(
    walker,
    located,
    await ask(
      `${block.kind.toUpperCase()} on ${clean(block.location)}, ${what}. Enter runs it; s skip, q leave: `,
    ),
    ask,
    print,
  );
}

async function word(
  walker: Walker,
  located: Located,
  typed: string,
  ask: Ask,
  print: Print,
): Promise<'leave' | 'on'> {
  const { block, ref } = located;
  switch (typed.trim()) {
    case 'q':
      return 'leave';
    case '':
    case 'r': {
      // Enter is no answer to a block that failed or whose end nobody saw.
      if (
        typed.trim() === '' &&
        newestAttempt(walker.store.getState().session, ref) !== undefined &&
        standingOf(walker.store.getState().session, located) !== 'waiting'
      )
        return 'on';
      const caution = block.cautions[0];
      const name =
        caution === undefined ? undefined : await ask(`Type ${clean(caution.object)} to run it: `);
      say(
        print,
        await walker.send({
          type: 'run',
          block: ref,
          ...(name === undefined ? {} : { typed: name }),
        }),
      );
      return 'on';
    }
    case 's':
      say(
        print,
        await walker.send({ type: 'skip', block: ref, reason: await ask('Why skip it? ') }),
      );
      return 'on';
    case 'o':
      say(
        print,
        await walker.send({
          type: 'override',
          owner: ref,
          reason: await ask('Why pass over this gate? '),
        }),
      );
      return 'on';
    case 'd':
      say(
        print,
        await walker.send({
          type: 'take-outcome',
          block: ref,
          as: 'done',
          reason: await ask('How do you know? '),
        }),
      );
      return 'on';
    case 'f':
      say(
        print,
        await walker.send({
          type: 'take-outcome',
          block: ref,
          as: 'failed',
          reason: await ask('How do you know? '),
        }),
      );
      return 'on';
    default:
      print(`"${clean(typed)}" is none of the answers.`);
      return 'on';
  }
}

async function attestByLine(
  walker: Walker,
  located: Located,
  ask: Ask,
  print: Print,
): Promise<'leave' | 'on'> {
  const { session } = walker.store.getState();
  const open = gateStandings(session, located).find(({ holds }) => holds === 'open');
  const attempt = newestAttempt(session, located.ref);
  if (open === undefined || attempt === undefined) return 'on';
  for (const line of walker.output(attempt.number, { rows: 40, columns: 200, offset: 0 }).lines)
    print(`  > ${line}`);
  const typed = await ask(
    `GATE: ${clean(open.gate.text)}\nDoes it hold? y or n (Enter is n), q leave: `,
  );
  if (typed.trim() === 'q') return 'leave';
  say(
    print,
    await walker.send({
      type: 'attest',
      gate: gateRef(located.ref, open.index),
      answer: typed.trim() === 'y' ? 'yes' : 'no',
    }),
  );
  return 'on';
}

async function atExit(walker: Walker, ask: Ask, print: Print): Promise<'leave' | 'on'> {
  const { session } = walker.store.getState();
  const item = exitItems(session).find(({ answer }) => answer === 'open');
  if (item !== undefined) {
    const typed = await ask(
      `EXIT GATE: ${clean(item.gate.text)}\nDoes it hold? y or n (Enter is n), q leave: `,
    );
    if (typed.trim() === 'q') return 'leave';
    say(
      print,
      await walker.send({
        type: 'attest',
        gate: item.ref,
        answer: typed.trim() === 'y' ? 'yes' : 'no',
      }),
    );
    return 'on';
  }
  const refused = await walker.send({ type: 'finish' });
  if (refused === undefined) return 'on';
  print(refused);
  return 'leave';
}

function say(print: Print, refused: string | undefined): void {
  if (refused !== undefined) print(refused);
}
