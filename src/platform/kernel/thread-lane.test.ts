/** Threads of their own do what fills a core: one after another, each with its own outcome. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createThreadLane, TookTooLong } from './thread-lane';

const FUNCTIONS = `return {
  double: (value) => value * 2,
  told: () => data.word,
  fail: (why) => { throw new Error(why); },
  end: () => process.exit(3),
  forever: () => { for (;;) {} },
  grow: () => { const all = []; for (;;) all.push({ at: all.length }); },
  thread: () => require('node:fs').readlinkSync('/proc/thread-self').split('/').pop(),
};`;
const laneOf = (mostWaiting: number) =>
  createThreadLane({
    ...{ functions: FUNCTIONS, data: { word: 'said' }, mostWaiting },
    whenFull: () => new Error('full'),
  });

it('answers each with its own outcome, and goes on after one that failed or ended its thread', async () => {
  const lane = laneOf(10);
  const outcomes = await Promise.allSettled([
    lane.run('double', 2),
    lane.run('fail', 'no way'),
    lane.run('told'),
    lane.run('end'),
    lane.run('double', 21),
  ]);
  expect(
    outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : String(outcome.reason))),
  ).toEqual([4, 'Error: no way', 'said', 'Error: The thread ended with 3.', 42]);
});

it('refuses what finds no room, and takes more when there is some again', async () => {
  const lane = laneOf(2);
  const asked = Array.from({ length: 20 }, (_, n) => lane.run('double', n));
  const outcomes = await Promise.allSettled(asked);
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(outcomes[0]).toEqual({ status: 'fulfilled', value: 0 });
  expect(await lane.run('double', 4)).toBe(8);
});

it('gives up what takes for ever or too much memory, and goes on with the next', async () => {
  const laneWith = (limit: { timeLimitMs: number } | { mostMemoryMb: number }) =>
    createThreadLane({
      ...{ functions: FUNCTIONS, mostWaiting: 10, mostThreads: 1, ...limit },
      whenFull: () => new Error('full'),
    });
  const [inTime, inMemory] = [laneWith({ timeLimitMs: 1 }), laneWith({ mostMemoryMb: 32 })];
  const [forever, again, grown, doubled] = await Promise.allSettled([
    ...[inTime.run('forever'), inTime.run('forever')],
    ...[inMemory.run('grow'), inMemory.run('double', 21)],
  ]);
  for (const outcome of [forever, again])
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(TookTooLong) });
  expect(grown).toMatchObject({ status: 'rejected', reason: { code: 'ERR_WORKER_OUT_OF_MEMORY' } });
  expect(doubled).toEqual({ status: 'fulfilled', value: 42 });
});

const onLinux = existsSync('/proc/thread-self') ? it : it.skip;
/** The field of `stat` behind the name, which may hold blanks. */
const niceOf = (thread: string): number =>
  Number(readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')[1]?.split(' ')[16]);

onLinux('gives way to whoever answers requests, and to no other thread', async () => {
  const thread = await laneOf(1).run<string>('thread');
  const own = niceOf(String(process.pid));
  expect(niceOf(thread)).toBe(Math.max(own, 5));
  const others = readdirSync('/proc/self/task').map(niceOf);
  expect(others.filter((nice) => nice === own).length).toBeGreaterThan(3);
});
