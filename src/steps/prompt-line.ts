/** What the prompt at the beginning of a line says. */
export interface Prompt {
  readonly user: string | undefined;
  readonly host: string | undefined;
  /** Where it was typed: `~`, `/etc/nova`. */
  readonly folder: string | undefined;
  /** Whose name stands before it in parentheses: `(venv) $`. */
  readonly environment: string | undefined;
  readonly sign: '$' | '#' | '%';
  /** What is typed behind it, bytes kept; empty for a prompt at which nothing was. */
  readonly rest: string;
  /** Blanks before it. */
  readonly indent: string;
}

/**
 * The shell's prompt that a line begins with: `$ `, `# `, `% `, `jump:~$ `, `root@jump:/etc# `, `[root@jump ~]# `,
 * `(venv) $ `. Undefined when it begins with none. Linear.
 */
export function readPrompt(line: string): Prompt | undefined {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const said = line.slice(indent.length);
  const environment = /^\(([\w.+-]{1,60})\) ?/.exec(said);
  const bare = said.slice(environment?.[0].length ?? 0);
  for (const form of FORMS) {
    const found = form.exec(bare);
    if (found === null) continue;
    const { user, host, folder, sign } = found.groups ?? {};
    const rest = bare.slice(found[0].length);
    return { user, host, folder, environment: environment?.[1], sign: signOf(sign), rest, indent };
  }
  return undefined;
}

/** Whether two prompts are of the same shell: the folder may differ, nothing else. */
export function isSameShell(one: Prompt, other: Prompt): boolean {
  return (
    one.user === other.user &&
    one.host === other.host &&
    one.sign === other.sign &&
    one.environment === other.environment &&
    one.indent === other.indent
  );
}

function signOf(sign: string | undefined): Prompt['sign'] {
  if (sign === '#' || sign === '%') return sign;
  return '$';
}

const NAME = '[A-Za-z_][\\w.-]{0,63}';
const HOST = '[\\w.-]{1,253}';
const FORMS: readonly RegExp[] = [
  // [root@jump ~]#
  new RegExp(
    `^\\[(?<user>${NAME})@(?<host>${HOST})(?:[ :](?<folder>[^\\]\\s]{0,300}))? ?\\] ?(?<sign>[$#%])(?: |$)`,
  ),
  // root@jump:/etc#, stack@jump:~>, me@jump ~ $
  new RegExp(
    `^(?<user>${NAME})@(?<host>${HOST}):(?<folder>[^\\s$#%>]{0,300}) ?(?<sign>[$#%>])(?: |$)`,
  ),
  new RegExp(
    `^(?<user>${NAME})@(?<host>${HOST})(?: (?<folder>[~/][^\\s$#%>]{0,300}))? ?(?<sign>[$#%])(?: |$)`,
  ),
  // jump:~$
  new RegExp(`^(?<host>${HOST}):(?!//)(?<folder>[~/][^\\s$#%>]{0,300}) ?(?<sign>[$#%])(?: |$)`),
  // ~/work $
  /^(?<folder>~(?:\/[^\s$#%>]{0,300})?) ?(?<sign>[$%])(?: |$)/,
  /^(?<sign>[$#%])(?: |$)/,
];

/** The prompt of a program that is no shell of this machine's, as it stands at the beginning of a line. */
export function foreignPrompt(line: string): string | undefined {
  const found = OTHER_PROGRAMS.exec(line) ?? INSIDE.exec(line);
  return found?.[0].trim();
}

/** What stands there in a transcript that begins so; a redirection in shell begins so too: `echo> file`. */
export function perhapsForeignPrompt(line: string): string | undefined {
  return foreignPrompt(line) ?? /^[\w.-]{1,60}(?:\([\w.-]{0,40}\))?[>#](?= |$)/.exec(line)?.[0];
}

const OTHER_PROGRAMS = new RegExp(
  '^\\s*(?:' +
    [
      '>>>(?= |$)',
      '(?:mysql|mariadb|sqlite|ceph|juju|s?ftp|redis|mongo|mongosh|psql|virsh|irb|node|vault|nova|glance|cinder|neutron|heat|octave|lftp|ovs|ldap|nslookup|dig|telnet|parted|\\(?openstack\\)?|rs\\d+:[A-Z]+)>(?= |$)',
      'MariaDB \\[[^\\]]{0,80}\\]>',
      'SQL>(?= |$)',
      'irb\\([^)]{0,40}\\)[^>\\s]{0,20}>',
      'In \\[\\d{1,5}\\]:',
      '\\((?:gdb|lldb|pdb|Pdb|openstack|parted|config[\\w-]{0,30})\\)(?= |$)',
      '[A-Za-z_][\\w-]{0,40}[=-][#>](?= |$)',
      'PS [A-Za-z]:\\\\[^>]{0,200}>',
      'PS>(?= |$)',
      '[A-Za-z]:\\\\[^>]{0,200}>',
      '\\d{1,3}(?:\\.\\d{1,3}){3}:\\d{1,5}>',
    ].join('|') +
    ')',
);

/** A shell that does not say where it is: inside a container, a rescue system, a chroot. */
const INSIDE =
  /^\s*(?:(?:ba|da|k|a|z)?sh-\d[\w.]{0,12}[$#]|\/[\w./-]{0,100} ?#|\(initramfs\)|grub>)(?= |$)/;
