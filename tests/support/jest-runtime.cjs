/**
 * Each worker loads the product and its libraries once, as a process does, and not anew for every test file: only the
 * tests and what stands under `tests/` are a file's own, but for what the document says. Why: docs/decisions/0017-fast-feedback.md.
 */
const { existsSync, readFileSync } = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const { join, sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');
const { compiledOf, mapOf } = require('./run-typescript.cjs');

const PROJECT = join(__dirname, '..', '..');
const OURS = ['src', 'migrations'].map((folder) => join(PROJECT, folder) + sep);
/** What tests make of the OpenAPI document, which costs a second. */
const SHAPES = ['document.ts', 'answer-shapes.ts'].map((file) => join(__dirname, file));
const isShared = (path) =>
  SHAPES.includes(path) ||
  path.includes(`${sep}node_modules${sep}`) ||
  (OURS.some((folder) => path.startsWith(folder)) && !path.endsWith('.test.ts'));

/** Of these the run knows by now what they were compiled to. */
const told = new Set();

module.exports = class extends Runtime {
  constructor(config, environment, ...rest) {
    super(config, environment, ...rest);
    // A test has a realm of its own, and the product asks what is `instanceof` these.
    Object.assign(environment.global, { Date, Error });
  }

  requireModuleOrMock(from, moduleName) {
    const isJests = isBuiltin(moduleName) || moduleName.startsWith('@jest/');
    const path = isJests ? '' : createRequire(from).resolve(moduleName);
    return isShared(path) ? require(path) : super.requireModuleOrMock(from, moduleName);
  }

  /** V8 counts in what was compiled: with the map that leads from there to the source. */
  getAllV8CoverageInfoCopy() {
    return super.getAllV8CoverageInfoCopy().map((covered) => {
      const { url } = covered.result;
      if (covered.codeTransformResult || told.has(url) || !existsSync(mapOf(url))) return covered;
      told.add(url);
      const originalCode = readFileSync(url, 'utf8');
      const codeTransformResult = { code: compiledOf(url), originalCode, sourceMapPath: mapOf(url) };
      return { ...covered, codeTransformResult };
    });
  }

  /** Where a line of the product stands in its source. */
  getSourceMaps() {
    const maps = super.getSourceMaps();
    const shared = (path) => (existsSync(mapOf(path)) ? mapOf(path) : undefined);
    maps.get = (path) => Map.prototype.get.call(maps, path) ?? shared(path);
    return maps;
  }
};
