import type { Argument } from './argument.ts';
import { harmless, judged, plain } from './make.ts';
import { judgeSyntax, parseOptions } from './options.ts';
import { notListed } from './rule.ts';
import type { Program, Reason } from './rule.ts';

/** What looks at files and file systems. */
export const filePrograms: readonly Program[] = [
  ...harmless(
    'ls dir vdir stat basename dirname readlink realpath du df which whereis namei getfacl lsattr mountpoint lsblk getcap',
  ),
  ...plain('file', {
    flags: '-b -i -L -h -s -z -0 --brief --mime --mime-type --mime-encoding --dereference',
  }),
  ...plain('find', {
    flags:
      '-print -print0 -ls -prune -depth -mount -xdev -follow -daystart -empty -o -or -a -and -not -true -false ' +
      '-readable -writable -executable -quit -nouser -nogroup -H -L -P -noleaf -ignore_readdir_race',
    takes:
      '-name -iname -path -ipath -wholename -regex -iregex -regextype -type -xtype -mtime -mmin -atime -amin -ctime ' +
      '-cmin -newer -anewer -cnewer -newermt -size -user -group -uid -gid -perm -maxdepth -mindepth -links -inum ' +
      '-samefile -lname -ilname -fstype -printf',
    whole: true,
  }),
  ...plain('tree', {
    flags: '-a -d -f -h -i -s -p -u -g -D -x -n -C --du --dirsfirst',
    takes: '-I -P -L',
  }),
  ...judged('tar', '`-t`, with `-v -z -j -J -a -f -C` and their long forms', judgeTar),
  ...plain('unzip', { flags: '-l -v -lv', needs: '-l -lv', whole: true, operands: 1 }),
  ...plain('lsof', {
    flags: '-n -P -a -l -b -O -R -t -U',
    takes: '-u -p -c -g -s -d',
    may: '-i',
  }),
  ...plain('fuser', { flags: '-v -m -u -a -4 -6', takes: '-n' }),
  ...plain('mount', { flags: '-l', takes: '-t', operands: 0 }),
  ...plain('findmnt', {
    flags:
      '-a -A -b -D -e -f -J -k -l -n -r -R -s -u -v --json --real --raw --list --noheadings --bytes --df',
    takes: '-t -o -S -T -M -O --output --types --source --target --mountpoint',
  }),
  ...plain('blkid', { takes: '-o -s -t --output --match-tag --match-token' }),
  ...plain('swapon', {
    flags: '-s --summary --show --noheadings --bytes --raw',
    may: '--show',
    needs: '-s --summary --show',
    operands: 0,
  }),
  ...plain('lvs vgs pvs', {
    flags: '-a -v --noheadings --all --nosuffix --segments',
    takes: '-o --options --units --separator -O --sort -S --select --reportformat',
  }),
  ...plain('lvdisplay vgdisplay pvdisplay', { flags: '-v -c -s -m --maps --short --verbose' }),
  ...plain('multipath', { flags: '-l -ll', needs: '-l -ll', whole: true }),
  ...plain('smartctl', {
    flags: '-a -i -H -A -x -c --all --info --health --xall --attributes --scan',
    takes: '-d --device',
  }),
  ...plain('showmount', { flags: '-e -a -d --exports --all --directories --no-headers' }),
  ...plain('exportfs', { flags: '-v -s', operands: 0 }),
  ...plain('quota repquota', { flags: '-a -s -u -g -v -p' }),
];

const TAR = {
  flags: '-t -v -z -j -J -a --list --verbose --gzip --bzip2 --xz --auto-compress --zstd',
  takes: '-f -C --file --directory',
  needs: '-t --list',
} as const;

/** `tar tzf x` has no dash, and the words that its letters want stand behind it. */
function judgeTar(name: string, args: readonly Argument[]): Reason {
  const letters = args[0]?.literal ?? '';
  if (!/^[a-zA-Z]+$/.test(letters)) return judgeSyntax(name, args, TAR);
  if (!/^[tvzjJa]*t[tvzjJa]*f?[vzjJa]*$/.test(letters)) return notListed(name, letters);
  const rest = parseOptions(name, args.slice(letters.includes('f') ? 2 : 1), { flags: '-v' });
  return rest.type === 'refused' ? rest.reason : undefined;
}
