import type { Command } from '../steps/command.ts';

/** What has to be asked before a block is started. */
export interface Needs {
  /** It talks to the Juju controller: whether the login holds is asked first. */
  readonly juju: boolean;
  /** It reads the project from its environment, so that one is compared with the pinned one. */
  readonly openstack: boolean;
  /** It feeds something to a `juju` that may take its first line for a password, above all a secret. */
  readonly payload: boolean;
}

/** Reads what a block needs from its text. In doubt it needs it: a question too many costs a second. */
export function needsOf(command: Command): Needs {
  const text = withoutComments(command.runs);
  const juju = command.via === 'juju-ssh' || jujuRemote.test(text);
  return {
    juju,
    openstack:
      command.via === 'bash' &&
      openstack.test(text) &&
      // A defined scope chooses the project ahead of the block, and the question is asked in it.
      (command.environment === 'clean' || !ownScope.test(text)),
    payload: juju && (command.feeds !== undefined || (command.via === 'bash' && feeds.test(text))),
  };
}

const start = String.raw`(?:^|[\s;&|({` + '`' + String.raw`])`;

/** What reads local files only (`whoami`, `version`) and what logs in by itself are left out. */
const jujuRemote = new RegExp(
  `${start}juju[ \\t]+(?!(?:version|--version|whoami|help|login|logout|controllers|switch|register)\\b)`,
  'm',
);
const openstack = new RegExp(`${start}openstack[ \\t]`, 'm');

/** It chooses its project by itself: what it starts with says nothing about it. */
const ownScope = /\bOS_[A-Z_]+=|\bunset\s+[^\n]*OS_|openrc|--os-/;

/** A pipe, a heredoc or a file into it, or a loop that reads: `</dev/null` is none of these. */
const feeds =
  /\|&?\s*(?:\S+=\S*\s+|sudo\s+|timeout\s+\S+\s+)*juju\s|<<|<(?!\s*\/dev\/null|&|\()\s*\S|\bread\b/;

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, '');
}
