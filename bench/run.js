// `npm run bench` runs all of it, `npm run bench -- start output` some of it; `--publish` writes the figures into
// bench/README.md; `--batches N` says how often (odd numbers have a middle).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { terminalMissing } from './terminal.js';

const names = ['start', 'outline', 'output', 'keys', 'blocks'];
/** Needs a terminal and the built program. */
const onTerminal = new Set(['start', 'output', 'keys']);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { publish: { type: 'boolean' }, batches: { type: 'string', default: '21' } },
});
const wanted = positionals.length > 0 ? positionals : names;
const obstacle = whatIsMissing();
if (obstacle === undefined) await runAll();
else {
  console.error(`bench: ${obstacle}`);
  process.exitCode = 2;
}

function whatIsMissing() {
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined)
    return `there is no bench named ${unknown}; there are ${names.join(', ')}`;
  if (!(Number(values.batches) >= 1)) return '--batches wants a number';
  if (!wanted.some((name) => onTerminal.has(name))) return undefined;
  if (!existsSync('dist/main.js')) return 'the program is not built; build it with: npm run build';
  return terminalMissing();
}

async function runAll() {
  const sections = [];
  for (const name of wanted) {
    const bench = await import(`./${name}.js`);
    const rows = await bench.run({ batches: Number(values.batches) });
    const section = [
      `### ${bench.title}`,
      '',
      '| what | ratio | measured |',
      '| --- | --- | --- |',
      ...rows.map(({ what, figure, against }) => `| ${what} | ${figure} | ${against} |`),
      '',
    ].join('\n');
    console.log(section);
    sections.push(section);
  }
  if (values.publish === true) publish(sections.join('\n'));
}

/** The kind of machine, never its name. */
function machine() {
  const { model } = cpus()[0];
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} x ${model.trim() || arch()}, ${memory} GB, ${process.platform} ${arch()}, Node ${process.versions.node}`;
}

function publish(figures) {
  const file = 'bench/README.md';
  const day = new Date().toISOString().slice(0, 10);
  const text = `<!-- figures -->\n${day}, ${machine()}, medians of ${values.batches} interleaved batches.\n\n${figures}<!-- /figures -->`;
  const before = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    before.replace(/<!-- figures -->[\s\S]*<!-- \/figures -->/, () => text),
  );
}
