/** Before the product, in a process of its own: when it ends it writes the packages that it loaded into LOADED_FILE. */
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.once('exit', () => {
    const packages = Object.keys(require.cache).flatMap(
      (path) => /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
    );
    writeFileSync(process.env.LOADED_FILE, JSON.stringify([...new Set(packages)]));
  });
}
