// The longer texts of --help, wrapped by hand at 79 columns: Commander leaves what stands after its lists alone.

export const stateDirHelp =
  'where sessions are kept (default: $XDG_STATE_HOME/handrail, else ~/.local/state/handrail)';
export const siteHelp =
  'values and order of runbooks of this site (default: ./handrail.yaml, else $XDG_CONFIG_HOME/handrail/handrail.yaml)';
export const attestHelp =
  'with --autopilot: answer every gate that only a person can judge; the result says that nobody looked';
export const faultHelp =
  'break the simulated cloud at the start, to see a gate fail; may be given again; "list" names them';

export const routeHelp =
  'the answer to a question about the route, as fresh, graft, init or reboot; may be given again for another question';

export const programHelp = `
Without a command handrail opens its home screen: resume, walk, train, open a file.

  handrail train                 learn it on a simulated cloud, nothing can break
  handrail outline FILE.md       see what handrail understands of your document
  handrail diff OLD NEW          what differs between two texts of a runbook
  handrail check FILE.md         run what only reads, for cron and CI
  handrail lint FILE.md          what was not understood in it, and what is risky
  handrail walk FILE.md          walk it on this machine, each command confirmed
  handrail resume                go on where you were, after whatever happened
  handrail sessions              the walks there are, and how they stand
  handrail watch                 look on while somebody else walks
  handrail report                the whole walk as Markdown; --verify looks at it
  handrail secrets               the names of what the keyring remembers
  handrail new FILE.md           a small runbook to start from
  handrail init                  a site file: own values, order of runbooks

A walk can be left at any moment; nothing is lost and nothing runs twice by
itself. Exit status: 0 done, 1 a gate failed or the walk stopped short, 2 the
command line or this machine is not as it has to be, and one sentence says how,
3 a check could not tell.`;

export const walkHelp = `
Needs a terminal and a person at it. Nothing runs before you confirm it; what
changes something dangerous asks for the object's own name. A block keeps running
when handrail is killed, and handrail resume finds it again. Its output is cut at
1 GiB, or at HANDRAIL_OUTPUT_LIMIT (512M, say).`;

export const lintHelp = `
Nothing is run. Several files are one walk, in their order: what one defers to
another is looked up there. docs/lint says of each rule why it matters, and how a
document silences it with a reason. ShellCheck's findings are added where it is
installed.

  handrail lint FILE.md                   how it was read, and what was found
  handrail lint *.md --format github      annotations of a pull request
  handrail lint FILE.md --fix             mend what is safe to mend
  git show HEAD:a.md | handrail lint -    standard input

Exit status: 0 no error (warnings and notes are none), 1 an error, 2 a file could
not be read or mended.`;

export const initHelp = `
The file is full of comments: the order in which runbooks are walked, the
literals of the built-in runbooks, values that no command may hold. Nothing is
overwritten.

Exit status: 0 written, 2 it could not be, and one sentence says why.`;

export const diffHelp = `
A block is known by what it says and not by its number: one that only moved down
is not changed. Prose is not compared, as it runs nothing.

Exit status: 0 nothing that runs or is judged differs, 1 something does, 2 one of
them can not be read.`;

export const resumeHelp = `
The walk goes on at the first block that is not settled; what passed stays
passed. Where the file of a runbook was changed meanwhile, what became of each
block is shown, and you say whether the walk goes on with the new text. Without a
session id it is the one that was left last.

One person walks a session at a time. Where somebody has it open already, you are
told who, and Enter watches it.`;

export const watchHelp = `
The same screens, as they change; no key does anything to the walk, and nothing is
written. q leaves. Without a session id it is the newest that is being walked.

Handing a walk over: q there; here Enter takes it over. A walk whose terminal or
process is gone can be taken over in the same way.`;

