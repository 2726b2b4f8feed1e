import { describe, expect, it } from 'vitest';
import {
  answered,
  feederAt,
  feederTurn,
  heard,
  resumed,
  unfedWords,
  type Echo,
  type Feeder,
  type FeederTurn,
  type FeedPlan,
} from '../../src/session/feeder.ts';
import { redact } from '../../src/secrets/redact.ts';
import type { SecretPrompt } from '../../src/steps/model.ts';

const patience = { prompt: 30_000, echo: 10_000, unnamed: 3_000, silence: 250 };
const text = (words: string): SecretPrompt => ({ type: 'text', text: words });

function planFor(
  prompts: readonly (string | SecretPrompt)[],
  over: Partial<FeedPlan> = {},
): FeedPlan {
  return {
    prompts: prompts.map((prompt) => ({
      feed: 0,
      prompt: typeof prompt === 'string' ? text(prompt) : prompt,
    })),
    isFar: false,
    patience,
    mask: (said) => said.replaceAll('sesame', '[masked]'),
    ...over,
  };
}

/** What is done about it right after it was said, when the terminal hides what is typed. */
function turnAt(
  plan: FeedPlan,
  said: string,
  echo: Echo = 'off',
  feeder = feederAt(0),
): FeederTurn {
  return feederTurn(plan, heard(feeder, said, 0), echo, 0);
}

const types: FeederTurn = { type: 'types', feed: 0 };
const waits = { type: 'waits' };
const afterOne = (feeder: Feeder = feederAt(0)) => answered(feeder, 0);

describe('a named prompt at the end', () => {
  it.each([
    ['alone', 'Key:'],
    ['with blanks behind it', 'Key: \t '],
    ['below other lines', 'Hello\r\nKey: '],
    ['with carriage returns', '\r\n\rKey:\r'],
    ['in colours', '\x1b[1;31mKey\x1b[0m:\x1b[K \x1b[0m'],
    ['with an open sequence behind it', 'Key: \x1b['],
    ['drawn over a progress line', 'Loading 10%\rKey: '],
    ['behind a title', '\x1b]0;Other: \x07Key: '],
  ])('is answered: %s', (_, said) => {
    expect(turnAt(planFor(['Key:']), said)).toEqual(types);
  });

  it.each([
    ['more follows', 'Key: x'],
    ['a line follows', 'Key:\n'],
    ['a line follows, with more', 'Key: \r\nworking'],
    ['it stands in earlier output', 'Key:\nKey: of what\n> '],
    ['it is the end of a longer word', 'MonKey: '],
    ['it was drawn over', 'Key: \rworking'],
    ['only half of it is there', 'Ke'],
    ['it stands behind words on its line', 'vault asks. Key: '],
    ['it is a title', '\x1b]0;Key:'],
    ['nothing was said', ''],
  ])('is not where %s', (_, said) => {
    expect(turnAt(planFor(['Key:']), said)).toMatchObject(waits);
  });

  it('is the same, wherever what was said was cut', () => {
    const plan = planFor(['Unseal Key (will be hidden):']);
    const said = 'A line\r\n\x1b[1mUnseal Key\x1b[0m (will be hidden): ';
    for (let cut = 0; cut <= said.length; cut += 1) {
      const first = heard(feederAt(0), said.slice(0, cut), 0);
      const early = feederTurn(plan, first, 'off', 0);
      // Blanks and an escape at the end are no part of the prompt.
      if (cut < said.length - 1) expect({ cut, early }).toMatchObject({ early: waits });
      expect(feederTurn(plan, heard(first, said.slice(cut), 0), 'off', 0)).toEqual(types);
    }
  });

  it('is found by a pattern, at the end alone', () => {
    const plan = planFor([{ type: 'pattern', pattern: 'Key [0-9]+:' }]);
    expect(turnAt(plan, 'Key 12: ')).toEqual(types);
    expect(turnAt(plan, 'Key 12: x')).toMatchObject(waits);
    expect(turnAt(plan, 'Key x:')).toMatchObject(waits);
    expect(turnAt(planFor([{ type: 'pattern', pattern: 'a|Key:' }]), 'Key:')).toEqual(types);
  });

  it.each([
    ['password:', "ubuntu@10.1.2.3's password: "],
    ['password:', 'Enter new root password: '],
    [{ type: 'pattern', pattern: 'password.*:' }, "ubuntu@10.1.2.3's password: "],
    [{ type: 'pattern', pattern: 'password.*:' }, '[sudo] password for ubuntu: '],
  ] as const)('%j is not where a login is asked for: %s', (prompt, said) => {
    const plan = planFor([prompt]);
    expect(turnAt(plan, said)).toMatchObject(waits);
    const feeder = heard(feederAt(0), said, 0);
    expect(feederTurn(plan, feeder, 'off', 3_000)).toMatchObject({
      type: 'stops',
      why: expect.stringMatching(/does not name/) as string,
    });
  });

  it('answers nothing before the terminal was looked at', () => {
    expect(turnAt(planFor(['Key:']), 'Key:', 'unknown')).toEqual({ type: 'looks' });
  });

  it('is answered once, and then the next one, in order', () => {
    const plan = planFor(['New:', 'Again:']);
    expect(turnAt(plan, 'New:')).toEqual(types);
    expect(turnAt(plan, '\r\nAgain:', 'off', afterOne())).toEqual(types);
    expect(turnAt(plan, 'Again:')).toMatchObject(waits);
    expect(turnAt(plan, '\r\ndone\r\n', 'off', afterOne(afterOne()))).toEqual({
      type: 'waits',
      until: undefined,
    });
  });

  it('may be the same words twice', () => {
    expect(turnAt(planFor(['Key:', 'Key:']), '\nKey:', 'off', afterOne())).toEqual(types);
  });

  it('is answered with the secret that belongs to it', () => {
    const plan: FeedPlan = { ...planFor(['A:']), prompts: [{ feed: 1, prompt: text('A:') }] };
    expect(turnAt(plan, 'A:')).toEqual({ type: 'types', feed: 1 });
  });
});

