import { checkStatus, countsOf, type CheckedGate } from '../session/check/checked-gate.ts';
import { chooseBlocks } from '../session/check/chosen-blocks.ts';
import { routeAnswer, unknownRoute } from '../session/autopilot.ts';
import { runChecks } from '../session/effects/run-checks.ts';
import { throwAwayFolder } from '../session/effects/throw-away-folder.ts';
import { questionsOf } from '../session/questions.ts';
import { emptySession, type Session } from '../session/session.ts';
import { knownChanges } from './check/changes.ts';
import { withValues } from './check/given-values.ts';
import { jsonTeller } from './check/json.ts';
import { junitTeller } from './check/junit.ts';
import { realMachine, simulatedMachine, whyNotShipped } from './check/machine.ts';
import { patienceOf, refuseUseless, type CheckFormat, type CheckOptions } from './check/options.ts';
import type { CheckTeller } from './check/report-of-check.ts';
import { listenForEnd } from './check/told-to-end.ts';
import { tapTeller } from './check/tap.ts';
import { textTeller } from './check/text.ts';
import { stateWritten } from './check/write-out.ts';
import { knownFaults } from './known-faults.ts';
import { clean } from './plain/lines.ts';
import { openRunbook, type OpenedRunbook } from './runbook-files.ts';
import { openSite, refuseDeadSite } from './site.ts';
import { UserError } from './user-error.ts';

/**
 * `handrail check FILE|ID`: runs what only reads, and judges it. Nobody is asked, nothing is kept. Answers with the exit
 * status: 0 all holds, 1 a gate failed, 3 something could not be told, 130 or 143 when it was told to end.
 */
export async function check(name: string, options: CheckOptions): Promise<number> {
  refuseUseless(options);
  const patience = patienceOf(options);
  const faults = await knownFaults(options.fault ?? []);
  if (faults === 'listed') return 0;
  const opened = openRunbook(name);
  const { runbook } = opened;
  const session = sessionOf(opened, options);
  const chosen = chooseBlocks(session, { steps: options.step ?? [], blocks: options.block ?? [] });
  if (chosen.type === 'refused') throw new UserError(`${name}: ${clean(chosen.why)}.`);
  const teller = tellerOf(options.format ?? 'text', runbook.file);
  const place = throwAwayFolder(process.env);
  const end = listenForEnd();
  const out = stateWritten();
  try {
    const machine =
      options.simulated === true
        ? await simulatedMachine(place, faults, session.answers)
        : realMachine(place);
    if (place.why !== undefined) process.stderr.write(`handrail: ${clean(place.why)}.\n`);
    const startedAt = new Date().toISOString();
    const gates: CheckedGate[] = [];
    out.write(teller.head());
    await runChecks(
      {
        runner: machine.runner,
        prepare: machine.prepare,
        changes: knownChanges(opened),
        whyNotShipped: options.simulated === true ? () => undefined : whyNotShipped,
        patience,
        signal: end.signal,
        now: Date.now,
        attested: options.attested === 'skip' ? 'skipped' : 'could-not-tell',
        folder: place.ofRun,
        forget: place.forget,
        tell: (lines) => {
          gates.push(...lines);
          for (const line of lines) out.write(teller.gate(line));
        },
      },
      session,
      chosen.blocks,
    );
    const counts = countsOf(gates);
    const status = end.status() ?? checkStatus(counts);
    const { leftAlone } = chosen;
    const simulated = options.simulated === true;
    out.write(teller.end({ runbook, simulated, startedAt, gates, counts, status, leftAlone }));
    return out.statusAfter(status);
  } finally {
    place.remove();
    end.stop();
  }
}

/** The session that a check begins with: the answers and the values that are given, and no more. */
function sessionOf(opened: OpenedRunbook, options: CheckOptions): Session {
  const routes = options.route ?? [];
  const refused = unknownRoute([opened.runbook], routes);
  if (refused !== undefined) throw new UserError(`${refused}.`);
  const site = openSite(options);
  const empty = emptySession([opened.runbook], site?.site);
  refuseDeadSite(empty);
  const answers = Object.fromEntries(
    questionsOf(empty.runbooks).flatMap((question) => {
      const option = routeAnswer(question, routes);
      return option === undefined ? [] : [[question.id, option.id]];
    }),
  );
  return withValues({ ...empty, answers }, options.set ?? []);
}

function tellerOf(format: CheckFormat, file: string): CheckTeller {
  switch (format) {
    case 'text':
      return textTeller();
    case 'tap':
      return tapTeller(file);
    case 'junit':
      return junitTeller();
    case 'json':
      return jsonTeller();
  }
}
