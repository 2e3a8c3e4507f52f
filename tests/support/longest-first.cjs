/** Begins with the files that take longest, also where no earlier run has been timed: they must not end alone. */
const { default: TestSequencer } = require('@jest/test-sequencer');

/** By their names, as their sizes say little. */
const LONG =
  /(money-simulation|money-crash|faults|card-disputes|late-events|access|contract|transactions|random-walk|races|storms|lanes|sandbox|subscriptions)\.test\.ts$|\/tests\/browser\//;

module.exports = class extends TestSequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isLong = ({ path, duration }) => duration === undefined && LONG.test(path);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
