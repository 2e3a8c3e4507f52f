/** P8 and P9: live messages over two thousand sockets, which is what a process takes, told by another instance. */
import type { Figure } from './figures';
import type { Heard } from './listen';
import { LISTENERS, SOCKETS } from './live-messages';
import { environmentOf } from './ours';
import type { Sides } from './measure';
import { type Beside, type Figures, startScript } from './process';

/** People who are told something in a second; each on two devices. */
const PER_SECOND = 1_000;
const BURSTS = 5;

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? NaN;

interface Told {
  told: number;
  heard: Heard;
}

async function tell(publisher: Beside, listener: Beside, bare: boolean, seconds: number): Promise<Told> {
  const about = { perSecond: PER_SECOND, bare };
  await publisher.ask('publish', { ...about, seconds: 1 });
  await listener.ask<Heard>('heard');
  await listener.ask('forget');
  const told = await publisher.ask<number>('publish', { ...about, seconds });
  return { told, heard: await listener.ask<Heard>('heard') };
}

/** Delay of the serving loop while all are told at once. */
async function broadcast(publisher: Beside, listener: Beside, { ours }: Sides): Promise<number[]> {
  const delays: number[] = [];
  for (let burst = 0; burst < BURSTS; burst += 1) {
    await ours.ask<Figures>('figures');
    await publisher.ask('burst', LISTENERS);
    await listener.ask<Heard>('heard');
    delays.push((await ours.ask<Figures>('figures')).loopP99);
  }
  return delays;
}

export async function measureLive(
  sides: Sides,
  redisUrl: string | undefined,
  seconds: number,
): Promise<Figure[]> {
  const { ours, world } = sides;
  const start = (name: string, core: 'server' | 'client') => startScript(name, core, world.folder);
  const [bare, publisher, listener] = [
    start('bare-sockets', 'server'),
    start('publish', 'client'),
    start('listen', 'client'),
  ];
  try {
    const url = await bare.ask<string>('serve');
    await listener.ask('open', { url, bare: true });
    await publisher.ask('startBare', url);
    const limit = await tell(publisher, listener, true, seconds);
    await listener.ask('close');

    await listener.ask('open', { url: ours.url, bare: false });
    await publisher.ask('startInstance', environmentOf(world, redisUrl, { PORT: '0', ...ours.shared }));
    const { told, heard } = await tell(publisher, listener, false, seconds);
    const delays = await broadcast(publisher, listener, sides);
    const figure = (id: string, title: string, value: number, unit: Figure['unit'], due = '', aim = '') =>
      ({ id, title, value, unit, due, aim }) satisfies Figure;
    const messages = `${SOCKETS.toLocaleString('en-US')} sockets`;
    return [
      figure(
        'P8',
        `messages heard a second over ${messages}, of ${(2 * PER_SECOND).toLocaleString('en-US')} asked for`,
        heard.messages / seconds,
        '',
      ),
      figure('P8', 'messages that did not come', 2 * told - heard.messages, '', '0', '0'),
      figure('P8', 'from the commit in another instance to the socket, p50', heard.p50, 'ms'),
      figure('P8', 'the same, p99', heard.p99, 'ms', '60', '25'),
      figure('P8', 'the same by bare ws, without a database, p99', limit.heard.p99, 'ms'),
      figure('P8', 'p99, ours ÷ bare', heard.p99 / limit.heard.p99, '', '3', '1.5'),
      figure(
        'P9',
        `delay of the loop, p99, while ${messages} are told at once`,
        median(delays),
        'ms',
        '20',
        '10',
      ),
    ];
  } finally {
    await Promise.all([bare.stop(), publisher.stop(), listener.stop()]);
  }
}
