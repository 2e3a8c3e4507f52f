/** Asks a running product for answers before, during and after an outage of its database, and measures how it bears that. */
import type { Figure } from '../storms/storm';
import { startTestApp } from './app';

export interface Outage {
  /** Where the product finds its database, with the fault in between. */
  databasePort: number;
  lastsMs: number;
  /** By how much a busy machine may miss the times: what is proven is that there is an end. */
  slack: number;
  begin(): void;
  end(): void;
  write(line: string): void;
}

interface Answered {
  status: number;
  retryAfter: string | null;
  afterMs: number;
}

/** More at a time than the pool has connections. */
const REQUESTS_AT_ONCE = 30;
const EVERY_MS = 500;
const BACK_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 5_000;
const LIVE_WITHIN_MS = 1_000;
/** Answers in a row that count as being back. */
const GOOD_ROUNDS = 3;

export async function watchDatabaseOutage(outage: Outage): Promise<Figure[]> {
  const app = await startTestApp({ databasePort: outage.databasePort });
  const reader = await app.make.buyer();
  const ask = async (path: string, token: string | null): Promise<Answered> => {
    const startedAt = performance.now();
    const response = await fetch(`${app.url}/api${path}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    await response.arrayBuffer();
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      afterMs: performance.now() - startedAt,
    };
  };
  const askMany = () =>
    Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, () => ask('/users/me', reader.token)));
  try {
    const before = await askMany();
    outage.write(
      `before: ${before.filter(({ status }) => status === 200).length} of ${before.length} answered 200`,
    );
    outage.begin();
    const during: Promise<Answered[]>[] = [];
    const live: Answered[] = [];
    const endsAt = performance.now() + outage.lastsMs;
    while (performance.now() < endsAt) {
      during.push(askMany());
      live.push(await ask('/health/live', null));
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    outage.end();
    const endedAt = performance.now();
    let backAfterMs = Infinity;
    for (
      let good = 0;
      good < GOOD_ROUNDS && performance.now() < endedAt + (outage.slack + 1) * BACK_WITHIN_MS;
    ) {
      const startedAt = performance.now();
      const all = (await askMany()).every(({ status }) => status === 200);
      if (all && good === 0) backAfterMs = startedAt - endedAt;
      good = all ? good + 1 : 0;
      if (!all) backAfterMs = Infinity;
    }
    // The slowest of those that were not answered well: they must have been told so, and soon.
    const answers = (await Promise.all(during)).flat();
    const refused = answers.filter(({ status }) => status !== 200);
    const told = refused.filter(({ status, retryAfter }) => status === 503 && retryAfter !== null);
    outage.write(`during: ${answers.length} asked, ${refused.length} refused`);
    return [
      {
        name: 'answered before',
        value: before.filter(({ status }) => status === 200).length,
        unit: 'requests',
        atLeast: before.length,
      },
      {
        name: 'refused in other words than 503 with Retry-After',
        value: refused.length - told.length,
        unit: 'requests',
        atMost: 0,
      },
      {
        name: 'slowest refusal',
        value: Math.max(0, ...refused.map(({ afterMs }) => afterMs)),
        unit: 'ms',
        atMost: outage.slack * ANSWER_WITHIN_MS,
      },
      {
        name: '/health/live meanwhile other than 200',
        value: live.filter(({ status }) => status !== 200).length,
        unit: 'answers',
        atMost: 0,
      },
      {
        name: '/health/live meanwhile, slowest',
        value: Math.max(...live.map(({ afterMs }) => afterMs)),
        unit: 'ms',
        atMost: outage.slack * LIVE_WITHIN_MS,
      },
      { name: 'back after the end', value: backAfterMs, unit: 'ms', atMost: outage.slack * BACK_WITHIN_MS },
    ];
  } finally {
    outage.end();
    await app.close();
  }
}
