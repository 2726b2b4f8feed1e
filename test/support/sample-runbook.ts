import { emptySession, type Attempt, type Session } from '../../src/session/session.ts';
import type { Block, Gate, Runbook, Step } from '../../src/steps/model.ts';

/** A block with everything a block has, so that a test names only what it is about. */
export function sampleBlock(over: Partial<Block> & { readonly id: string }): Block {
  const kind = over.kind ?? 'check';
  return {
    origin: 'fence',
    name: undefined,
    line: 1,
    lang: 'bash',
    kind,
    labelled: true,
    location: 'jumphost',
    place: { type: 'jumphost' },
    scope: undefined,
    text: 'echo ready',
    written: undefined,
    placeholders: [],
    transfer: undefined,
    secrets: undefined,
    sensitive: false,
    stdin: 'null',
    expect: [],
    sample: undefined,
    cautions: [],
    gates: [],
    captures: [],
    poll: undefined,
    diagnosis: false,
    routing: undefined,
    fallbackWhen: 'failed',
    idempotent: false,
    mutates: kind !== 'check' && kind !== 'poll',
    prose: [],
    ...over,
  };
}

export function sampleStep(
  over: Partial<Step> & { readonly id: string; readonly title: string },
): Step {
  const nothing = { prose: [], blocks: [], gates: [], routing: undefined, acceptance: undefined };
  return { line: 1, role: 'step', ...nothing, ...over };
}

export function outputContains(text: string, over: Partial<Gate> = {}): Gate {
  return {
    line: 1,
    text: `output contains ${text}.`,
    about: undefined,
    hard: false,
    onlyWhen: undefined,
    type: 'machine',
    conditions: [
      {
        type: 'subject',
        text: `output contains ${text}`,
        subject: { type: 'output', stream: 'stdout' },
        test: { type: 'contains', text },
      },
    ],
    noWhen: undefined,
    stableFor: 1,
    ...over,
  } as Gate;
}

export function attestedGate(text: string): Gate {
  return {
    line: 1,
    text,
    about: undefined,
    hard: false,
    onlyWhen: undefined,
    type: 'attested',
    trainingAnswer: 'yes',
  };
}

/** A small document with one of each: check, run, caution, attested gate, poll, fallback, rollback, exit gate. */
export function sampleRunbook(over: Partial<Runbook> = {}): Runbook {
  return {
    id: 'tiny',
    title: 'Tiny graft',
    file: 'tiny.md',
    sha256: '0'.repeat(64),
    headings: [],
    code: [],
    literals: [
      { name: 'model', value: 'openstack', note: 'Juju model', perRebuild: false, line: 3 },
      { name: 'mgmt-ip', value: '', note: 'from phase-06', perRebuild: true, line: 4 },
      { name: 'chart-ver', value: '0.25.1', note: '', perRebuild: false, line: 5 },
    ],
    questions: [
      {
        id: 'route',
        text: 'Is this a fresh deploy or an existing-cluster graft?',
        options: [
          { id: 'fresh', text: 'fresh deploy' },
          { id: 'graft', text: 'existing-cluster graft' },
        ],
        line: 7,
      },
    ],
    scopes: [],
    dead: [],
    replaces: [],
    steps: sampleSteps(),
    other: [],
    problems: [],
    ...over,
  };
}

/** A walk of the sample: literals confirmed, question answered, nothing run. */
export function sampleSession(over: Partial<Session> = {}): Session {
  return {
    ...emptySession([sampleRunbook()]),
    id: '2026-01-02-tiny',
    mode: 'training',
    startedAt: '2026-01-02T03:04:05.000Z',
    lastAt: '2026-01-02T03:04:05.000Z',
    host: 'jumphost',
    user: 'operator',
    literals: { model: 'openstack', 'mgmt-ip': '10.0.0.9', 'chart-ver': '0.25.1' },
    answers: { route: 'graft' },
    ...over,
  };
}

/** An attempt that ended with status 0 and whose gates were judged yes. */
export function passedAttempt(block: string, number: number, over: Partial<Attempt> = {}): Attempt {
  return {
    number,
    block,
    recheck: false,
    extends: undefined,
    command: {
      script: 'echo ready',
      runs: 'echo ready',
      via: 'bash',
      stdin: 'null',
      changes: false,
      uses: [],
      missing: [],
    },
    startedAt: '2026-01-02T03:05:00.000Z',
    endedAt: '2026-01-02T03:05:02.000Z',
    process: undefined,
    outcome: { type: 'exited', status: 0 },
    verdicts: [{ answer: 'yes', why: 'output contains ready', conditions: [] }],
    captures: {},
    captureFailures: [],
    looks: [],
    rounds: [],
    environment: undefined,
    taken: undefined,
    ...over,
  };
}

function sampleSteps(): readonly Step[] {
  return [
    sampleStep({
      id: '7.0',
      title: 'Look first',
      prose: ['The units must be up before anything is changed.'],
      blocks: [
        sampleBlock({
          id: '7.0/1',
          text: 'juju status -m "$model"',
          gates: [outputContains('ready')],
        }),
      ],
    }),
    sampleStep({
      id: '7.1',
      title: 'Install the driver',
      blocks: [
        sampleBlock({
          id: '7.1/1',
          kind: 'run',
          location: 'jumphost -> magnum/0',
          text: 'ssh "$mgmt_ip" install "$chart_ver"',
          gates: [outputContains('installed')],
        }),
        sampleBlock({ id: '7.1/2', kind: 'fallback', text: 'install --from-mirror' }),
        sampleBlock({
          id: '7.1/3',
          kind: 'run',
          location: 'magnum/0',
          place: { type: 'unit', unit: 'magnum/0' },
          text: 'systemctl restart magnum-conductor',
          cautions: [{ line: 30, text: 'Every cluster waits meanwhile.', object: 'magnum/0' }],
          gates: [attestedGate('The log shows a clean start.')],
        }),
      ],
    }),
    sampleStep({
      id: '7.2',
      title: 'Wait for health',
      blocks: [
        sampleBlock({
          id: '7.2/1',
          kind: 'poll',
          text: 'openstack coe cluster show c1 -f json',
          poll: { everySeconds: 20, atMost: 40, stopOn: [], meanwhile: undefined, diagnose: [] },
          gates: [outputContains('HEALTHY')],
          routing: { line: 50, skipWhen: 'fresh deploy', deferTo: 'phase-08 step 8.2' },
        }),
      ],
    }),
    sampleStep({
      id: 'rollback',
      title: 'Rollback',
      role: 'rollback',
      blocks: [
        sampleBlock({ id: 'rollback/1', kind: 'rollback', text: 'pip uninstall driver' }),
        sampleBlock({ id: 'rollback/2', kind: 'rollback', text: 'systemctl restart magnum' }),
      ],
    }),
    sampleStep({
      id: 'exit-gate',
      title: 'Exit gate',
      role: 'exit-gate',
      gates: [
        {
          line: 90,
          text: 'steps 7.0 and 7.1 passed.',
          about: undefined,
          hard: false,
          onlyWhen: undefined,
          type: 'machine',
          conditions: [{ type: 'passed', text: 'steps 7.0 and 7.1 passed', refs: ['7.0', '7.1'] }],
          noWhen: undefined,
          stableFor: 1,
        },
      ],
    }),
  ];
}
