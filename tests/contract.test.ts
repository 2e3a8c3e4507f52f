/** What every endpoint promises because it is an endpoint, whatever it is for. */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { newId } from '../src/platform/kernel/ids';
import type { ServedEndpoint } from '../src/platform/http/server';
import { startTestApp, type TestApp, type TestUser } from './support/app';

let app: TestApp;
let endpoints: ServedEndpoint[];

beforeAll(async () => {
  app = await startTestApp();
  endpoints = app.app.endpoints;
});
afterAll(() => app.close());

const nameOf = ({ contract }: ServedEndpoint) => `${contract.method.toUpperCase()} ${contract.path}`;

/** An address of the endpoint in which every place has a value that its schema takes. */
function addressOf({ contract }: ServedEndpoint): string {
  const candidates = [newId(), '9900001', 'MC123456', 'nobody'];
  const names = [...contract.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const shape = (
    contract.params as unknown as { shape?: Record<string, { safeParse(v: unknown): { success: boolean } }> }
  )?.shape;
  return names.reduce((path, name) => {
    const value = candidates.find((candidate) => shape?.[name]?.safeParse(candidate).success) ?? 'x';
    return path.replace(`{${name}}`, value);
  }, contract.path);
}

async function expectProblem(response: Response, where: string): Promise<Record<string, unknown>> {
  const text = await response.text();
  expect(`${where} ${response.headers.get('content-type')}`).toContain('application/problem+json');
  const problem = JSON.parse(text) as Record<string, unknown>;
  expect(problem).toMatchObject({ success: false, status: response.status });
  expect(typeof problem.code).toBe('string');
  expect(text).not.toMatch(/node_modules|SELECT |INSERT |at \w+ \(/);
  return problem;
}

describe('the interface', () => {
  it('is the one that docs/openapi.yaml says (npm run openapi writes it anew)', () => {
    const checkedIn = readFileSync(join(app.config.productFolder, 'docs/openapi.yaml'), 'utf8');
    expect(stringify(app.app.document(), { aliasDuplicateObjects: false })).toBe(checkedIn);
  });

  it('has no endpoint twice, and answers under /api and /api/v1 alike', async () => {
    const names = endpoints.map(nameOf);
    expect(new Set(names).size).toBe(names.length);
    const [one, other] = await Promise.all(
      ['/api', '/api/v1'].map(async (base) => (await fetch(`${app.url}${base}/config`)).json()),
    );
    expect(one).toEqual(other);
  });

  it('refuses anonymous callers with 401 wherever it is not public', async () => {
    for (const each of endpoints.filter(({ contract }) => contract.access !== 'public')) {
      const answer = await app.anonymous.send(
        each.contract.method,
        addressOf(each),
        each.contract.body && {},
      );
      expect(`${nameOf(each)} ${answer.status}`).toBe(`${nameOf(each)} 401`);
    }
  });

  it('refuses people without the role with 403', async () => {
    const outsider = await app.make.user({ roles: [] });
    for (const each of endpoints.filter(({ contract }) =>
      ['admin', 'buyer', 'seller'].includes(contract.access),
    )) {
      const answer = await outsider.send(each.contract.method, addressOf(each), each.contract.body && {});
      expect(`${nameOf(each)} ${answer.status}`).toBe(`${nameOf(each)} 403`);
    }
  });

  it('refuses methods that do not exist with 405 and says which do', async () => {
    for (const each of endpoints) {
      const response = await fetch(`${app.url}/api${addressOf(each)}`, { method: 'PATCH' });
      expect(`${nameOf(each)} ${response.status}`).toBe(`${nameOf(each)} 405`);
      expect(response.headers.get('allow')).toContain(each.contract.method.toUpperCase());
      await expectProblem(response, nameOf(each));
    }
  });

  it('answers 404 as a problem where there is nothing', async () => {
    for (const path of [
      '/nothing',
      '/api/nothing',
      '/api/v2/listings',
      '/api/listings/../../etc/passwd',
      '/%',
    ]) {
      const response = await fetch(`${app.url}${path}`);
      expect([400, 404]).toContain(response.status);
      await expectProblem(response, path);
    }
  });
});

describe('bad input', () => {
  const bodied = () => endpoints.filter(({ contract }) => contract.body);
  const send = (each: ServedEndpoint, person: TestUser, body: string, headers: Record<string, string> = {}) =>
    fetch(`${app.url}/api${addressOf(each)}`, {
      method: each.contract.method.toUpperCase(),
      headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json', ...headers },
      body,
    });

  it('is refused by name when a field is unknown', async () => {
    for (const each of bodied()) {
      const admin = await app.make.admin();
      const response = await send(each, admin, JSON.stringify({ role: 'ADMIN', hammer: 1 }));
      expect(`${nameOf(each)} ${response.status}`).toBe(`${nameOf(each)} 400`);
      const problem = await expectProblem(response, nameOf(each));
      expect(JSON.stringify(problem.errors)).toContain('hammer');
    }
  });

  it('is refused as 400, 413 or 415 when it is no JSON, too large, or of another kind', async () => {
    for (const each of bodied()) {
      const admin = await app.make.admin();
      const broken = await send(each, admin, '{"a":');
      const large = await send(each, admin, JSON.stringify({ a: 'x'.repeat(150_000) }));
      const xml = await send(each, admin, '<a/>', { 'content-type': 'application/xml' });
      expect([broken.status, large.status, xml.status]).toEqual([400, 413, 415]);
      for (const response of [broken, large, xml]) await expectProblem(response, nameOf(each));
    }
  });

  it('never makes a 5xx, whatever JSON it is', async () => {
    const admin = await app.make.admin();
    const hostile = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom<unknown>(
        null,
        [],
        [[]],
        { __proto__: { admin: true } },
        { id: { $gt: '' } },
        { email: ['a', 'b'] },
        { amountCents: 1e308, listingId: "' OR 1=1 --" },
        { text: '\u0000\ud800 \u202e' },
      ),
    );
    const harmless = bodied().filter(({ contract }) => !contract.path.startsWith('/auth/log'));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...harmless), hostile, async (each, value) => {
        const response = await send(each, admin, JSON.stringify(value) ?? 'null');
        expect(`${nameOf(each)} ${response.status < 500}`).toBe(`${nameOf(each)} true`);
        expect(response.headers.get('content-type')).toMatch(/json/);
        await response.arrayBuffer();
      }),
      { numRuns: 300 },
    );
  });

  it('in an address or a query never makes a 5xx or an HTML answer', async () => {
    const admin = await app.make.admin();
    const gets = endpoints.filter(({ contract }) => contract.method === 'get');
    const nasty = [
      "'",
      '%00',
      '%ff',
      '../..',
      '[]',
      '{}',
      '-1',
      '1e9',
      'a'.repeat(2_000),
      '%F0%9F%92%A9',
      '{{7*7}}',
    ];
    for (const each of gets) {
      for (const value of nasty) {
        const path = each.contract.path.replaceAll(/\{\w+\}/g, encodeURIComponent(value));
        for (const query of [
          '',
          `?limit=${value}`,
          `?cursor=${value}&limit=5`,
          '?limit=1&limit=2',
          '?nothing=1',
        ]) {
          const response = await fetch(`${app.url}/api${path}${query}`, {
            headers: { authorization: `Bearer ${admin.token}` },
          });
          if (response.status >= 500 || !/json/.test(response.headers.get('content-type') ?? '')) {
            throw new Error(`${path}${query} → ${response.status} ${await response.text()}`);
          }
          await response.arrayBuffer();
        }
      }
    }
  });

  it('in the headers is refused before it is read: 431 when too large', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const request = http.get(
        `${app.url}/api/config`,
        { headers: { 'x-large': 'x'.repeat(20_000) } },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      request.on('error', reject);
    });
    expect(status).toBe(431);
  });
});

