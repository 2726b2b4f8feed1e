import { addressInCommand } from './risky/address-in-command.ts';
import { appendedFileReplaced } from './risky/appended-file-replaced.ts';
import { bracketInSet } from './risky/bracket-in-set.ts';
import { checkChangesSomething } from './risky/check-changes-something.ts';
import { columnsByPosition } from './risky/columns-by-position.ts';
import { curlWithoutTimeout } from './risky/curl-without-timeout.ts';
import { endlessWatch } from './risky/endless-watch.ts';
import { errorsThrownAway } from './risky/errors-thrown-away.ts';
import { exitInPaste } from './risky/exit-in-paste.ts';
import { failureHiddenByPipe } from './risky/failure-hidden-by-pipe.ts';
import { failureReadAsNo } from './risky/failure-read-as-no.ts';
import { folderNotMade } from './risky/folder-not-made.ts';
import { guessedName } from './risky/guessed-name.ts';
import { hashLinesCompared } from './risky/hash-lines-compared.ts';
import { jqNullKept } from './risky/jq-null-kept.ts';
import { jujuStatusGrepped } from './risky/juju-status-grepped.ts';
import { jujuWithoutModel } from './risky/juju-without-model.ts';
import { kubeconfigReplaced } from './risky/kubeconfig-replaced.ts';
import { kubectlGetGrepped } from './risky/kubectl-get-grepped.ts';
import { maasKeyPrinted } from './risky/maas-key-printed.ts';
import { nonAsciiInConf } from './risky/non-ascii-in-conf.ts';
import { notWaitedFor } from './risky/not-waited-for.ts';
import { oneShotOverwritten } from './risky/one-shot-overwritten.ts';
import { payloadBeforeLogin } from './risky/payload-before-login.ts';
import { payloadLost } from './risky/payload-lost.ts';
import { payloadWithoutPipefail } from './risky/payload-without-pipefail.ts';
import { phaseSelector } from './risky/phase-selector.ts';
import { pipIntoSystem } from './risky/pip-into-system.ts';
import { pollFallsThrough } from './risky/poll-falls-through.ts';
import { scopeLeftOver } from './risky/scope-left-over.ts';
import { scopeNotGiven } from './risky/scope-not-given.ts';
import { scopeOutlivesBlock } from './risky/scope-outlives-block.ts';
import { scopeValueUnchecked } from './risky/scope-value-unchecked.ts';
import { secretFileReadable } from './risky/secret-file-readable.ts';
import { secretInTmp } from './risky/secret-in-tmp.ts';
import { secretOnArgv } from './risky/secret-on-argv.ts';
import { sectionNotEnded } from './risky/section-not-ended.ts';
import { setInPaste } from './risky/set-in-paste.ts';
import { sharedFileReplaced } from './risky/shared-file-replaced.ts';
import { statusHidden } from './risky/status-hidden.ts';
import { stdinEaten } from './risky/stdin-eaten.ts';
import { stdinOfPaste } from './risky/stdin-of-paste.ts';
import { tlsNotVerified } from './risky/tls-not-verified.ts';
import { unquotedPlaceholder } from './risky/unquoted-placeholder.ts';
import { versionBySubstring } from './risky/version-by-substring.ts';
import type { Rule } from './rule.ts';

/** What is dangerous in a command, in the order in which docs/lint lists it. */
export const riskyRules: readonly Rule[] = [
  stdinEaten,
  stdinOfPaste,
  payloadLost,
  payloadWithoutPipefail,
  payloadBeforeLogin,
  failureHiddenByPipe,
  secretOnArgv,
  secretInTmp,
  secretFileReadable,
  maasKeyPrinted,
  oneShotOverwritten,
  kubeconfigReplaced,
  folderNotMade,
  failureReadAsNo,
  errorsThrownAway,
  statusHidden,
  pollFallsThrough,
  notWaitedFor,
  endlessWatch,
  columnsByPosition,
  versionBySubstring,
  jqNullKept,
  hashLinesCompared,
  bracketInSet,
  sectionNotEnded,
  curlWithoutTimeout,
  tlsNotVerified,
  jujuStatusGrepped,
  jujuWithoutModel,
  kubectlGetGrepped,
  phaseSelector,
  guessedName,
  unquotedPlaceholder,
  addressInCommand,
  scopeOutlivesBlock,
  scopeLeftOver,
  scopeNotGiven,
  scopeValueUnchecked,
  exitInPaste,
  setInPaste,
  nonAsciiInConf,
  appendedFileReplaced,
  sharedFileReplaced,
  pipIntoSystem,
  checkChangesSomething,
];