describe('what is typed far away', () => {
  const plan = planFor(['Key:'], { isFar: true });

  it('waits for silence behind the prompt', () => {
    const feeder = heard(feederAt(0), 'Key: ', 1000);
    expect(feederTurn(plan, feeder, 'off', 1249)).toEqual({ type: 'waits', until: 1250 });
    expect(feederTurn(plan, feeder, 'off', 1250)).toEqual(types);
    const more = heard(feeder, ' ', 1240);
    expect(feederTurn(plan, more, 'off', 1250)).toEqual({ type: 'waits', until: 1490 });
  });

  it('is not typed either where this terminal shows it', () => {
    const feeder = heard(feederAt(0), 'Key: ', 0);
    expect(feederTurn(plan, feeder, 'unknown', 250)).toEqual({ type: 'looks' });
    expect(feederTurn(plan, feeder, 'on', 10_000)).toMatchObject({ type: 'stops' });
  });
});

describe('it stops, with a sentence, when', () => {
  const why = (turn: FeederTurn) => (turn.type === 'stops' ? turn.why : turn.type);
  const plan = planFor(['Key:', 'Again:']);

  it('a prompt does not come, whatever else is said', () => {
    let feeder = feederAt(0);
    for (let now = 0; now < 30_000; now += 100) {
      feeder = heard(feeder, 'still working\n', now);
      expect(feederTurn(plan, feeder, 'off', now)).toMatchObject(waits);
    }
    expect(why(feederTurn(plan, feeder, 'off', 30_000))).toBe(
      'it did not ask `Key` within 30 s of its start, so nothing was typed there and it was stopped',
    );
  });

  it('the next prompt does not come', () => {
    const feeder = answered(feederAt(0), 5_000);
    expect(feederTurn(plan, feeder, 'off', 34_999)).toEqual({ type: 'waits', until: 35_000 });
    expect(why(feederTurn(plan, feeder, 'off', 35_000))).toBe(
      'it did not ask `Again` within 30 s of the answer to `Key`, so nothing was typed there and it was stopped',
    );
  });

  it('a prompt comes a second time', () => {
    const said = '\r\nSorry, try again.\r\nKey: ';
    const sentence =
      'it asked `Key` a second time, so what was typed there was not taken, and it was stopped';
    expect(why(turnAt(plan, said, 'off', afterOne()))).toBe(sentence);
    expect(why(turnAt(plan, said, 'on', afterOne(afterOne())))).toBe(sentence);
  });

  it('but not when the line of the prompt is only drawn again', () => {
    expect(turnAt(plan, '\rKey: ', 'off', afterOne())).toMatchObject(waits);
  });

  it('what is typed would be shown for ten seconds', () => {
    const feeder = heard(feederAt(0), 'Key: ', 1_000);
    expect(feederTurn(plan, feeder, 'on', 10_999)).toEqual({ type: 'waits', until: 11_019 });
    expect(why(feederTurn(plan, feeder, 'on', 11_000))).toBe(
      'it asked `Key` and would have shown what is typed, so nothing was typed there and it was stopped',
    );
  });

  it('a prompt is drawn again and again, and would show what is typed', () => {
    const feeder = heard(feederAt(0), '\rKey: ', 39_999);
    expect(why(feederTurn(plan, feeder, 'on', 40_000))).toMatch(/would have shown/);
    const far = { ...plan, isFar: true };
    expect(why(feederTurn(far, feeder, 'off', 40_000))).toMatch(/did not ask/);
  });

  it.each([
    ['Password:', 'on'],
    ['Enter passphrase for key sesame: ', 'off'],
    ['Are you sure you want to continue connecting (yes/no/[fingerprint])? ', 'on'],
    ['Secret word: ', 'off'],
  ] as const)('something else is asked: %s', (said, echo) => {
    const feeder = heard(feederAt(0), said, 1_000);
    expect(feederTurn(plan, feeder, echo, 3_999)).toEqual({ type: 'waits', until: 4_000 });
    const words = said.replace(/:? $|:$/, '').replace('sesame', '[masked]');
    expect(why(feederTurn(plan, feeder, echo, 4_000))).toBe(
      `it asked \`${words}\`, which the runbook does not name, so nothing was typed there and it was stopped`,
    );
  });

  it('something else is asked when all was answered', () => {
    const feeder = heard(afterOne(afterOne()), '\r\nOverwrite (y/n)? ', 0);
    expect(feederTurn(plan, feeder, 'on', 10)).toEqual({ type: 'waits', until: 3_000 });
    expect(why(feederTurn(plan, feeder, 'on', 3_000))).toMatch(/does not name/);
  });

  it('but not at words that may be no question, where the answer would be seen', () => {
    const feeder = heard(feederAt(0), 'Downloading: ', 0);
    expect(feederTurn(plan, feeder, 'unknown', 3_000)).toEqual({ type: 'looks' });
    expect(feederTurn(plan, feeder, 'on', 3_000)).toEqual({ type: 'waits', until: 30_000 });
    expect(feederTurn({ ...plan, isFar: true }, feeder, 'off', 3_000)).toMatchObject(waits);
  });

  it('juju asks for its own login, at once and whatever the runbook names', () => {
    const said = '\r\nplease enter password for admin on ctl: ';
    for (const named of [planFor(['ctl:']), planFor(['please enter password for admin on ctl:'])])
      expect(why(turnAt(named, said))).toBe(
        'juju asked for its own login (`please enter password for admin on ctl`), which no block is ever given, so nothing was typed there and it was stopped',
      );
  });

  it('it ends before it has asked', () => {
    expect(unfedWords(plan, feederAt(0), 3)).toBe(
      'it ended with exit status 3 before it asked `Key`; nothing was typed there',
    );
    expect(unfedWords(plan, afterOne(), undefined)).toBe(
      'it ended before it asked `Again`; nothing was typed there',
    );
    expect(unfedWords(plan, afterOne(afterOne()), 1)).toBeUndefined();
  });
});

it('begins every wait anew when somebody else had the terminal', () => {
  const feeder = resumed(heard(feederAt(0), 'Key: ', 0), 100_000);
  const plan = planFor(['Other:', 'Key:']);
  expect(feederTurn(plan, feeder, 'off', 100_000)).toMatchObject(waits);
  expect(feederTurn(planFor(['Key:']), feeder, 'off', 100_000)).toEqual(types);
});

it('says why in words that are not taken for a secret', () => {
  const plan = planFor(['Password:', 'Unseal Key 1:']);
  const turns = [
    turnAt(plan, '\n\nPassword:', 'on', answered(feederAt(0), 0)),
    feederTurn(plan, heard(feederAt(0), 'Token: ', 0), 'on', 3_000),
    feederTurn(plan, heard(feederAt(0), 'Password: ', 0), 'on', 10_000),
    feederTurn(plan, feederAt(0), 'on', 30_000),
    feederTurn(plan, answered(feederAt(0), 0), 'on', 30_000),
  ];
  for (const turn of turns) {
    const why = turn.type === 'stops' ? turn.why : turn.type;
    expect(why).toMatch(/^it /);
    expect(redact(why)).toBe(why);
  }
});
