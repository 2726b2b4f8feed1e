import { judgeAwk } from './awk.ts';
import { harmless, judged, plain } from './make.ts';
import type { Program } from './rule.ts';
import { judgeSed } from './sed.ts';

/** What shows, counts, compares and takes text apart. */
export const textPrograms: readonly Program[] = [
  ...harmless(
    'cat tac nl wc cut head fold fmt expand unexpand paste join rev column tr od hexdump strings ' +
      'cksum md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum sum seq factor expr ' +
      'grep egrep fgrep zgrep diff cmp comm jq',
  ),
  ...plain('tail', {
    flags: '-N -q -v -z --quiet --silent --verbose --zero-terminated',
    takes: '-n -c --lines --bytes',
    open: true,
  }),
  ...plain('sort', {
    flags:
      '-b -d -f -g -h -i -M -n -R -r -V -c -C -m -s -u -z --reverse --numeric-sort --unique --version-sort ' +
      '--human-numeric-sort --check --stable --ignore-case --month-sort --general-numeric-sort --zero-terminated',
    takes: '-k -t --key --field-separator',
  }),
  // The second word would be a file to write.
  ...plain('uniq', {
    flags: '-c -d -D -u -i -z --count --repeated --unique --ignore-case --zero-terminated',
    takes: '-f -s -w --skip-fields --skip-chars --check-chars',
    operands: 1,
  }),
  ...plain('base64 base32', {
    flags: '-d --decode --ignore-garbage',
    takes: '-w --wrap',
    operands: 1,
  }),
  // The second word would be a file to write.
  ...plain('xxd', {
    flags: '-p -ps -u -b -i -e -plain',
    takes: '-l -s -c -g -len -seek -cols',
    operands: 1,
    whole: true,
  }),
  ...plain('zcat bzcat xzcat', {}),
  ...plain('gzip', { flags: '-l -t -v --list --test --verbose', needs: '-l -t --list --test' }),
  ...plain('iconv', { flags: '-l -c --list', takes: '-f -t --from-code --to-code' }),
  ...plain('yq', {
    flags:
      '-r -e -P -M -C -j -N --raw-output --exit-status --prettyPrint --no-colors --tojson --no-doc',
    takes: '-o -p --output-format --input-format -I --indent',
  }),
  ...plain('xmllint', { flags: '--noout --format --nonet --html', takes: '--xpath' }),
  ...judged(
    'sed',
    '`-n -e -E -r -s -u -z`, and a script of addresses and `p d q = n l s y`',
    judgeSed,
  ),
  ...judged(
    'awk gawk mawk nawk',
    '`-F -v`, and a program without `system`, `getline`, `@`, and without `>` or `|` behind its first `print`',
    judgeAwk,
  ),
];