describe('every answer', () => {
  it('carries the security headers and a request id, errors too', async () => {
    for (const path of ['/api/config', '/api/nothing', '/api/users/me', '/']) {
      const response = await fetch(`${app.url}${path}`);
      const { headers } = response;
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toContain('max-age=');
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('x-request-id')).toMatch(/^[\w.:-]{8,64}$/);
      await response.arrayBuffer();
    }
  });

  it('is not kept by anybody when it was made for a signed-in person', async () => {
    const buyer = await app.make.buyer();
    const answer = await buyer.get('/auth/me');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('repeats a request id that looks like one, and no other', async () => {
    const good = await fetch(`${app.url}/api/config`, { headers: { 'x-request-id': 'abc-12345678' } });
    expect(good.headers.get('x-request-id')).toBe('abc-12345678');
    const bad = await fetch(`${app.url}/api/config`, { headers: { 'x-request-id': 'a b"<>' } });
    expect(bad.headers.get('x-request-id')).not.toContain('<');
  });
});

describe('the pages for people', () => {
  it('show what runs and where to go', async () => {
    const root = await (await fetch(`${app.url}/`)).text();
    for (const link of ['/api/docs', '/outbox', '/api/health/ready'])
      expect(root).toContain(`href="${link}"`);
    for (const path of [
      '/api/docs/',
      '/api/docs/page.js',
      '/api/docs/swagger-ui-bundle.js',
      '/outbox',
      '/page.css',
    ]) {
      const response = await fetch(`${app.url}${path}`);
      expect(`${path} ${response.status}`).toBe(`${path} 200`);
      await response.arrayBuffer();
    }
    expect((await fetch(`${app.url}/api/openapi.yaml`)).headers.get('content-type')).toContain('yaml');
  });
});

describe('health', () => {
  it('tells machines whether the parts are up', async () => {
    expect((await app.anonymous.get('/health')).body.data.status).toBe('ok');
    expect((await app.anonymous.get('/health/live')).body.data.status).toBe('ok');
    const ready = await app.anonymous.get('/health/ready');
    expect(ready.status).toBe(200);
    expect(ready.body.data.parts.map(({ name }: { name: string }) => name)).toEqual([
      'database',
      'queue',
      'storage',
      'cache',
    ]);
  });

  it('shows its figures to admins only', async () => {
    expect((await app.anonymous.get('/health/stats')).status).toBe(401);
    expect((await (await app.make.buyer()).get('/health/stats')).status).toBe(401);
    expect((await (await app.make.admin()).get('/health/stats')).status).toBe(200);
  });
});
