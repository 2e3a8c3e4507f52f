/** Begins with the files that take longest, also where no earlier run has been timed: they must not end alone. */
const { default: TestSequencer } = require('@jest/test-sequencer');

/** By their names, as their sizes say little. */
const LONG =
  /(money-simulation|crash|faults|card-disputes|late-events|access|contract|transactions|terms|admin-moves|deadlines|random-walk|races|accept|storms|lanes|sandbox|subscriptions|other-hands|generated-client|journeys)\.test\.ts$|\/tests\/browser\//;
/** Those that wait for a server of databases, which an earlier run on the embedded one does not say. */
const LONG_ON_A_SERVER =
  /(storms-of-servers|money-crash|crash|limits|accept|money-simulation|audit|offers)\.test\.ts$/;

module.exports = class extends TestSequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isLong = ({ path, duration }) =>
      process.env.DATABASE_URL ? LONG_ON_A_SERVER.test(path) : duration === undefined && LONG.test(path);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
