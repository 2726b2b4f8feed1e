import {
  becomeGraft,
  becomeNewVault,
  becomeSealedVault,
  createWorld,
  secretsOf,
  type World,
} from '../../src/cloud/index.ts';
import { buildCommand, type Command } from '../../src/steps/command.ts';
import { judge } from '../../src/steps/judge.ts';
import type { Block, Runbook, Step } from '../../src/steps/model.ts';
import type { Verdict } from '../../src/steps/verdict.ts';
import { AHEAD_OF_SECRET } from '../../src/steps/ship.ts';
import { takeCaptures } from '../../src/steps/take-captures.ts';

export interface Seen {
  readonly block: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  readonly verdicts: readonly Verdict[];
  readonly captureFailures: readonly string[];
  /** Looks that were needed, or runs with a secret each; 1 for anything else. */
  readonly looks: number;
  readonly passed: boolean;
}

type Route = 'fresh deploy' | 'existing-cluster graft' | 'init' | 'reboot';

const becomes: Readonly<Record<Route, (world: World) => Promise<void> | void>> = {
  'fresh deploy': () => undefined,
  'existing-cluster graft': becomeGraft,
  init: becomeNewVault,
  reboot: becomeSealedVault,
};

/**
 * Walks a runbook block by block in the simulated cloud, with no session and no screen between: what a
 * block prints is judged by its gates, and what it captures is handed to the later ones.
 */
export class TrainingWalk {
  readonly world: World;
  readonly runbook: Runbook;
  readonly route: Route;
  readonly seen: Seen[] = [];
  /** Every single look and run, where `seen` has only the last one of a block. */
  readonly looks: Seen[] = [];
  readonly deferred: string[] = [];
  readonly literals: Record<string, string>;
  readonly captures: Record<string, string> = {};

  private constructor(world: World, runbook: Runbook, route: Route) {
    this.world = world;
    this.runbook = runbook;
    this.route = route;
    this.literals = Object.fromEntries(runbook.literals.map(({ name, value }) => [name, value]));
  }

  static async begin(
    runbook: Runbook,
    route: Route,
    faults: readonly string[] = [],
  ): Promise<TrainingWalk> {
    const world = await createWorld({ faults });
    await becomes[route](world);
    return new TrainingWalk(world, runbook, route);
  }

  /** On to the end, or to the first block that does not pass; that one is the answer. */
  async onward(from?: string): Promise<Seen | undefined> {
    let begun = from === undefined;
    for (const { step, block } of this.#onTheWay()) {
      begun ||= block.id === from;
      if (!begun) continue;
      if (this.#isDeferred(step, block)) this.deferred.push(block.id);
      else {
        const seen = await this.run(block.id);
        if (!seen.passed) return seen;
      }
    }
    return undefined;
  }

  /** One block by its id, fallbacks and rollbacks too; a poll to its end. */
  async run(id: string): Promise<Seen> {
    const block = this.runbook.steps.flatMap(({ blocks }) => blocks).find((one) => one.id === id);
    if (block === undefined) throw new Error(`no block ${id}`);
    const [asked] = block.secrets?.inputs ?? [];
    const secrets = asked === undefined ? [] : this.secrets(asked.name).slice(0, asked.of);
    let seen = await this.#look(block, 1, secrets[0]);
    while (!seen.passed && seen.status === 0 && seen.looks < secrets.length)
      seen = await this.#look(block, seen.looks + 1, secrets[seen.looks]);
    while (!seen.passed && seen.looks < (block.poll?.atMost ?? 1)) {
      await this.world.clock.sleep((block.poll?.everySeconds ?? 0) * 1000);
      seen = await this.#look(block, seen.looks + 1);
    }
    this.seen.push(seen);
    return seen;
  }

  /** What the holders bring; a test may have them bring something else. */
  secrets = (name: string): readonly string[] => secretsOf(this.world, name);

  async #look(block: Block, looks: number, secret?: string): Promise<Seen> {
    const command = buildCommand(this.runbook, block, {
      literals: this.literals,
      captures: this.captures,
      jujuModel: 'openstack',
    });
    if (command.missing.length > 0) {
      throw new Error(`${block.id} lacks ${command.missing.join(', ')}`);
    }
    const { stdout, stderr, exitCode } = await this.world.exec('jumphost', command.runs, {
      stdin: secret === undefined ? '' : payload(command, secret),
    });
    const evidence = { stdout, stderr, exitStatus: exitCode };
    const taken = takeCaptures(block.captures, { ...evidence, captures: this.captures });
    Object.assign(this.captures, taken.values);
    const verdicts = block.gates
      .filter(({ type, onlyWhen }) => type === 'machine' && (onlyWhen ?? this.route) === this.route)
      .map((gate) => judge(gate, { ...evidence, captures: this.captures }));
    const seen = {
      block: block.id,
      stdout,
      stderr,
      status: exitCode,
      verdicts,
      captureFailures: taken.failures,
      looks,
      passed: verdicts.every(({ answer }) => answer === 'yes') && taken.failures.length === 0,
    };
    this.looks.push(seen);
    return seen;
  }

  #onTheWay(): { readonly step: Step; readonly block: Block }[] {
    return this.runbook.steps
      .filter(({ role }) => role !== 'rollback')
      .flatMap((step) => step.blocks.map((block) => ({ step, block })))
      .filter(({ block }) => block.kind !== 'fallback' && block.kind !== 'rollback');
  }

  #isDeferred(step: Step, block: Block): boolean {
    return (block.routing ?? step.routing)?.skipWhen === this.route;
  }
}

/** What handrail writes to the standard input of a block for its secret. */
export function payload(command: Command, secret: string): string {
  const way = command.feeds?.[0]?.way;
  const json = way?.type === 'stdin' ? way.json : undefined;
  const ahead = command.via === 'juju-ssh' ? AHEAD_OF_SECRET : '';
  return `${ahead}${json === undefined ? secret : JSON.stringify({ [json]: secret })}\n`;
}
