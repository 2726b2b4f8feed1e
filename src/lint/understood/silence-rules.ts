import type { SilenceRule } from '../rule.ts';

export const silenceNotUnderstood: SilenceRule = {
  id: 'silence-not-understood',
  part: 'understood',
  severity: 'warning',
  why: 'The comment speaks to handrail and is not understood, so it silences nothing.',
  todo: 'Write it on a line of its own: <!-- handrail: allow RULE because REASON -->',
  looksAt: 'silences',
  *find(silences) {
    for (const { line, rules } of silences) if (rules.length === 0) yield { line };
  },
};

export const silenceWithoutReason: SilenceRule = {
  id: 'silence-without-reason',
  part: 'understood',
  severity: 'warning',
  why: 'Without a reason nobody can tell later whether it still holds, so it silences nothing.',
  todo: 'Say why: <!-- handrail: allow RULE because REASON -->',
  looksAt: 'silences',
  *find(silences) {
    for (const { line, rules, reason } of silences)
      if (rules.length > 0 && reason === '') yield { line };
  },
};

export const silenceOfUnknownRule: SilenceRule = {
  id: 'silence-of-unknown-rule',
  part: 'understood',
  severity: 'warning',
  why: 'There is no rule of that name, so it silences nothing.',
  todo: 'Name a rule as the finding names it; docs/lint lists them all.',
  looksAt: 'silences',
  *find(silences) {
    for (const { line, unknown } of silences)
      for (const id of unknown) yield { line, message: `No rule is called ${id}.` };
  },
};

export const silenceOfNothing: SilenceRule = {
  id: 'silence-of-nothing',
  part: 'understood',
  severity: 'warning',
  why: 'Nothing was found where it holds: it may stand in the wrong place, or the fault is mended.',
  todo: 'Take it away, or move it above what it is about.',
  looksAt: 'silences',
  *find(silences) {
    for (const { line, reason, idle } of silences)
      if (reason !== '')
        for (const id of idle) yield { line, message: `${id} found nothing where this holds.` };
  },
};
