/** A hundred calls of a gateway hang; what happens meanwhile is told all the same, and at once. */
import { z } from 'zod';
import { startTestApp } from '../support/app';
import { defineEvent } from '../../src/platform/events/events';
import type { Storm } from './storm';

const SLOW_JOBS = 100;
const NEWS = 200;
const SMALL_NEWS = 20;
const TOLD_WITHIN_MS = 100;
/** A machine that does other work as well tells late now and then; news that stood in line would wait for seconds. */
const SMALL_TOLD_WITHIN_MS = 1_000;

const happened = defineEvent('storm.happened', z.strictObject({ n: z.int() }), {
  when: 'In a storm.',
  about: 'n',
});

const middleOf = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

export const storm: Storm = {
  fault: 'a hundred jobs of the gateway hang while things happen that are to be told',
  needsServer: false,
  async run({ small, write }) {
    const app = await startTestApp();
    const { queue, events } = app.platform;
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let hanging = 0;
    queue.handle('storm.slow', { lane: 'gateway', runs: 'outside' }, async () => {
      hanging += 1;
      await released;
    });
    const heard = new Map<number, () => void>();
    events.on(happened, 'storm', { runs: 'unit' }, ({ n }) => Promise.resolve(heard.get(n)?.()));
    try {
      queue.start();
      for (let n = 0; n < SLOW_JOBS; n += 1) await queue.enqueue('storm.slow', {});
      while (hanging === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      const tookMs: number[] = [];
      for (let n = 0; n < (small ? SMALL_NEWS : NEWS); n += 1) {
        const told = new Promise<void>((resolve) => heard.set(n, resolve));
        const begun = performance.now();
        await app.emit(happened, { n });
        await told;
        tookMs.push(performance.now() - begun);
      }
      write(`${tookMs.length} events beside ${SLOW_JOBS} slow jobs, ${hanging} of them in hand`);
      const atMost = small ? SMALL_TOLD_WITHIN_MS : TOLD_WITHIN_MS;
      return [
        { name: 'told after, middle', value: middleOf(tookMs), unit: 'ms', atMost },
        { name: 'told after, slowest', value: Math.max(...tookMs), unit: 'ms', atMost },
      ];
    } finally {
      release();
      await app.close();
    }
  },
};
