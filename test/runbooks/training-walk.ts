import { becomeGraft, createWorld, type World } from '../../src/cloud/index.ts';
import { buildCommand } from '../../src/steps/command.ts';
import { judge } from '../../src/steps/judge.ts';
import type { Block, Runbook, Step } from '../../src/steps/model.ts';
import type { Verdict } from '../../src/steps/verdict.ts';
import { takeCaptures } from '../../src/steps/take-captures.ts';

export interface Seen {
  readonly block: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  readonly verdicts: readonly Verdict[];
  readonly captureFailures: readonly string[];
  /** Looks that were needed; 1 for anything but a poll. */
  readonly looks: number;
  readonly passed: boolean;
}

/**
 * Walks a runbook block by block in the simulated cloud, with no session and no screen between: what a
 * block prints is judged by its gates, and what it captures is handed to the later ones.
 */
export class TrainingWalk {
  readonly world: World;
  readonly runbook: Runbook;
  readonly route: 'fresh deploy' | 'existing-cluster graft';
  readonly seen: Seen[] = [];
  readonly deferred: string[] = [];
  readonly literals: Record<string, string>;
  readonly captures: Record<string, string> = {};

  private constructor(world: World, runbook: Runbook, route: TrainingWalk['route']) {
    this.world = world;
    this.runbook = runbook;
    this.route = route;
    this.literals = Object.fromEntries(runbook.literals.map(({ name, value }) => [name, value]));
  }

  static async begin(
    runbook: Runbook,
    route: TrainingWalk['route'],
    faults: readonly string[] = [],
  ): Promise<TrainingWalk> {
    const world = await createWorld({ faults });
    if (route === 'existing-cluster graft') await becomeGraft(world);
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
    let seen = await this.#look(block, 1);
    while (!seen.passed && seen.looks < (block.poll?.atMost ?? 1)) {
      await this.world.clock.sleep((block.poll?.everySeconds ?? 0) * 1000);
      seen = await this.#look(block, seen.looks + 1);
    }
    this.seen.push(seen);
    return seen;
  }

  async #look(block: Block, looks: number): Promise<Seen> {
    const command = buildCommand(this.runbook, block, {
      literals: this.literals,
      captures: this.captures,
      jujuModel: 'openstack',
    });
    if (command.missing.length > 0) {
      throw new Error(`${block.id} lacks ${command.missing.join(', ')}`);
    }
    const { stdout, stderr, exitCode } = await this.world.exec('jumphost', command.runs);
    const evidence = { stdout, stderr, exitStatus: exitCode };
    const taken = takeCaptures(block.captures, { ...evidence, captures: this.captures });
    Object.assign(this.captures, taken.values);
    const verdicts = block.gates
      .filter(({ type }) => type === 'machine')
      .map((gate) => judge(gate, { ...evidence, captures: this.captures }));
    return {
      block: block.id,
      stdout,
      stderr,
      status: exitCode,
      verdicts,
      captureFailures: taken.failures,
      looks,
      passed: verdicts.every(({ answer }) => answer === 'yes') && taken.failures.length === 0,
    };
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
