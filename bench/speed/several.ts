/** What several processes behind a proxy serve, against one behind the same: `npm run bench -- --processes 2`. */
import type { Driven } from './drive';
import type { Figure } from './figures';
import { type Asked, openBench } from './open-bench';
import { type Ours, startOurs } from './ours';
import { type Beside, type Figures, startScript } from './process';
import { READING } from './reading';
import { PROFILED_ROUND, RECORDED_ROUND, type Work } from './work';
import type { World } from './world';

const IDS = ['P1.page', 'P2.filters', 'P3', 'P4'];
/** Enough that each process has its share. */
const CONNECTIONS = 20;

interface Served {
  requestsPerSecond: number;
  /** Microseconds of all processes together, a request. */
  cpu: number;
}

const cpuOf = async (servers: readonly Ours[]): Promise<number> => {
  const figures = await Promise.all(servers.map(({ ask }) => ask<Figures>('figures')));
  return figures.reduce((sum, { cpu }) => sum + cpu, 0);
};

async function serve(
  { id }: Work,
  { world, driver, url, servers }: { world: World; driver: Beside; url: string; servers: readonly Ours[] },
  seconds: number,
): Promise<Served> {
  const load = { id, world, url, side: 'ours', connections: CONNECTIONS };
  await driver.ask<Driven>('drive', { ...load, round: RECORDED_ROUND, seconds: 1 });
  const before = await cpuOf(servers);
  const driven = await driver.ask<Driven>('drive', { ...load, round: PROFILED_ROUND, seconds });
  if (driven.failed > 0) throw new Error(`${id}: ${driven.failed} of ${driven.requests} requests failed.`);
  const cpu = ((await cpuOf(servers)) - before) / driven.requests;
  return { requestsPerSecond: driven.requests / driven.seconds, cpu };
}

export async function measureSeveral(
  count: number,
  asked: Omit<Asked, 'works' | 'rounds'>,
  seconds: number,
): Promise<Figure[]> {
  const works = READING.filter(({ id }) => IDS.includes(id));
  const bench = await openBench({ ...asked, works, rounds: 1 });
  const { world, ours, driver } = bench;
  const others: Ours[] = [];
  const proxies: Beside[] = [];
  const figures: Figure[] = [];
  const add = (id: string, title: string, value: number, unit: Figure['unit']) =>
    figures.push({ id, title, value, unit, due: '', aim: '' });
  try {
    for (const size of [1, count]) {
      while (others.length < size - 1)
        others.push(await startOurs(world, asked.redisUrl, ours.shared, 'anywhere'));
      const servers = [ours, ...others];
      const proxy = startScript('balance', 'client', world.folder);
      proxies.push(proxy);
      const url = await proxy.ask<string>(
        'balance',
        servers.map(({ url: each }) => Number(new URL(each).port)),
      );
      for (const work of works) {
        const { requestsPerSecond, cpu } = await serve(work, { world, driver, url, servers }, seconds);
        const behind = size === 1 ? 'one process' : `${size} processes`;
        add(work.id, `${work.title}: requests a second of ${behind}`, requestsPerSecond, '');
        add(work.id, `${work.title}: CPU a request of ${behind}`, cpu, 'µs');
      }
    }
  } finally {
    await Promise.all([...proxies, ...others].map(({ stop }) => stop()));
    await bench.close(false);
  }
  return figures;
}
