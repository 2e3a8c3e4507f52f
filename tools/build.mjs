/**
 * Builds what has changed since the last build, without looking at types (`npm run types` does): the server into `dist`
 * by swc, and beside it the browser app into `web/dist` by Vite. `--server` leaves the app alone; `--web` the server.
 * `--documents` makes the OpenAPI document of production as well, which a start would have to make.
 * `--run` also starts the product, and starts it anew after each change of a source of the server.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { transformFile } from '@swc/core';
import swc from './swc.cjs';
import { buildWeb } from './build-web.mjs';

const SOURCES = ['src', 'migrations'];
const OUTPUT = 'dist';
/** What is served is described there; what the description is made of, beside the sources. */
const DOCUMENTS = join(OUTPUT, 'interface');
const DESCRIBED_BY = ['package.json', 'data/examples.json'];
const NOT_BUILT = /\.test\.ts$|\/testing\.ts$/;
/** An editor writes a file in several steps, and a whole set of files at once. */
const QUIET_MS = 100;

const asked = (name) => process.argv.includes(name);
const say = (text) => process.stdout.write(`${text}\n`);
const outputOf = (source) => join(OUTPUT, source.replace(/\.ts$/, '.js'));

async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, path, name }) => join(parentPath ?? path, name));
}

async function isBuilt(source) {
  const [from, to] = await Promise.all([stat(source), stat(outputOf(source)).catch(() => null)]);
  return to !== null && to.mtimeMs > from.mtimeMs;
}

async function buildFile(source) {
  const output = outputOf(source);
  const { code, map } = await transformFile(source, { ...swc.options, sourceMaps: true });
  await mkdir(dirname(output), { recursive: true });
  await writeFile(`${output}.map`, map);
  await writeFile(output, `${code}\n//# sourceMappingURL=${output.split('/').at(-1)}.map\n`);
}

/** Answers how many files were built or removed. */
async function build() {
  const found = (await Promise.all(SOURCES.map(filesOf))).flat();
  const sources = found.filter((file) => file.endsWith('.ts') && !NOT_BUILT.test(file));
  const outputs = new Set(sources.map(outputOf));
  const old = (
    await Promise.all(SOURCES.map((folder) => filesOf(join(OUTPUT, folder)).catch(() => [])))
  ).flat();
  const gone = old.filter((file) => !outputs.has(file.replace(/\.map$/, '')));
  const built = await Promise.all(sources.map(isBuilt));
  const changed = sources.filter((_, place) => !built[place]);
  // Whatever has changed, nobody is told what was true before.
  if (gone.length + changed.length > 0) await rm(DOCUMENTS, { recursive: true, force: true });
  if (changed.length > 0) say(`Building the server: ${changed.length} of ${sources.length} files …`);
  await Promise.all([...gone.map((file) => rm(file)), ...changed.map(buildFile)]);
  await writeFile(join(OUTPUT, 'package.json'), await readFile('package.json'));
  return gone.length + changed.length;
}

/** What was built by another version of the compiler, or with other options, is built anew. */
async function forgetFormerBuilds() {
  const stamp = join(OUTPUT, 'built-by.json');
  const { version } = JSON.parse(await readFile('node_modules/@swc/core/package.json', 'utf8'));
  const present = JSON.stringify({ swc: version, options: swc.options });
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === present) return;
  await rm(OUTPUT, { recursive: true, force: true });
  await mkdir(OUTPUT);
  await writeFile(stamp, present);
}

async function buildAndSay() {
  const startedAt = performance.now();
  const files = await build();
  if (files > 0) say(`The server is built (${((performance.now() - startedAt) / 1_000).toFixed(1)} s).`);
}

async function areDocumentsFresh() {
  const times = await Promise.all(DESCRIBED_BY.map(async (path) => (await stat(path)).mtimeMs));
  const made = await stat(DOCUMENTS).catch(() => null);
  return made !== null && made.mtimeMs > Math.max(...times);
}

/** Of what production serves: elsewhere the gateway of the sandbox is served beside it, and a start makes its own. */
async function buildDocuments() {
  if (await areDocumentsFresh()) return;
  const startedAt = performance.now();
  await rm(DOCUMENTS, { recursive: true, force: true });
  const folder = await mkdtemp(join(tmpdir(), 'mcx-build-'));
  try {
    await promisify(execFile)(
      process.execPath,
      [join(OUTPUT, 'src/cli.js'), 'openapi', '--built', DOCUMENTS],
      {
        env: { PATH: process.env.PATH, PAYMENT_GATEWAY: 'none', DATA_FOLDER: folder },
      },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
  say(`The document is made (${((performance.now() - startedAt) / 1_000).toFixed(1)} s).`);
}

async function buildServer() {
  await forgetFormerBuilds();
  await buildAndSay();
  if (asked('--documents')) await buildDocuments();
}

/** Node watches what was built and starts the product anew; here the sources are watched and built. */
function run() {
  const main = join(OUTPUT, 'src/main.js');
  const product = spawn(process.execPath, ['--watch', '--watch-preserve-output', main], { stdio: 'inherit' });
  product.on('exit', (code) => process.exit(code ?? 0));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => product.kill(signal));
  let timer;
  const rebuild = () => buildAndSay().catch((error) => say(String(error)));
  for (const folder of SOURCES) {
    watch(folder, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(rebuild, QUIET_MS);
    });
  }
}

await Promise.all([asked('--web') || buildServer(), asked('--server') || buildWeb(say)]);
if (process.argv.includes('--run')) run();
