import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findPlaceholders } from '../../src/steps/placeholder-find.ts';
import { fastest } from '../support/fastest.ts';

const texts = (script: string): string[] => findPlaceholders(script).map(({ text }) => text);

it.each<[script: string, found: string[]]>([
  ['openstack coe cluster show <cluster> -f json', ['<cluster>']],
  ['ping <IP>', ['<IP>']],
  ['ping <ip address>', ['<ip address>']],
  ['kubectl -n x patch c <cluster>-<suffix> \\\n  --type=merge', ['<cluster>', '<suffix>']],
  ['rule create --remote-ip <measured-src>/32 "$SG"', ['<measured-src>']],
  ['echo "name: <Cluster Name>"', ['<Cluster Name>']],
  ["curl -H 'X-Id: <project-id>' http://a/", ['<project-id>']],
  ['curl "https://<host>:<port>/v1/<id>"', ['<host>', '<port>', '<id>']],
  [
    'cat > x <<EOF\npassword = <your-password>\n# <not this>\nEOF\necho <a>',
    ['<your-password>', '<a>'],
  ],
  ['ssh <user>@<host>', ['<user>', '<host>']],
  ['ssh <user@host>', ['<user@host>']],
  ["show <your cluster's name> -f json # it's <not>", ["<your cluster's name>"]],
  ['do <number of nodes (3)> now', ['<number of nodes (3)>']],
  ['set <yes|no>', ['<yes|no>']],
  ['show <Größe>', ['<Größe>']],
  ['connect <<cluster>>', ['<<cluster>>']],
  ['sort <in.txt>out.txt', ['<in.txt>']],
  ['x=$(show <id>) && y="$(show "<b>")"', ['<id>', '<b>']],
  ['x=`show <id>`', ['<id>']],
  ['cmd <cluster> > out.txt 2>&1', ['<cluster>']],
  ['cmd <cluster> </dev/null', ['<cluster>']],
  ['juju ssh u "sudo tee /x <<\'CONF\'\nkey = <value>\nCONF"', ['<value>']],
  ["ssh h bash -s <<'EOF'\nip a show <nic>\nEOF", ['<nic>']],
  ['ping YOUR_IP', ['YOUR_IP']],
  ['openstack --os-project-id YOUR-PROJECT-ID x', ['YOUR-PROJECT-ID']],
  ['MY_VAR=YOUR_IP', ['YOUR_IP']],
  ['export A="YOUR_IP"', ['YOUR_IP']],
  ['echo ENTER_YOUR_NAME_HERE', ['ENTER_YOUR_NAME_HERE']],
  ['x --id REPLACE_ME --b CHANGEME --c CHANGE_ME', ['REPLACE_ME', 'CHANGEME', 'CHANGE_ME']],
  ['ping XXX.XXX.XXX.XXX; ping x.x.x.x; ping 10.0.0.X', ['XXX.XXX.XXX.XXX', 'x.x.x.x', '10.0.0.X']],
  ['ip route add 10.0.x.x/16 via 10.0.0.1', ['10.0.x.x']],
  ['git clone https://github.com/your-username/repo', ['your-username']],
  ['kubectl get node {{ name }}', ['{{ name }}']],
  ['kubectl get cluster {cluster-name}', ['{cluster-name}']],
  ['curl "https://host/{cluster-name}/x"', ['{cluster-name}']],
  ['gcloud get [CLUSTER_NAME] --zone [COMPUTE_ZONE]', ['[CLUSTER_NAME]', '[COMPUTE_ZONE]']],
  ["sed -i 's/foo/<your-ip>/' x", ['<your-ip>']],
  ["sed -i 's/127.0.0.1/YOUR_IP/g' x", ['YOUR_IP']],
  ["sed -i 's|YOUR_IP|10.0.0.1|; s|a|YOUR_HOST|' x", ['YOUR_HOST']],
  ['export API_KEY=sk-a1-YOUR_KEY_HERE', ['YOUR_KEY_HERE']],
  ['show <a>; show <b>; show <a>', ['<a>', '<b>']],
  ['cat <<EOF\n<domain>\n<name><vm-name></name>\n</domain>\nEOF', ['<vm-name>']],
  ['grep "<cluster-name>" x', ['<cluster-name>']],
  ['while read x; do echo <name>; done <list >out', ['<name>']],
])('finds in %j: %j', (script, found) => {
  expect(texts(script)).toEqual(found);
});

