/** While the platform is closed: people come in, go out and read for as long as it lasts; nothing else is taken. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { ServedEndpoint } from '../src/platform/http/server';
import { endMaintenance } from '../src/platform/http/maintenance';
import { MINUTE_MS } from '../src/platform/kernel/clock';
import { newId } from '../src/platform/kernel/ids';
import { startTestApp, type TestApp, type TestUser } from './support/app';
import { upload } from './support/make-documents';

/** All that is taken of what is no GET. */
const TAKEN = [
  'DELETE /auth/sessions/{id}',
  'POST /auth/impersonation/end',
  'POST /auth/login',
  'POST /auth/login/2fa',
  'POST /auth/logout',
  'POST /auth/refresh',
  'POST /auth/refresh-token',
  'POST /auth/step-up',
  'POST /documents/{id}/link',
  'POST /prepared/by-link',
];

const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-closed-'));
let app: TestApp;
let buyer: TestUser;
let admin: TestUser;
beforeAll(async () => {
  app = await startTestApp({ environment: { LOG_FOLDER: folder, LOG_LEVEL: 'info', METRICS_PORT: '0' } });
  [buyer, admin] = [await app.make.buyer(), await app.make.admin()];
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

async function close(): Promise<void> {
  const { maintenance, platform } = app.app;
  await platform.database.atomically(() => maintenance.begin('We move to a new server.'));
  await maintenance.load();
}

async function open(): Promise<void> {
  const { maintenance, platform } = app.app;
  await endMaintenance(platform.database, app.clock, maintenance, platform.uptime);
  await maintenance.load();
}

const nameOf = ({ contract }: ServedEndpoint) => `${contract.method.toUpperCase()} ${contract.path}`;

it('takes what lets somebody in or out, or reads, and refuses every other change', async () => {
  await close();
  const changing = app.app.endpoints.filter(({ contract }) => contract.method !== 'get');
  const taken: string[] = [];
  for (const each of changing) {
    const { method, path } = each.contract;
    const answer = await fetch(`${app.url}/api${path.replaceAll(/\{\w+\}/g, newId())}`, {
      method: method.toUpperCase(),
      headers: { authorization: 'Bearer gone', 'content-type': 'application/json' },
      body: '{}',
    });
    const { code = '' } = (await answer.json()) as { code?: string };
    if (answer.status !== 503) taken.push(nameOf(each));
    else expect([nameOf(each), code]).toEqual([nameOf(each), 'service_unavailable']);
  }
  expect(taken.toSorted()).toEqual(TAKEN);
  expect(changing.length).toBeGreaterThan(200);
  const said = JSON.stringify(app.app.document()).split('Also taken during maintenance.').length - 1;
  expect(said).toBe(TAKEN.length);
  await open();
});

it('is read for as long as it is closed, by who was signed in and who signs in, until an administrator finds it open', async () => {
  const { email, password } = buyer;
  const document = (await upload(buyer)).body.data as { id: string };
  const { refreshToken } = (await app.anonymous.post('/auth/login', { email, password })).body.data;
  const { secret } = (await admin.post('/auth/2fa/setup')).body.data;
  const code = () =>
    new TOTP({ secret: Secret.fromBase32(String(secret)) }).generate({ timestamp: app.clock.now() });
  expect((await admin.post('/auth/2fa/enable', { code: code() })).status).toBe(200);

  await close();
  app.clock.advance(16 * MINUTE_MS);
  const pair = (await app.anonymous.post('/auth/refresh', { refreshToken })).body.data;
  const reader = app.withToken(String(pair.accessToken));
  expect((await reader.get('/users/me')).body.data.email).toBe(email);
  const link = await reader.post(`/documents/${document.id}/link`);
  expect(link.status).toBe(201);
  expect((await fetch(`${app.url}${link.body.data.url}`)).status).toBe(200);
  expect((await reader.put('/users/me', { firstName: 'Robin' })).status).toBe(503);
  expect((await reader.post('/auth/step-up', { password })).status).toBe(200);
  expect((await reader.post('/auth/logout')).status).toBe(200);
  expect((await reader.get('/users/me')).status).toBe(401);

  const begun = await app.anonymous.post('/auth/login', { email: admin.email, password: admin.password });
  const { pendingToken } = begun.body.data;
  const signedIn = await app.anonymous.post('/auth/login/2fa', { pendingToken, code: code() });
  expect(signedIn.status).toBe(200);
  const office = app.withToken(String(signedIn.body.data.accessToken));
  expect((await office.get('/admin/queues')).status).toBe(200);
  expect((await office.post(`/admin/users/${buyer.id}/block`, { reason: 'They asked for it.' })).status).toBe(
    503,
  );
  await open();
  expect((await office.post(`/admin/users/${buyer.id}/block`, { reason: 'They asked for it.' })).status).toBe(
    200,
  );
});

it('is no fault of ours: what it refuses stands in the log at info, and is counted apart from other failures', async () => {
  const port = await app.app.metrics.start();
  const counted = async () => {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    return Number(/^mcx_maintenance_refusals_total (\d+)$/m.exec(text)?.[1]);
  };
  const before = await counted();
  await close();
  const refused = await app.anonymous.post('/auth/register', {});
  await open();
  expect(await counted()).toBe(before + 1);
  const id = refused.headers.get('x-request-id');
  type Line = Record<string, unknown>;
  const ofRequest = (): Line[] =>
    readFileSync(join(folder, 'combined.log'), 'utf8')
      .split('\n')
      .filter((line) => line.includes(`"${id}"`))
      .map((line) => JSON.parse(line) as Line);
  while (ofRequest().length === 0) await new Promise(setImmediate);
  expect(ofRequest().map(({ level, message, code }) => ({ level, message, code }))).toEqual([
    { level: 'info', message: 'refused as intended', code: 'service_unavailable' },
  ]);
});
