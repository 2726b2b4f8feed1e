import type { Argument } from './argument.ts';
import { judged, plain, tree } from './make.ts';
import { judgeSyntax } from './options.ts';
import { notListed } from './rule.ts';
import type { Program, Reason } from './rule.ts';

/** What tells which software is installed, and in which revision. */
export const packagePrograms: readonly Program[] = [
  ...plain('dpkg', {
    flags:
      '-l -L -s -S -p -V -C -I -c --list --listfiles --status --search --print-architecture --print-foreign-architectures ' +
      '--get-selections --audit --verify --info --contents --compare-versions',
    needs:
      '-l -L -s -S -p -V -C -I -c --list --listfiles --status --search --print-architecture --print-foreign-architectures ' +
      '--get-selections --audit --verify --info --contents --compare-versions',
  }),
  ...plain('dpkg-query', {
    flags: '-W -l -s -L -S -p --show --list --status --listfiles --search',
    takes: '-f --showformat',
  }),
  ...tree('apt', {
    anywhere: { flags: '-q -qq -a --all-versions --installed --upgradable --names-only -n' },
    commands: { list: {}, show: {}, policy: {}, search: {}, depends: {}, rdepends: {} },
  }),
  ...tree('apt-cache', {
    anywhere: { flags: '-q -n --names-only --installed -i --important --recurse' },
    commands: {
      policy: {},
      show: {},
      showpkg: {},
      search: {},
      madison: {},
      depends: {},
      rdepends: {},
      stats: {},
      pkgnames: {},
      unmet: {},
    },
  }),
  ...tree('apt-mark', { commands: { showhold: {}, showmanual: {}, showauto: {} } }),
  ...judged(
    'rpm',
    '`-q...` as its first word, with `-a -i -l -f -c -d -p -R --last ...`',
    judgeRpm,
  ),
  ...tree('yum dnf', {
    anywhere: {
      flags:
        '-q -C -v --installed --available --all --enabled --disabled --showduplicates --upgrades',
      takes: '--qf --queryformat --repo --repoid',
    },
    commands: {
      list: {},
      info: {},
      repolist: {},
      search: {},
      provides: {},
      repoquery: {},
      'history list': {},
      'history info': {},
    },
  }),
  ...tree('zypper', {
    ahead: { flags: '-q -n --quiet --non-interactive' },
    commands: { se: {}, search: {}, info: {}, lr: {}, repos: {} },
  }),
  ...tree('snap', {
    anywhere: { flags: '--all --verbose', takes: '--color --unicode' },
    commands: {
      list: {},
      info: {},
      services: {},
      version: {},
      connections: {},
      interfaces: {},
      changes: {},
      change: {},
      tasks: {},
      find: {},
      refresh: { flags: '--list --time', needs: '--list --time', operands: 0 },
      get: { flags: '-d -l' },
    },
  }),
  ...tree('pip pip3', {
    anywhere: {
      flags:
        '-o -l -v -q --outdated --local --user --disable-pip-version-check --verbose -f --files',
      takes: '--format',
    },
    commands: { list: {}, show: {}, freeze: {}, check: {} },
  }),
  ...plain('update-alternatives', {
    flags: '--get-selections',
    takes: '--display --list --query',
    needs: '--display --list --query --get-selections',
    operands: 0,
  }),
  ...plain('debconf-show', {}),
];

/** `rpm -i` installs; behind `-q` it tells. */
function judgeRpm(name: string, args: readonly Argument[]): Reason {
  const first = args[0]?.literal ?? '';
  if (!/^-q|^--query$/.test(first)) return notListed(name, args[0]?.text ?? '');
  return judgeSyntax(name, args, {
    flags:
      '-q -a -i -l -f -c -d -p -R -v --query --all --info --list --file --last --changelog --provides --requires ' +
      '--scripts --configfiles --docfiles --state --whatprovides --whatrequires --conflicts --obsoletes --package',
    takes: '--qf --queryformat',
  });
}
