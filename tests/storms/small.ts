/** Runs storms in small, as tests: of `parts` parts each day one, all of them with THOROUGH=1. */
import { todaysPart } from '../support/size';
import { describeFigure, findMissing, isReached, type Storm } from './storm';

/** Several servers start one after the other: on a busy machine that takes minutes. */
const LONG_MS = 600_000;

export function runInSmall(storms: Record<string, Storm>, parts = 1): void {
  for (const [name, storm] of todaysPart(Object.entries(storms), parts)) {
    const missing = findMissing(storm);
    const run = missing === null ? it : it.skip;
    run(
      missing === null ? name : `${name} (needs ${missing})`,
      async () => {
        const figures = await storm.run({ small: true, write: () => undefined });
        expect(figures.filter((figure) => !isReached(figure)).map(describeFigure)).toEqual([]);
      },
      LONG_MS,
    );
  }
}