it.each([
  'juju status </dev/null',
  'cmd <in >out',
  'cmd <in.txt 2>err.txt',
  'cmd <in.txt 2>&1 >x',
  'cmd <in -u >out',
  'cmd <in>/dev/null',
  'cat <<EOF\nx\nEOF',
  'cat <<EOF>out\nx\nEOF',
  'cat <<EOF>>out\nx\nEOF',
  'cat <<EOF >>out\nx\nEOF',
  'cat <<EOF >> out\nx\nEOF',
  "sed -i 's/a/b/;s/YOUR_IP/$ip/' f",
  'cat <<-EOF >out\nx\n\tEOF',
  "cat <<'EOF' >out\nx\nEOF",
  'cat <<<x >y',
  'cat <<<x>y',
  'exec 3<>/dev/tcp/10.0.0.1/6443',
  'timeout 5 bash -c "exec 3<>/dev/tcp/$H/6443"',
  'exec 3<in 4>out',
  'diff <(a) <(b) >(c)',
  'if [[ a < b ]]; then x; fi',
  'if [[ $a <b && c> d ]]; then x; fi',
  'if (( a < b )); then x; fi',
  'for ((i=0; i<n, j>0; i++)); do x; done',
  'echo $((i<n ? a>b : 1))',
  'x=$(<file)',
  'x=$(<file); echo $x >out',
  '# <name> and YOUR_IP\necho a # <b>',
  'grep "\\<word\\>" x',
  "curl -d '<xml><a>1</a></xml>' http://a",
  "awk '/<none>/' x",
  'grep "<none>"',
  'kubectl get svc | grep "<pending>"',
  'git commit -m "x <a@b.c>"',
  "sed 's/<[^>]*>//'",
  "sed -i 's/<cluster>/c1/' x",
  "sed -i 's|CHANGE_ME|x|' f",
  'sed -i "s/YOUR_IP/$ip/" f',
  'grep -q CHANGE_ME f',
  'cat >x <<EOF\n<html><br><p>a</html>\nEOF',
  'cat >x <<EOF\n<VirtualHost a>\n</VirtualHost>\nEOF',
  'cat >x <<EOF\n<acpi/>\nEOF',
  "cat >x.cc <<'EOF'\n#include <stdio.h>\nstd::vector<int> a;\nMap<String> b; Vec<T> c;\nEOF",
  "python3 -c 'if a<b and c>d: print(1)'",
  "awk '$1<limit && $2>5'",
  "grep -P '(?<year>\\d+)' x",
  "docker ps --format '{{.Names}}'",
  'docker ps --format "{{ json . }}"',
  "kubectl get x -o go-template='{{ range .items }}'",
  'ansible all -a "echo {{ name }}"',
  'echo ${name} ${cluster_name}',
  'cp a{b,c} {one,two} {1..3} x',
  'ls [a-z]* [ABC]x',
  'echo ${a[MY_KEY]} a[MY_KEY]=1',
  'if [ FOO_BAR ]; then x; fi',
  "jq '{name}' x",
  'find . -exec rm {} +',
  'git diff HEAD@{up-stream}',
  'xargs -I{file-name} cp {file-name} x',
  'echo $YOUR_IP ${YOUR_IP}',
  'YOUR_IP=10.0.0.1; export YOUR_IP; echo $YOUR_IP',
  'mktemp /tmp/x.XXXXXX',
  'apt install foo=1.x',
  'pip install v1.x.x',
  'echo "Usage: $0 <name>"',
  'read -p "Press <Enter> to go on"',
  'perl -ne "print while <STDIN>"',
  'echo "the 10.0.0.x network is up"',
  'echo a -> b; x => y',
  'echo "a <-> b"',
])('finds nothing in %j', (script) => {
  expect(texts(script)).toEqual([]);
});

it('knows every place of one text, and what it asks for', () => {
  const script = 'show <Cluster Name>; echo "<Cluster Name>"';
  const [found, more] = findPlaceholders(script);
  expect(more).toBeUndefined();
  expect(found?.name).toBe('Cluster Name');
  expect(found?.spans.map(([start, end]) => script.slice(start, end))).toEqual([
    '<Cluster Name>',
    '<Cluster Name>',
  ]);
});

const bits = [
  '<a>',
  '<',
  '>',
  '<<a>>',
  '<<E',
  '\nE\n',
  "'",
  '"',
  '$(',
  ')',
  '#',
  ' ',
  '\n',
  'YOUR_IP',
  'YOUR_',
].concat([
  'x.x.x.x',
  '{{ a }}',
  '{a-b}',
  '[A_BC]',
  '</a>',
  'A',
  'your-',
  's/',
  '((',
  '\\',
  '<a b c ',
  '(?',
  '1.',
  '<a|',
]);

it('finds without throwing, in order and apart from each other', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 60 }), (parts) => {
      const script = parts.join('');
      const spans = findPlaceholders(script)
        .flatMap((one) => one.spans.map((span) => ({ text: one.text, span })))
        .toSorted((a, b) => a.span[0] - b.span[0]);
      let behind = 0;
      for (const { text, span } of spans) {
        expect(script.slice(...span)).toBe(text);
        expect(span[0]).toBeGreaterThanOrEqual(behind);
        behind = span[1];
      }
    }),
  );
});

it.each(bits)('is linear in 300,000 characters of %j', (bit) => {
  const script = `<a> ${bit.repeat(Math.ceil(300_000 / bit.length)).slice(0, 300_000)}`;
  expect(fastest(() => findPlaceholders(script))).toBeLessThan(3000);
});
