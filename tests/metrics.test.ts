/** What Prometheus is told, and that strangers cannot make it grow. */
import { request } from 'node:http';
import fc from 'fast-check';
import { startTestApp, type TestApp } from './support/app';

let app: TestApp;
let address: string;
const { REDIS_URL, DATABASE_URL } = process.env;
/** Where nobody listens, unless a real one is there. */
const redis: Record<string, string> = REDIS_URL ? {} : { REDIS_URL: 'redis://127.0.0.1:1' };

beforeAll(async () => {
  const environment = { METRICS_PORT: '0', RATE_LIMIT_PROFILE: 'standard', ...redis };
  app = await startTestApp({ environment });
  const port = await app.app.metrics.start();
  address = `http://127.0.0.1:${port}/metrics`;
});
afterAll(() => app.close());

const scrape = async (): Promise<string> => (await fetch(address)).text();
const seriesOf = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.slice(0, line.lastIndexOf(' ')));
const valueOf = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
};

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(setImmediate);
}

/** Sends what no client library would. */
const send = (method: string, path: string) =>
  new Promise<void>((resolve) => {
    const asked = request(`${app.url}`, { method, path, agent: false }, (answer) => {
      answer.resume().once('close', () => resolve());
    });
    asked.once('error', () => resolve());
    asked.end();
  });

it('tells how the platform does, part by part', async () => {
  const buyer = await app.make.buyer();
  await buyer.get('/users/me');
  await app.settle();
  await until(async () => valueOf(await scrape(), 'mcx_jobs_dead') !== undefined);
  const text = await scrape();
  const names = new Set(seriesOf(text).map((series) => series.replace(/\{.*/, '')));
  const expected = [
    ...['mcx_http_requests_total', 'mcx_http_request_seconds_bucket', 'mcx_http_requests_under_way'],
    ...['mcx_database_statement_seconds_bucket', 'mcx_database_slow_statements_total'],
    ...['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes', 'mcx_build_info'],
    ...['mcx_sockets', 'mcx_sockets_total', 'mcx_cache_reads_total', 'mcx_untrusted_proxy'],
    ...[
      'mcx_jobs_waiting',
      'mcx_jobs_due',
      'mcx_jobs_oldest_due_seconds',
      'mcx_jobs_dead',
      'mcx_jobs_orphans',
    ],
    ...['mcx_jobs_total', 'mcx_job_seconds_bucket', 'mcx_events_total'],
    ...['mcx_admin_waiting', 'mcx_admin_oldest_waiting_seconds'],
  ];
  expect(expected.filter((name) => !names.has(name))).toEqual([]);
  const requests = 'mcx_http_requests_total{method="GET",route="/users/me",status="200"}';
  expect(valueOf(text, requests)).toBe(1);
  expect(valueOf(text, 'mcx_events_total{event="user.registered"}')).toBeGreaterThan(0);
});

it('tells whether Redis answers, and how full each pool of a database server is', async () => {
  const up = REDIS_URL ? 1 : 0;
  await until(async () => valueOf(await scrape(), 'mcx_redis_up') === up);
  const buyer = await app.make.buyer();
  await buyer.get('/users/me');
  const text = await scrape();
  const pools = new Set(seriesOf(text).filter((series) => series.startsWith('mcx_database_pool')));
  const series = ['read', 'write'].flatMap((pool) => [
    ...['used', 'idle'].map((state) => `mcx_database_pool_connections{pool="${pool}",state="${state}"}`),
    `mcx_database_pool_waiting{pool="${pool}"}`,
  ]);
  // The embedded database has none.
  expect([...pools].toSorted()).toEqual(DATABASE_URL ? series.toSorted() : []);
  if (!DATABASE_URL) return;
  const held = app.platform.database.atomically(async () => {
    await app.platform.database.select('SELECT 1 AS one');
    return valueOf(await scrape(), 'mcx_database_pool_connections{pool="write",state="used"}');
  });
  expect(await held).toBeGreaterThan(0);
  expect(valueOf(await scrape(), 'mcx_database_pool_waiting{pool="write"}')).toBe(0);
});

it('counts who is refused by a limit, and by which', async () => {
  const series = 'mcx_limit_refusals_total{limit="auth"}';
  const before = valueOf(await scrape(), series) ?? 0;
  let status = 0;
  while (status !== 429) {
    ({ status } = await app.anonymous.post('/auth/login', { email: 'nobody@example.com', password: 'x' }));
  }
  expect(valueOf(await scrape(), series)).toBe(before + 1);
});

it('has no more series after a thousand made-up methods and addresses', async () => {
  await send('GET', '/nowhere');
  await send('BREW', '/nowhere');
  await send('POST', '/api/nowhere');
  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'MKCOL', 'POST'])
    await send(method, '/api/nowhere');
  const before = new Set(seriesOf(await scrape()));
  const word = fc.stringMatching(/^[a-z0-9%._~-]{1,12}$/);
  const paths = fc.sample(
    fc.tuple(
      fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'MKCOL', 'PROPFIND', 'PURGE'),
      fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
    ),
    1_000,
  );
  for (let done = 0; done < paths.length; done += 50) {
    await Promise.all(paths.slice(done, done + 50).map(([method, path]) => send(method, path)));
  }
  // The collector may do for the first time in between what it has four kinds of.
  const isOfCollector = (series: string) => series.startsWith('nodejs_gc_');
  const added = seriesOf(await scrape()).filter((series) => !before.has(series) && !isOfCollector(series));
  // Statuses that Node or Express answer to what cannot be read; their number has an end.
  expect(added.filter((series) => !/route="\(none\)",status="4\d\d"/.test(series))).toEqual([]);
  expect(added.length).toBeLessThan(20);
});

it('answers nothing else on its port, and nothing of it on the other', async () => {
  expect((await fetch(address.replace('/metrics', '/api/config'))).status).toBe(404);
  expect((await fetch(`${app.url}/metrics`)).status).toBe(404);
});
