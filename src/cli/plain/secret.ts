import { wayWords } from '../../steps/secret-words.ts';
import type { Secret } from '../../secrets/secret.ts';
import { whyNoName } from '../../session/holder-name.ts';
import type { SecretAsked } from '../../session/walker.ts';
import { clean } from './lines.ts';
import { sendOrSay, type Next, type Talk } from './talk.ts';

/**
 * A block asks for a secret: it is typed unseen, or in training brought by the simulated holder. Once for each that is
 * asked for; what comes of it is told by the events.
 */
export async function atSecret(talk: Talk, asked: SecretAsked): Promise<Next> {
  const { walker, reader, print } = talk;
  const which = whichOf(asked);
  const id = asked.block.slice(asked.block.indexOf(':') + 1);
  const { standInSecret } = walker;
  if (standInSecret === undefined && !reader.canHide) {
    print(`  ${id} asks for ${which}, and what is typed here could be seen: this is no terminal.`);
    print('  Take the walk up at one with handrail resume.');
    return 'leave';
  }
  print('');
  print(`  ${id} asks for ${which}, ${clean(wayWords(asked.input.way))}.`);
  const holder = await askHolder(talk, asked, `[${id}] `);
  if (holder.type !== 'named') return holder.type === 'stop' ? stop(talk) : 'leave';
  if (standInSecret !== undefined) {
    const secret = await standInSecret();
    if (secret === undefined) {
      print(`  Nobody in the simulated cloud has this ${clean(asked.input.name)}.`);
      return stop(talk);
    }
    print('  TRAINING: the simulated holder gives it; nothing is typed.');
    return give(talk, secret, holder.name);
  }
  const secret = await reader.askUnseen(
    `[${id}] Type or paste ${which}; nothing of it is shown, Esc leaves it: `,
  );
  return secret === undefined ? leaveIt(talk, id) : give(talk, secret, holder.name);
}

type Holder =
  | { readonly type: 'named'; readonly name: string | undefined }
  | { readonly type: 'stop' }
  | { readonly type: 'leave' };

/** Who brings it comes first, so that one can look away and the next can sit down. */
async function askHolder(talk: Talk, asked: SecretAsked, where: string): Promise<Holder> {
  const { reader, walker } = talk;
  const isMany = asked.input.of > 1;
  const isTraining = walker.standInSecret !== undefined;
  if (!isMany && !isTraining) return { type: 'named', name: undefined };
  const typed = isMany
    ? await askForName(
        talk,
        `${where}Who brings ${whichOf(asked)}? A name, or Enter alone; x stops it, q leaves: `,
      )
    : (await reader.ask(`${where}Enter gives it, x stops it, q leaves: `))?.trim();
  if (typed === undefined || typed === 'q') return { type: 'leave' };
  if (typed === 'x') return { type: 'stop' };
  const alone = isMany && isTraining ? `holder ${asked.number}` : undefined;
  // Where nobody is asked for a name, nothing that is typed becomes one.
  return { type: 'named', name: typed === '' || !isMany ? alone : typed };
}

/** Only what can be a name: it stays in the record. */
async function askForName({ reader, print }: Talk, question: string): Promise<string | undefined> {
  for (;;) {
    const typed = (await reader.askName(question))?.trim();
    const why = typed === undefined ? undefined : whyNoName(typed);
    if (why === undefined) return typed;
    print(`  ${why}`);
  }
}

async function give(
  { walker, print }: Talk,
  secret: Secret,
  holder: string | undefined,
): Promise<Next> {
  const refused = await walker.give(secret, holder);
  if (refused !== undefined) print(`  Not taken: ${clean(refused)}`);
  return 'on';
}

/** Before the first run that gives the block up; between two runs it goes on asking until it is stopped. */
async function leaveIt(talk: Talk, id: string): Promise<Next> {
  const { walker, reader, print } = talk;
  await walker.send({ type: 'leave-secret' });
  print('  Left; nothing of it was kept.');
  if (walker.store.getState().asked === undefined) return 'on';
  const typed = (
    await reader.ask(`[${id}] Enter asks for it again, x stops the block, q leaves: `)
  )?.trim();
  if (typed === undefined || typed === 'q') return 'leave';
  return typed === 'x' ? stop(talk) : 'on';
}

async function stop(talk: Talk): Promise<Next> {
  await sendOrSay(talk, { type: 'cancel' });
  return 'on';
}

/** `unseal share 2 of 3`, `old passphrase`. */
function whichOf({ input, number }: SecretAsked): string {
  const name = clean(input.name);
  return input.of > 1 ? `${name} ${number} of ${input.count}` : `the ${name}`;
}
