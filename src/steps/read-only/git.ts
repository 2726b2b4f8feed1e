import { tree } from './make.ts';
import type { Syntax } from './options.ts';
import type { Program } from './rule.ts';

const LOG: Syntax = {
  flags:
    '-N -p -u -s --oneline --graph --decorate --all --stat --shortstat --numstat --name-only --name-status --patch --no-patch ' +
    '--no-merges --merges --first-parent --reverse --follow --abbrev-commit --tags --branches --remotes --no-color --summary ' +
    '--no-ext-diff --raw --cached --staged --quiet --exit-code --check -w -b --ignore-all-space --no-index --no-textconv -i -E',
  takes:
    '-n -L -S -G --author --grep --since --until --after --before --format --date --diff-filter',
  may: '--pretty --decorate --color --abbrev --max-count -U --unified -M -C --stat --word-diff',
};

/** What looks at a git repository. Its own settings may name programs, so `-c` is not known. */
export const gitPrograms: readonly Program[] = tree('git', {
  ahead: { flags: '--no-pager -P', takes: '-C' },
  commands: {
    status: {
      flags: '-s -b -sb -uno --short --branch --porcelain --ignored --long -v',
      may: '--porcelain -u --untracked-files',
    },
    log: LOG,
    show: LOG,
    diff: LOG,
    shortlog: {
      flags: '-s -n -e -sn -sne --summary --numbered --email --no-merges',
      takes: '--since',
    },
    'rev-parse': {
      flags:
        '--short --abbrev-ref --show-toplevel --git-dir --verify --quiet -q --is-inside-work-tree --symbolic-full-name',
      may: '--short --abbrev-ref',
    },
    'rev-list': { flags: '-N --count --all --left-right', takes: '-n' },
    branch: {
      flags: '-a -r -v -vv --all --remotes --list --show-current --verbose',
      may: '--contains --merged --no-merged --sort --format',
      operands: 0,
    },
    tag: { flags: '-l --list', may: '-n --sort --format', needs: '-l --list -n' },
    remote: { flags: '-v --verbose', operands: 0 },
    'remote get-url': {},
    'ls-files': {
      flags: '-m -o -d -c -s --others --modified --deleted --exclude-standard --stage',
    },
    'ls-tree': { flags: '-r -t -d -l -z --name-only --full-tree' },
    describe: { flags: '--tags --always --dirty --all --long', may: '--dirty --abbrev --match' },
    blame: { flags: '-w -e -l -s', takes: '-L' },
    'cat-file': { flags: '-p -t -s -e' },
    'show-ref': { flags: '--heads --tags --verify -s -d -q' },
    'for-each-ref': { takes: '--format --sort --count' },
    'merge-base': { flags: '--is-ancestor --all' },
    'diff-tree': LOG,
    'name-rev': { flags: '--name-only --tags' },
    'stash list': {},
    'worktree list': { flags: '--porcelain -v' },
    'submodule status': { flags: '--recursive' },
  },
});