export const reportHelp = `
Without a session id it is the newest, finished or not. Nothing is changed and no
lock is taken, so a walk that goes on elsewhere can be reported as it stands.

  handrail report                        Markdown on standard output
  handrail report --format json          the same for a program
  handrail report --output walk.md       a new file, 0600; never over another
  handrail report --verify               is the record whole?
  handrail report --verify walk.json     and are the outputs those of that report?

Exit status of --verify: 0 all of it is sound, 1 something is not, 2 usage.`;

export const repairHelp = `
For a journal with a line that was changed or damaged after it was written. It
keeps the events before that line, sets the rest aside in a file of its own and
says what is lost before it asks. Blocks that may have run in the lost part stand
as "end not seen" afterwards: look with their checks, then say what became of
them. Nothing is run.

Exit status: 0 the journal is whole now, 1 it was left as it is, 2 it can not be
repaired.`;

export const secretsHelp = `
Nothing is remembered unless you said so, each time. It is kept in the Secret
Service of this login where there is one, else in the kernel's keyring, which
forgets at reboot; HANDRAIL_KEYRING=secret-service, kernel or none says which.
What is gone from there was forgotten by the keyring itself.

  handrail secrets                  the names, where and since when
  handrail secrets forget NAME      forget one
  handrail secrets forget --all     forget all

Exit status: 0 done, 1 a keyring did not forget, 2 usage.`;

export const forgetHelp = `
Names hold blanks, so quote them: handrail secrets forget 'juju password/ctl/admin'

Exit status: 0 nothing of it is left, 1 a keyring did not forget, 2 usage, or
nothing of that name is remembered.`;

export const trainHelp = `
The same screens, keys and gates as a real walk; every answer comes from a model
of the cloud in memory. Without a terminal the walk plays itself, as with
--autopilot.

  handrail train                            phase-07 by keys
  handrail train --autopilot --route graft  the whole walk, as text
  handrail train --fault list               ways to break the cloud
  handrail train phase-02 phase-07          several as one session; the beginning
                                            of a built-in's id will do
  handrail train FILE.md                    your own document

Exit status of --autopilot: 0 the exit gate passed, 1 it did not.`;

export const stepHelp = 'only the checks of this step; may be given again';
export const blockHelp = 'only this block, as 7.1/2; may be given again';
export const setHelp =
  'the value of a literal, or of what a block that is not run would have captured; may be given again';
export const attestedHelp =
  'what a gate that only a person can judge counts as: could-not-tell (the default), or skip';
export const timeoutHelp = 'seconds that a block may take before it is stopped (default: 60)';
export const checkFaultHelp =
  'with --simulated: break the cloud at the start; may be given again; "list" names them';

export const checkHelp = `
Needs no terminal, asks nothing and keeps nothing. Only blocks that read are run:
those with the label CHECK, and unlabelled ones of which handrail knows that they
change nothing. Everything else is left alone, and a block that is labelled CHECK
and changes something is not run either. One line is printed for each gate.

  handrail check FILE.md                       all of it
  handrail check FILE.md --step prerequisites  what must be true before a walk
  handrail check FILE.md --set chart-ver=0.25  a value that nobody is asked for
  handrail check FILE.md --set '<pod>=lamp-1'  what stands for a placeholder
  handrail check FILE.md --format junit        for a CI server; tap and json too
  handrail check FILE.md --simulated           without a cloud

A value comes from --set, else from the site file, else from the document; what
changes with every rebuild is not taken from the document. What has no value,
asks something, takes too long or meets a login that is gone could not be told.

Exit status: 0 every gate that was judged holds, 1 one failed, 3 none failed and
one could not be told, 2 usage; 130 and 143 when it was told to end.`;

export const newHelp = `
It has a literal, a check, a change with its caution, gate and capture, a poll, a
rollback and an exit gate, and can be trained before a word of it is changed. Its
title is made of the file's name. Nothing is overwritten.

Exit status: 0 written, 2 it could not be, and one sentence says why.`;
