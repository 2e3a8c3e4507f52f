/** Lets a child process run the sources as they are: `node -r tests/support/run-typescript.cjs src/cli.ts`. */
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join, relative } = require('node:path');
const OPTIONS = require.resolve('../../tools/swc.cjs');
const { options } = require(OPTIONS);

const PROJECT = join(__dirname, '..', '..');
const CACHE = join(PROJECT, '.jest-cache', 'run-typescript');

const writtenAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Compiling all sources takes a second, so what a file became is kept until it changes. */
const keptAs = (filename) => join(CACHE, `${relative(PROJECT, filename)}.js`);

/** The file that says which line of the source each compiled line was. */
exports.mapOf = (filename) => `${keptAs(filename)}.map`;

exports.compiledOf = compiled;
function compiled(filename) {
  const kept = keptAs(filename);
  if (writtenAt(kept) > Math.max(writtenAt(filename), writtenAt(OPTIONS))) return readFileSync(kept, 'utf8');
  const { transformSync } = require('@swc/core');
  const { code, map } = transformSync(readFileSync(filename, 'utf8'), {
    ...options,
    filename,
    sourceMaps: true,
  });
  mkdirSync(dirname(kept), { recursive: true });
  keep(exports.mapOf(filename), map);
  keep(kept, code);
  return code;
}

/** Several processes may start at once, and none may read half a file. */
function keep(path, text) {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, path);
}

/** A thread of the product runs the sources as well. */
const threads = require('node:worker_threads');
const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(file, options) {
    super(file, { ...options, execArgv: ['--require', __filename] });
  }
};

require.extensions['.ts'] = (module, filename) => module._compile(compiled(filename), filename);
