/** How TypeScript becomes JavaScript, everywhere: in the build, in tests, in child processes. `npm run types` checks it. */
const options = {
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
};

module.exports = { options };
