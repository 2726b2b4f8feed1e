import type { ReadHeading } from './heading.ts';

/** Whether the items of lists and tables below a heading are things to check: a prerequisite, an acceptance, an exit gate. */
export function holdsChecks({ role, title, isLegend }: ReadHeading): boolean {
  switch (role) {
    case 'prerequisites':
    case 'exit-gate':
      return true;
    case 'rollback':
      return false;
    case 'step':
    case 'section':
      return !isLegend && CHECKS.test(title);
  }
}

/** `Verify the nodes` is about checks; `Restart services + verify health` does something first. */
const CHECKS =
  /\b(?:acceptance|verification|verifications|validation|pre-?flight|(?:pre|post|health|sanity|readiness)[- ]?checks?|checklist|checks)\b|^(?:verify|check|validate|confirm)\b|\bwhat must be true\b|^prerequisites?\b|\bpre-?requisites?$/i;

/** A table of what may go wrong: its commands look for a cause, or mend it. */
export function isTroubleTable(head: readonly string[]): boolean {
  return head.some((cell) => TROUBLE.test(cell));
}

const TROUBLE =
  /\b(?:symptoms?|causes?|remed(?:y|ies|iation)|fix(?:es)?|errors?|problems?|workarounds?|if it fails|on failure|roll-?back|recovery|mitigation)\b/i;
