import { describe, expect, it } from 'vitest';
import { allowed } from '../../src/session/allowed.ts';
import { nextMove, unknownRoute } from '../../src/session/autopilot.ts';
import { apartQuestions, questionsOf } from '../../src/session/questions.ts';
import { routeOf } from '../../src/session/routing.ts';
import { standingOf } from '../../src/session/standing.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { Told } from '../support/documents.ts';

const check = (command: string) =>
  `**CHECK (read-only) -- jumphost**\n\`\`\`bash\n${command}\n\`\`\`\n`;

const vault = `# Vault

**ASK:** Is this the \`init\` of a new vault, or a \`reboot\` after which it is sealed?

## Step 2.1 -- init

**SKIP WHEN:** reboot.

${check('init')}

## Step 2.2 -- unseal

${check('unseal')}
**GATE:** (reboot only): output contains \`sealed\`.
`;

const graft = `# Graft

**ASK:** Is this a \`fresh deploy\` or an \`existing-cluster graft\`?

## Step 7.8 -- health

${check('health')}

**SKIP WHEN:** fresh deploy. **DEFER TO:** phase-08 step 8.2.
`;

/** The same question, broken into lines elsewhere. */
const cluster = `# Cluster

**ASK:** Is this a \`fresh deploy\` or an
\`existing-cluster graft\`?

## Step 8.1 -- create

**SKIP WHEN:** existing-cluster graft.

${check('create')}
`;

const three = { 'phase-02-vault': vault, 'phase-07': graft, 'phase-08': cluster };

function answered(answers: Readonly<Record<string, string>>): Told {
  const told = new Told(three);
  for (const [question, option] of Object.entries(answers))
    told.tell({ type: 'question-answered', question, option });
  return told;
}

describe('the questions of several runbooks', () => {
  it('are told apart by their runbook, and asked once where the words are the same', () => {
    const { session } = new Told(three);
    expect(session.runbooks.map(({ questions }) => questions.map(({ id }) => id))).toEqual([
      ['route'],
      ['phase-07.route'],
      ['phase-07.route'],
    ]);
    expect(questionsOf(session.runbooks).map(({ id }) => id)).toEqual(['route', 'phase-07.route']);
  });

  it('keep the ids they have where nothing collides, so that an old journal finds its answers', () => {
    const alone = [readRunbook(Buffer.from(graft), 'phase-07.md')];
    expect(apartQuestions(alone)).toBe(alone);
    expect(apartQuestions([])).toEqual([]);
  });

  it('get the same ids each time, and never the id of another', () => {
    const books = ['a', 'b', 'b.route'].map((id, index) =>
      readRunbook(Buffer.from(`# ${id}\n\n**ASK:** Is it \`x${index}\` or \`y\`?\n`), `${id}.md`),
    );
    const ids = questionsOf(apartQuestions(books)).map(({ id }) => id);
    expect(ids).toEqual(['route', 'b.route', 'b.route.route']);
    expect(questionsOf(apartQuestions(books)).map(({ id }) => id)).toEqual(ids);
  });

  it('are two questions where the words agree and the answers do not', () => {
    const other = graft.replace('existing-cluster graft`?', 'second-site graft`?');
    const { session } = new Told({ 'phase-07': graft, 'phase-08': other });
    expect(questionsOf(session.runbooks).map(({ id }) => id)).toEqual(['route', 'phase-08.route']);
  });

  it('route the blocks of every runbook that asks them, and no others', () => {
    const told = answered({ route: 'reboot', 'phase-07.route': 'fresh' });
    const types = ['phase-02-vault:2.1/1', 'phase-07:7.8/1', 'phase-08:8.1/1'].map(
      (ref) => routeOf(told.session, told.block(ref)).type,
    );
    expect(types).toEqual(['skipped', 'deferred', 'offered']);
    expect(standingOf(told.session, told.block('phase-07:7.8/1'))).toBe('deferred');
  });

  it('decide which gates count in their own runbook only', () => {
    const init = answered({ route: 'init', 'phase-07.route': 'graft' });
    init.ran('phase-02-vault:2.2/1', ['no']);
    expect(standingOf(init.session, init.block('phase-02-vault:2.2/1'))).toBe('passed');
    const reboot = answered({ route: 'reboot', 'phase-07.route': 'graft' });
    reboot.ran('phase-02-vault:2.2/1', ['no']);
    expect(standingOf(reboot.session, reboot.block('phase-02-vault:2.2/1'))).toBe('failed');
  });

  it('take the answers that they offer, and hold back the blocks of who has none', () => {
    const { session, ...told } = answered({ route: 'init' });
    expect(told).toBeDefined();
    const wanted = { type: 'answer-question', question: 'phase-07.route' } as const;
    expect(allowed(session, { ...wanted, option: 'init' })).toBe(
      'Answer with one of: fresh deploy, existing-cluster graft.',
    );
    expect(allowed(session, { ...wanted, option: 'fresh' })).toBeUndefined();
    expect(allowed(session, { type: 'run', block: 'phase-07:7.8/1' })).toContain('fresh deploy');
    expect(allowed(session, { type: 'run', block: 'phase-02-vault:2.1/1' })).toBeUndefined();
  });
});

describe('a walk of several runbooks without hands', () => {
  const answers = (...routes: readonly string[]) => {
    const told = new Told(three);
    for (;;) {
      const move = nextMove(told.session, { routes, attestYes: false });
      if (move.type !== 'intent' || move.intent.type !== 'answer-question')
        return move.type === 'stop' ? move.why : told.session.answers;
      const { question, option } = move.intent;
      told.tell({ type: 'question-answered', question, option });
    }
  };

  it('gives each question the route that it knows, and the others their first answer', () => {
    expect(answers()).toEqual({ route: 'init', 'phase-07.route': 'fresh' });
    expect(answers('graft')).toEqual({ route: 'init', 'phase-07.route': 'graft' });
    expect(answers('reboot', 'fresh')).toEqual({ route: 'reboot', 'phase-07.route': 'fresh' });
  });

  it('stops at a route that no question knows, and at two answers to one question', () => {
    expect(answers('reboot', 'sideways')).toContain(
      '--route sideways answers nothing: "Is this the init',
    );
    expect(answers('fresh', 'graft')).toBe(
      '"Is this a fresh deploy or an existing-cluster graft?" takes one answer, and --route gives it 2',
    );
    expect(answers('fresh', 'fresh')).toEqual({ route: 'init', 'phase-07.route': 'fresh' });
  });

  it('takes an answer as the question words it', () => {
    expect(answers('Existing-cluster graft')).toEqual({ route: 'init', 'phase-07.route': 'graft' });
  });

  it('has nothing against a route where nothing is asked', () => {
    expect(unknownRoute([], ['fresh'])).toBeUndefined();
  });
});
