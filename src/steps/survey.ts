import { captureNameOf } from './capture.ts';
import type { FlowItem } from './flow.ts';
import type { GateContext } from './gate.ts';
import { readHeading } from './heading.ts';
import { readDead } from './dead-value.ts';
import type { DeadValue, Problem, Question, Replaced, Scope } from './model.ts';
import { freshDeployQuestion, readQuestion } from './question.ts';
import { readReplaces } from './replaces.ts';
import { readFreshDeployRouting } from './routing.ts';
import { readScope } from './scope.ts';
import { findSentences } from './sentence.ts';
import { lineCounter } from './paragraph.ts';

/** What sentences anywhere in a document lean on, so that a gate may speak of a capture further down. */
export interface Survey extends GateContext {
  readonly questions: readonly Question[];
  readonly scopes: readonly Scope[];
  readonly dead: readonly DeadValue[];
  readonly replaces: readonly Replaced[];
  readonly problems: readonly Problem[];
}

/** Looks through a document once for questions, scopes and the names of captures. */
export function surveyDocument(flow: readonly FlowItem[]): Survey {
  const captureNames = new Set<string>();
  const questions: Question[] = [];
  const scopes: Scope[] = [];
  const dead: DeadValue[] = [];
  const replaces: Replaced[] = [];
  const problems: Problem[] = [];
  let freshDeployLine: number | undefined;
  let inLegend = false;
  for (const item of flow) {
    if (item.type === 'heading') inLegend = readHeading(item.text).isLegend;
    if (item.type !== 'paragraph' || inLegend) continue;
    const lineOf = lineCounter(item.text, item.line);
    for (const sentence of findSentences(item.text)) {
      const line = lineOf(sentence.start);
      if (sentence.head === 'capture') {
        const name = captureNameOf(sentence.body);
        if (name !== undefined) captureNames.add(name);
      } else if (sentence.head === 'ask') {
        const { question, problem } = readQuestion(line, sentence.body, questions);
        if (question !== undefined) questions.push(question);
        if (problem !== undefined) problems.push(problem);
      } else if (sentence.head === 'scope') {
        const { scope, problem } = readScope(line, sentence.body, scopes);
        if (scope !== undefined) scopes.push(scope);
        if (problem !== undefined) problems.push(problem);
      } else if (sentence.head === 'dead') {
        const read = readDead(line, sentence.body);
        dead.push(...read.dead);
        if (read.problem !== undefined) problems.push(read.problem);
      } else if (sentence.head === 'replaces') {
        const { replaced, problem } = readReplaces(line, sentence.body);
        if (replaced !== undefined) replaces.push(replaced);
        if (problem !== undefined) problems.push(problem);
      } else if (sentence.head === 'fresh-deploy-routing') {
        const understood = readFreshDeployRouting(line, sentence.body) !== undefined;
        if (understood) freshDeployLine ??= line;
      }
    }
  }
  if (questions.length === 0 && freshDeployLine !== undefined) {
    questions.push(freshDeployQuestion(freshDeployLine));
  }
  const optionTexts = questions.flatMap((question) => question.options.map((one) => one.text));
  return { captureNames, questions, scopes, dead, replaces, optionTexts, problems };
}
