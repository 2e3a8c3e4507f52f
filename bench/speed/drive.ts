/** Asks a server as fast as it answers, by autocannon, as a process of its own. */
import autocannon from 'autocannon';
import { answerBeside } from './process';
import type { Side, Work } from './work';
import { WORKS } from './works';
import type { World } from './world';

export interface Load {
  id: string;
  world: World;
  url: string;
  side: Side;
  round: number;
  seconds: number;
  /** Unless said, those of the work. */
  connections?: number;
}

export interface Driven {
  requests: number;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers that were none of 200 to 299, and requests without one. */
  failed: number;
}

async function drive({ id, world, url, side, round, seconds, ...given }: Load): Promise<Driven> {
  const work = WORKS.find((each) => each.id === id) as Work;
  const connections = given.connections ?? work.connections;
  const all = work.requests(world, round, side);
  const share = Math.max(1, Math.floor(all.length / connections));
  const times: number[] = [];
  let connected = 0;
  let lastAt = 0;
  const startedAt = performance.now();
  const running = autocannon({
    url,
    connections,
    duration: seconds,
    requests: all.slice(0, 1),
    ...(work.once ? { maxConnectionRequests: share } : {}),
    setupClient(client) {
      // Nobody asks what another one has just asked.
      const from = (connected++ * share) % all.length;
      client.setRequests(all.slice(from, from + share));
    },
  });
  running.on('response', (_client, _status, _bytes, took) => {
    times.push(took);
    lastAt = performance.now();
  });
  const result = await running;
  if (times.length === 0) throw new Error(`${id}: no answer within ${seconds} s.`);
  times.sort((one, other) => one - other);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? NaN;
  return {
    requests: times.length,
    seconds: (lastAt - startedAt) / 1_000,
    ...{ p50: at(0.5), p99: at(0.99) },
    failed: result.non2xx + result.errors + result.timeouts,
  };
}

answerBeside({ drive });
process.on('SIGTERM', () => process.exit(0));
