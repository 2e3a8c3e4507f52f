/** Measures one work: ours and the bare limit in turn, and whether both answer the same. */
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import type { Driven, Load } from './drive';
import type { Ours } from './ours';
import type { Beside, Figures } from './process';
import {
  type BareTools,
  type LoadRequest,
  type Recorded,
  RECORDED_ROUND,
  WARMING_ROUND,
  type Work,
} from './work';
import type { World } from './world';

export interface Rounds {
  rounds: number;
  seconds: number;
}

export interface Measured {
  requestsPerSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Of the server, in microseconds a request. */
  cpu: number;
  /** How much of one core the server used. */
  busy: number;
  /** Sent to the database by the process a request, whatever for. */
  sent: number;
}

/** Middle, least and most of the rounds. */
export type Spread = readonly [middle: number, least: number, most: number];

export interface Result {
  id: string;
  title: string;
  due: string;
  aim: string;
  ours: Measured;
  bare: Measured | null;
  /** That a request sends before it is answered, and what the process sends besides for each. */
  statements: { within: number; behind: number };
  /** Requests a second, ours ÷ bare. */
  ratio: Spread | null;
  /** CPU a request, bare ÷ ours: the ratio where the client, and not the server, was the limit. */
  cpuRatio: Spread | null;
}

export interface Sides {
  world: World;
  ours: Ours;
  bare: Beside;
  driver: Beside;
}

const SAMPLES = 6;
const RECORDED = 9;
const WARM_SECONDS = 2;
const REST_MS = 200;

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? NaN;
const spread = (values: readonly number[]): Spread => [
  median(values),
  Math.min(...values),
  Math.max(...values),
];

async function answerOf(url: string, { path, headers, method = 'GET', body }: LoadRequest): Promise<string> {
  const answer = await fetch(url + path, { method, headers, ...(body ? { body } : {}) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 300)}`);
  return text;
}

/** Cursors are sealed by who made them. */
function dataOf(text: string): unknown {
  const answer = JSON.parse(text) as { pagination?: { nextCursor?: unknown } };
  if (answer.pagination) delete answer.pagination.nextCursor;
  return answer;
}

/** What ours answers, by path; the bare server answers the same bytes where it makes none. */
async function answersOf(work: Work, { world, ours }: Sides): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  const paths = new Map(work.requests(world, 0, 'ours').map((request) => [request.path, request]));
  for (const request of work.once || paths.size > 100 ? [] : paths.values()) {
    answers[request.path] = await answerOf(ours.url, request);
  }
  return answers;
}

async function checkSame(work: Work, { world, ours }: Sides, bareUrl: string): Promise<void> {
  for (const request of work.requests(world, 0, 'ours').slice(0, SAMPLES)) {
    const [one, other] = [await answerOf(ours.url, request), await answerOf(bareUrl, request)];
    if (isDeepStrictEqual(dataOf(one), dataOf(other))) continue;
    throw new Error(
      `${work.id}: the answers differ at ${request.path}:\nours ${one.slice(0, 1_500)}\nbare ${other.slice(0, 1_500)}`,
    );
  }
}

/** Asks a few times, one after another, and writes down what each request sends to the database. */
export async function record(
  work: Work,
  { world, ours }: Pick<Sides, 'world' | 'ours'>,
): Promise<{ recorded: BareTools['recorded']; within: number }> {
  const requests = work.requests(world, RECORDED_ROUND, 'ours').slice(0, RECORDED);
  await ours.ask('record');
  const answers: string[] = [];
  for (const each of requests) answers.push(await answerOf(ours.url, each));
  const sent = await ours.ask<Recorded[][]>('recorded');
  const request = requests.at(-1) as LoadRequest;
  return {
    recorded: { request, statements: sent.at(-1) ?? [], answer: answers.at(-1) ?? '' },
    within: median(sent.map(({ length }) => length)),
  };
}

async function round(server: Beside, driver: Beside, load: Load): Promise<Measured> {
  const before = await server.ask<Figures>('figures');
  const driven = await driver.ask<Driven>('drive', load);
  const after = await server.ask<Figures>('figures');
  if (driven.failed > 0)
    throw new Error(`${load.id}: ${driven.failed} of ${driven.requests} requests failed.`);
  const cpu = after.cpu - before.cpu;
  return {
    requestsPerSecond: driven.requests / driven.seconds,
    ...{ p50: driven.p50, p99: driven.p99 },
    cpu: cpu / driven.requests,
    busy: cpu / (driven.seconds * 1e6),
    sent: (after.statements - before.statements) / driven.requests,
  };
}

const middle = (rounds: readonly Measured[]): Measured => {
  const of = (name: keyof Measured) => median(rounds.map((each) => each[name]));
  return {
    requestsPerSecond: of('requestsPerSecond'),
    ...{ p50: of('p50'), p99: of('p99'), cpu: of('cpu'), busy: of('busy'), sent: of('sent') },
  };
};

export async function measure(work: Work, sides: Sides, { rounds, seconds }: Rounds): Promise<Result> {
  const { world, ours, bare, driver } = sides;
  const { id, title, due, aim } = work;
  const answers = await answersOf(work, sides);
  const { recorded, within } = await record(work, sides);
  const bareUrl = work.bare && (await bare.ask<string>('serve', { id, world, answers, recorded }));
  if (bareUrl && !work.once) await checkSame(work, sides, bareUrl);
  const rows: { ours: Measured; bare: Measured | null }[] = [];
  for (let turn = 0; turn <= rounds; turn += 1) {
    const load = {
      id,
      world,
      round: WARMING_ROUND + turn,
      seconds: turn === 0 ? Math.min(WARM_SECONDS, seconds) : seconds,
    };
    const row = {
      ours: await round(ours, driver, { ...load, side: 'ours', url: ours.url }),
      bare: bareUrl ? await round(bare, driver, { ...load, side: 'bare', url: bareUrl }) : null,
    };
    // The first warms both up.
    if (turn > 0) rows.push(row);
    await wait(REST_MS);
  }
  const ratios = (of: (row: { ours: Measured; bare: Measured }) => number): Spread | null =>
    bareUrl
      ? spread(rows.flatMap((row) => (row.bare ? [of({ ours: row.ours, bare: row.bare })] : [])))
      : null;
  const measured = middle(rows.map((row) => row.ours));
  const idle = ours.idle.statementsPerSecond / measured.requestsPerSecond;
  return {
    ...{ id, title, due, aim },
    ours: measured,
    statements: { within, behind: Math.max(0, measured.sent - within - idle) },
    bare: bareUrl ? middle(rows.flatMap((row) => row.bare ?? [])) : null,
    ratio: ratios((row) => row.ours.requestsPerSecond / row.bare.requestsPerSecond),
    cpuRatio: ratios((row) => row.bare.cpu / row.ours.cpu),
  };
}
