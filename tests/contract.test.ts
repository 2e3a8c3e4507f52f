/** What every endpoint promises because it is an endpoint, whatever it is for. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { version } from '../package.json';
import { buildApp } from '../src/app';
import { readConfig } from '../src/config';
import { newId } from '../src/platform/kernel/ids';
import { nameOfServed } from '../src/platform/http/openapi/built-document';
import { toYaml } from '../src/platform/http/openapi/yaml';
import type { ServedEndpoint } from '../src/platform/http/server';
import { hasItsTurn } from './support/size';
import { startTestApp, type TestApp, type TestUser } from './support/app';
import { documentOf } from './support/document';

let app: TestApp;
let endpoints: ServedEndpoint[];
/** A browser app of one page, whether or not the real one is built here. */
const webFolder = mkdtempSync(join(tmpdir(), 'mc-exchange-web-'));

beforeAll(async () => {
  writeFileSync(join(webFolder, 'pages.json'), JSON.stringify([{ path: '/', title: '', description: '' }]));
  writeFileSync(join(webFolder, 'index.html'), '<html><head></head></html>');
  app = await startTestApp({ environment: { WEB_FOLDER: webFolder } });
  endpoints = app.app.endpoints;
});
afterAll(async () => {
  await app.close();
  rmSync(webFolder, { recursive: true });
});

const nameOf = ({ contract }: ServedEndpoint) => `${contract.method.toUpperCase()} ${contract.path}`;

/** The fields of a schema of an object. */
const shapeOf = (schema: unknown): Record<string, { safeParse(value: unknown): { success: boolean } }> =>
  (schema as { shape?: ReturnType<typeof shapeOf> } | undefined)?.shape ?? {};

/** An address of the endpoint in which every place has a value that its schema takes. */
function addressOf({ contract }: ServedEndpoint): string {
  const candidates = [newId(), '9900001', 'MC123456', 'nobody'];
  const names = [...contract.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const shape = shapeOf(contract.params);
  return names.reduce((path, name) => {
    const value = candidates.find((candidate) => shape[name]?.safeParse(candidate).success) ?? 'x';
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

const SIGNS_IN =
  'It is how a client whose token is over gets another; what it sends in the body is the proof.';
const LINK = 'The link that was mailed is the proof, whoever is signed in.';
const PROBE = 'Asked by machines, which send what they always send.';
const SIGNED = 'The signature of the sender is the proof.';
const PAGE = 'It plays a page of the gateway, outside production.';
/** The public operations that take no notice of a token, and why. */
const READS_NO_TOKEN: Readonly<Record<string, string>> = {
  'POST /auth/register': SIGNS_IN,
  'POST /auth/login': SIGNS_IN,
  'POST /auth/login/2fa': SIGNS_IN,
  'POST /auth/refresh': SIGNS_IN,
  'POST /auth/refresh-token': SIGNS_IN,
  'POST /auth/forgot-password': SIGNS_IN,
  'POST /auth/resend-verification': SIGNS_IN,
  'POST /auth/reset-password': LINK,
  'POST /auth/verify-email': LINK,
  'POST /auth/confirm-email-change': LINK,
  'POST /prepared/by-link': LINK,
  'POST /prepared/by-link/decline': LINK,
  'POST /webhooks/{gateway}': SIGNED,
  'POST /webhooks/resend': SIGNED,
  'GET /health': PROBE,
  'GET /health/live': PROBE,
  'GET /health/ready': PROBE,
  'GET /health/stats': 'Its own token, or that of an admin, is asked for: a stranger is refused as well.',
  'POST /sandbox/accounts/{id}/complete': PAGE,
  'POST /sandbox/checkouts/{id}/complete': PAGE,
  'POST /sandbox/invoices/{id}/pay': PAGE,
  'POST /sandbox/payments/{id}/authenticate': PAGE,
};

describe('the interface', () => {
  it('is the one that docs/openapi.yaml says (npm run openapi writes it anew)', async () => {
    const checkedIn = readFileSync(join(app.config.productFolder, 'docs/openapi.yaml'), 'utf8');
    expect(await toYaml(app.app.document())).toBe(checkedIn);
  });

  it('has no endpoint twice, and answers under /api and /api/v1 alike', async () => {
    const names = endpoints.map(nameOf);
    expect(new Set(names).size).toBe(names.length);
    const [one, other] = await Promise.all(
      ['/api', '/api/v1'].map(async (base) => (await fetch(`${app.url}${base}/config`)).json()),
    );
    expect(one).toEqual(other);
  });

  it('names every operation once, by a verb in at most 40 characters', () => {
    const names = endpoints.map(({ contract }) => contract.operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z][A-Za-z]{2,39}$/.test(name))).toEqual([]);
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

  it('answers 401 to a token that is not good where a stranger reads, and looks at none where another proof is sent', async () => {
    const owner = await app.make.buyer();
    const { id, key } = (await owner.post('/users/me/api-keys', { name: 'Office', scopes: ['account:read'] }))
      .body.data;
    expect((await owner.delete(`/users/me/api-keys/${id}`)).status).toBe(200);
    const ended = await app.make.buyer();
    expect((await ended.post('/auth/logout')).status).toBe(200);
    const bad = [`Bearer ${key}`, `Bearer ${ended.token}`, 'Bearer gone', 'Basic YTpi'];
    const open = endpoints.filter(({ contract }) => contract.access === 'public');
    const kinds: Record<string, string> = {};
    for (const each of open) {
      const { method, body } = each.contract;
      const ask = async (authorization?: string) => {
        const answer = await fetch(`${app.url}/api${addressOf(each)}`, {
          method: method.toUpperCase(),
          headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
          ...(body ? { body: '{}' } : {}),
        });
        const text = await answer.text();
        const [, code = ''] = /"code":"(\w+)"/.exec(text) ?? [];
        return `${answer.status} ${answer.ok ? '' : code}`;
      };
      const stranger = await ask();
      const answers = new Set<string>();
      for (const each of bad) answers.add(await ask(each));
      const refused = [...answers].join() === '401 unauthorized' && !stranger.startsWith('401');
      if (!refused) expect([nameOf(each), ...answers]).toEqual([nameOf(each), stranger]);
      kinds[nameOf(each)] = refused ? 'refused' : 'not looked at';
    }
    const unread = Object.keys(kinds).filter((name) => kinds[name] !== 'refused');
    expect(unread.toSorted()).toEqual(Object.keys(READS_NO_TOKEN).toSorted());
    expect(open.length).toBeGreaterThan(unread.length);
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

  /** What it makes opens only what its maker may read. */
  const READS = ['createDocumentLink'];

  it('names a scope that says what the method does, and none for the office or where a proof is asked for', () => {
    const wrong = endpoints.filter(({ contract: { operationId, method, scope, access, stepUp } }) => {
      const scopes = [scope ?? []].flat();
      if (scopes.length === 0) return false;
      const does = method === 'get' || READS.includes(operationId) ? ':read' : ':write';
      return (
        access === 'admin' || (stepUp && stepUp !== 'admin') || scopes.some((each) => !each.endsWith(does))
      );
    });
    expect(wrong.map(nameOf)).toEqual([]);
    expect(endpoints.filter(({ contract }) => contract.scope).length).toBeGreaterThan(80);
  });
});

/** Every POST by which money or credits move. */
const MOVES_MONEY = [
  'POST /admin/listings/{id}/reject',
  'POST /admin/outside-refunds/{id}/book',
  'POST /admin/payables/{id}/pay',
  'POST /admin/payments/{id}/give-back',
  'POST /admin/payments/{id}/give-up',
  'POST /admin/payouts/{id}/give-up',
  'POST /admin/payouts/{id}/record-wire',
  'POST /admin/payouts/{id}/refuse-wire',
  'POST /admin/payouts/{id}/wire-returned',
  'POST /admin/premium-requests/{id}/end',
  'POST /admin/premium-requests/{id}/verify-payment/{paymentId}',
  'POST /admin/refunds/{id}/book-loss',
  'POST /admin/refunds/{id}/confirm-wire',
  'POST /admin/refunds/{id}/part',
  'POST /admin/refunds/{id}/retry',
  'POST /admin/refunds/{id}/settle-by-bank',
  'POST /admin/refunds/{id}/take-back',
  'POST /admin/refunds/{id}/wire-returned',
  'POST /admin/unassigned-money',
  'POST /admin/unassigned-money/{id}/assign',
  'POST /admin/unassigned-money/{id}/correct',
  'POST /admin/unassigned-money/{id}/send-back',
  'POST /admin/webhooks/{gateway}/{eventId}/book',
  'POST /admin/wires/{id}/correct',
  'POST /credits/bonus',
  'POST /credits/change-subscription',
  'POST /credits/listing-fee',
  'POST /credits/pay-due',
  'POST /credits/purchase',
  'POST /credits/refund',
  'POST /credits/subscribe',
  'POST /listings/{id}/access/{buyerId}/grant',
  'POST /listings/{id}/access/{buyerId}/revoke',
  'POST /listings/{id}/premium-request/payment',
  'POST /listings/{id}/submit',
  'POST /listings/{id}/unlock',
  'POST /listings/{id}/unlock/withdraw',
  'POST /listings/{id}/withdraw',
  'POST /seller/payouts',
  'POST /transactions/{id}/admin/book-refund',
  'POST /transactions/{id}/admin/resolve',
  'POST /transactions/{id}/admin/verify-deposit/{paymentId}',
  'POST /transactions/{id}/admin/verify-payment/{paymentId}',
  'POST /transactions/{id}/buyer/accept',
  'POST /transactions/{id}/buyer/walk-away',
  'POST /transactions/{id}/cancel',
  'POST /transactions/{id}/deposit',
  'POST /transactions/{id}/dispute/proposals/{proposalId}/accept',
  'POST /transactions/{id}/final-payment',
  'PUT /transactions/{id}/admin/status',
];

describe('what moves money or credits', () => {
  it('is refused without an Idempotency-Key, to people and programs alike, and is documented so', async () => {
    const moving = endpoints.filter(({ contract }) => contract.movesMoney);
    expect(moving.map(nameOf).sort()).toEqual(MOVES_MONEY);
    expect(moving.filter(({ contract }) => !contract.idempotent || contract.access === 'public')).toEqual([]);
    const person = await app.make.user({ roles: ['buyer', 'seller', 'admin'] });
    const scopes = [...new Set(moving.flatMap(({ contract }) => contract.scope ?? []))];
    const { key } = (await person.post('/users/me/api-keys', { name: 'Office', scopes })).body.data;
    const document = await documentOf(app.app);
    for (const each of moving) {
      const { method, path, scope } = each.contract;
      for (const credential of scope ? [person.token, key] : [person.token]) {
        const response = await fetch(`${app.url}/api${addressOf(each)}`, {
          method: method.toUpperCase(),
          headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
          body: '{}',
        });
        const problem = await expectProblem(response, nameOf(each));
        expect(`${nameOf(each)} ${response.status} ${String(problem.code)}`).toBe(
          `${nameOf(each)} 400 idempotency_key_missing`,
        );
        expect(problem.detail).toContain('Idempotency-Key');
      }
      const parameters = (document.paths as Record<string, Record<string, { parameters: object[] }>>)[path]?.[
        method
      ];
      expect(parameters?.parameters).toContainEqual({
        $ref: '#/components/parameters/RequiredIdempotencyKey',
      });
    }
  });
});

/** How a request says what its author has read of the thing. */
const SAYS_WHAT_WAS_READ = [
  'version',
  'termsHash',
  'holdersHash',
  'hash',
  'costCents',
  'feeCents',
  'unlockCredits',
];

/** Optional, as clients of before do not send it; where it is given another one is refused (decision 0051). */
const MAY_SAY_WHAT_WAS_READ: readonly string[] = [
  'POST /admin/contests/{id}/decide',
  'POST /admin/listings/{id}/reinstate',
  'POST /admin/listings/{id}/suspend',
  'POST /listings/{id}/unlock',
  'POST /offers/{id}/withdraw',
  'POST /transactions/{id}/admin/approve',
  'POST /transactions/{id}/admin/extend',
  'POST /transactions/{id}/admin/release-hold',
  'POST /transactions/{id}/admin/resolve',
  'PUT /transactions/{id}/admin/status',
  'POST /transactions/{id}/buyer/accept',
  'POST /transactions/{id}/buyer/approve',
  'POST /transactions/{id}/cancel',
  'POST /transactions/{id}/dispute/proposals',
  'POST /transactions/{id}/dispute/proposals/{proposalId}/counter',
  'POST /transactions/{id}/extension/proposals',
  'POST /transactions/{id}/price/proposals',
  'POST /transactions/{id}/seller/approve',
  'POST /transactions/{id}/seller/mark-transferred',
];

/** The other acts on one thing, and why it is no matter what has become of it since it was read. */
const READ_OR_NOT: readonly (readonly [acts: RegExp, why: string])[] = [
  [
    /^\w+ \/(?:users\/me|auth\/sessions|notifications|messages|webhook-endpoints|listings\/saved-searches|payments\/payment-methods|reports|verification|telephone-answers|fmcsa\/contests)\//,
    'It is their own, and nobody else changes it.',
  ],
  [/^\w+ \/admin\/(?:filters|notes)\//, 'It is its author’s alone.'],
  [
    /^\w+ \/listings\/\{id\}(?:\/(?:equipment|pause|resume|submit|withdraw|premium-).*|\/save)?$/,
    'It is the seller’s own, or a mark on it.',
  ],
  [
    /^POST \/listings\/\{id\}\/(?:access|unlock)\//,
    'A buyer asks, is let in or is not: there is nothing of them to change.',
  ],
  [
    /\/proposals\/\{proposalId\}\/accept$/,
    'The address names the very proposal; another one is another address.',
  ],
  [/^POST \/offers\/\{id\}\/revive$/, 'A back-up has no answer by another: it is their own version.'],
  [/^POST \/transactions\/\{id\}\/admin\/hold$/, 'It stops the money, whatever the deal has come to.'],
  [
    /^POST \/transactions\/\{id\}\/(?:dispute|buyer\/object-to-release)$/,
    'It stops the money, whatever the deal has come to.',
  ],
  [/^POST \/transactions\/\{id\}\/(?:dispute\/evidence|messages)$/, 'It adds words, and changes nothing.'],
  [
    /^POST \/transactions\/\{id\}\/(?:deposit|final-payment)$/,
    'What is due follows from terms that the buyer has agreed to.',
  ],
  [
    /^PUT \/transactions\/\{id\}\/checklist\//,
    'An item has one side that settles it; the act names what shows it.',
  ],
  [
    /\/admin\/(?:verify-deposit|verify-payment)\/|^POST \/admin\/.*\/(?:record-wire|confirm-wire|wire-returned|assign|send-back|verify-payment\/.*)$/,
    'It says what the bank shows.',
  ],
  [
    /^POST \/(?:transactions\/\{id\}\/admin\/book-refund|admin\/(?:outside-refunds|refunds|payouts|payables|payments|wires|unassigned-money|webhooks|premium-requests|subscription-invoices)\/)/,
    'The sum is the row’s and never changes, the state on the locked row decides, and above the limit two ask for the same.',
  ],
  [
    /^(?:POST|PUT) \/admin\/(?:reports|message-reports|premium-access|premium-requests|featured|prepared|broadcast|brokers|queues|verifications|out-of-service-waivers|mail|jobs|settings\/history)\//,
    'It is decided or ended once: the state on the locked row refuses the second.',
  ],
  [
    /^POST \/document-requests\/\{id\}\//,
    'It is answered, declined or canceled once: the state on the locked row refuses the second.',
  ],
  [
    /^POST \/documents\/\{id\}\/versions$/,
    'The address names the version that stands: a replaced one is refused.',
  ],
  [/^PUT \/admin\/listings\/\{id\}\/featured$/, 'Where it is shown is our choice, whatever it says.'],
  [/^POST \/admin\/reviews\//, 'What is shown of a review its author changes no more.'],
  [/^\w+ \/admin\/support\//, 'It adds words, or says that they were read.'],
  [/^POST \/admin\/users\//, 'The act says in full what holds after it.'],
  [/^POST \/brokers\//, 'A mandate is signed once, and its terms never change.'],
  [/^(?:DELETE|POST) \/documents\/\{id\}(?:\/link)?$/, 'A file never changes.'],
  [/^POST \/prepared\/\{id\}\/decline$/, 'Who declines wants none of it.'],
  [/^(?:PUT|POST) \/reviews\//, 'A review is its author’s, and a reply the other’s.'],
  [/^POST \/users\/\{id\}\/report$/, 'It is about a person.'],
  [/^POST \/(?:sandbox|webhooks)\//, 'It is news of the gateway.'],
];

describe('an act on one thing that another may change', () => {
  it('says what its author has read of it, or stands here with why that is no matter', () => {
    const acts = endpoints.filter(({ contract: { method, path } }) => method !== 'get' && path.includes('{'));
    const saying = (each: ServedEndpoint) =>
      Object.entries(shapeOf(each.contract.body)).filter(([name]) => SAYS_WHAT_WAS_READ.includes(name));
    const optional = acts.filter(
      (each) =>
        saying(each).length > 0 && saying(each).every(([, field]) => field.safeParse(undefined).success),
    );
    expect(optional.map(nameOf).toSorted()).toEqual(MAY_SAY_WHAT_WAS_READ.toSorted());
    const silent = acts.filter((each) => saying(each).length === 0).map(nameOf);
    expect(silent.filter((name) => !READ_OR_NOT.some(([fits]) => fits.test(name)))).toEqual([]);
    expect(READ_OR_NOT.filter(([fits]) => !silent.some((name) => fits.test(name)))).toEqual([]);
  });
});

describe('bad input', () => {
  /** Of JSON; what an upload takes is asked where its module is. */
  const bodied = () => endpoints.filter(({ contract }) => contract.body && !contract.upload);
  const send = (each: ServedEndpoint, person: TestUser, body: string, headers: Record<string, string> = {}) =>
    fetch(`${app.url}/api${addressOf(each)}`, {
      method: each.contract.method.toUpperCase(),
      headers: {
        authorization: `Bearer ${person.token}`,
        'content-type': 'application/json',
        'idempotency-key': newId(),
        ...headers,
      },
      body,
    });

  it('is refused by name when a field is unknown', async () => {
    const admin = await app.make.admin();
    for (const each of bodied()) {
      const response = await send(each, admin, JSON.stringify({ role: 'ADMIN', hammer: 1 }));
      expect(`${nameOf(each)} ${response.status}`).toBe(`${nameOf(each)} 400`);
      const problem = await expectProblem(response, nameOf(each));
      expect(problem.errors).toContainEqual({
        field: 'hammer',
        code: 'unknown_field',
        message: 'There is no such field here. Check its spelling, or leave it out.',
      });
    }
  });

  it('is explained field by field, in sentences, with a code and what would be taken', async () => {
    const [buyer, admin] = [await app.make.buyer(), await app.make.admin()];
    const proof = { userId: buyer.id, usdot: 9_900_001, evidence: 'Papers in hand.' };
    const offer = (body: object) => buyer.post('/offers', { listingId: buyer.id, amountCents: 1, ...body });
    type Answer = ReturnType<typeof offer>;
    const table: [Answer, [string, string, string, object?]][] = [
      [offer({ amountCents: undefined }), ['amountCents', 'required', 'This field is required.']],
      [offer({ amountCents: '5' }), ['amountCents', 'wrong_type', 'Send a number.']],
      [offer({ amountCents: 0 }), ['amountCents', 'too_small', 'Send at least 1.', { least: 1 }]],
      [
        buyer.post(`/transactions/${buyer.id}/cancel`, { reason: 'x' }),
        ['reason', 'too_short', 'Send at least 3 characters.', { least: 3 }],
      ],
      [
        offer({ message: 'x'.repeat(4_001) }),
        ['message', 'too_long', 'Send at most 4000 characters.', { most: 4_000 }],
      ],
      [
        offer({ terms: { transitionSupportDays: 366 } }),
        ['terms.transitionSupportDays', 'too_large', 'Send at most 365.', { most: 365 }],
      ],
      [
        offer({ terms: { financing: 'IOU' } }),
        [
          'terms.financing',
          'not_an_option',
          'Choose one of CASH, BANK_LOAN, SBA_LOAN or INVESTORS.',
          { options: ['CASH', 'BANK_LOAN', 'SBA_LOAN', 'INVESTORS'] },
        ],
      ],
      [offer({ terms: [] }), ['terms', 'wrong_type', 'Send an object.']],
      [
        offer({ expiresAt: 'soon' }),
        ['expiresAt', 'wrong_format', 'Send a date and time in UTC, such as 2026-03-02T15:00:00Z.'],
      ],
      [
        buyer.post(`/transactions/${buyer.id}/cancel`, { reason: [] }),
        ['reason', 'wrong_type', 'Send text.'],
      ],
      [
        admin.post('/admin/proof-of-control', { ...proof, level: 5 }),
        ['level', 'not_an_option', 'Choose one of 2 or 3.', { options: [2, 3] }],
      ],
      [buyer.get('/listings?limit=500'), ['limit', 'too_large', 'Send at most 100.', { most: 100 }]],
      [
        buyer.get('/offers/my-offers?waitingFor=you'),
        ['waitingFor', 'not_an_option', 'Send "me".', { options: ['me'] }],
      ],
      [
        buyer.get('/listings?cursor=gone'),
        ['cursor', 'bad_cursor', 'Leave the cursor out to start at the first page.'],
      ],
      [buyer.get('/listings?state=Texas'), ['state', 'wrong_format', 'It must be a two-letter state code.']],
      [buyer.get('/listings?page=2&cursor=x'), ['page', 'invalid', 'Send a page or a cursor, not both.']],
    ];
    for (const [answer, [field, code, message, limits]] of table) {
      const { errors } = (await answer).body;
      expect(errors).toEqual([{ field, code, message, ...(limits ? { limits } : {}) }]);
    }
  });

  it('that is empty in a query means that it is not given, wherever it need not be', async () => {
    const admin = await app.make.admin();
    const differing: string[] = [];
    for (const each of endpoints.filter(({ contract }) => contract.method === 'get' && contract.query)) {
      const shape = shapeOf(each.contract.query);
      const optional = Object.keys(shape).filter((name) => shape[name]?.safeParse(undefined).success);
      const ask = async (query: string) => {
        const answer = await fetch(`${app.url}/api${addressOf(each)}${query}`, {
          headers: { authorization: `Bearer ${admin.token}` },
        });
        await answer.arrayBuffer();
        return answer.status;
      };
      const [without, empty] = [await ask(''), await ask(`?${optional.map((name) => `${name}=`).join('&')}`)];
      if (without !== empty) differing.push(`${nameOf(each)} ${without} ${empty}`);
    }
    expect(differing).toEqual([]);
  });

  it('is never explained in the words of the validator', async () => {
    const admin = await app.make.admin();
    const inWords = (
      each: ServedEndpoint,
      { errors = [] }: { errors?: { field: string; message: string }[] },
    ) => {
      for (const { field, message } of errors) {
        const says = `${field}: ${message}`;
        const foreign =
          /Invalid |expected|received|undefined|NaN|right format|9007|(body|query|params)\./.test(says);
        const isSentence = /: [A-Z].*[.]$/s.test(says);
        expect([nameOf(each), says, foreign, isSentence]).toEqual([nameOf(each), says, false, true]);
      }
    };
    for (const each of endpoints.filter(({ contract }) => contract.params || contract.query)) {
      const query = Object.keys(shapeOf(each.contract.query));
      for (const odd of ['%21', '1e16', 'zz']) {
        const address = each.contract.path.replaceAll(/\{\w+\}/g, odd);
        const answer = await fetch(
          `${app.url}/api${address}?${query.map((name) => `${name}=${odd}`).join('&')}`,
          {
            headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' },
            method: each.contract.method.toUpperCase(),
          },
        );
        const text = await answer.text();
        if (answer.status === 400) inWords(each, JSON.parse(text) as object);
      }
    }
    for (const each of bodied()) {
      const odd = { role: 1, amountCents: 'x', reason: 3, email: 'x', days: -1 };
      for (const body of [{}, odd, { spendingKey: 'ö', termsHash: 'x', hash: 'x', reference: 'ö' }]) {
        inWords(each, (await (await send(each, admin, JSON.stringify(body))).json()) as object);
      }
    }
  });

  it('is refused as 400, 413 or 415 when it is no JSON, too large, or of another kind', async () => {
    const admin = await app.make.admin();
    for (const each of bodied()) {
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
    // Each address with every value, and with another of the queries each day.
    for (const [place, each] of gets.entries()) {
      for (const [nth, value] of nasty.entries()) {
        const path = each.contract.path.replaceAll(/\{\w+\}/g, encodeURIComponent(value));
        const queries = [
          '',
          `?limit=${value}`,
          `?cursor=${value}&limit=5`,
          '?limit=1&limit=2',
          '?nothing=1',
        ].filter((_, query) => hasItsTurn(place + nth + query, 5));
        for (const query of queries) {
          const response = await fetch(`${app.url}/api${path}${query}`, {
            headers: { authorization: `Bearer ${admin.token}` },
          });
          const type = response.headers.get('content-type') ?? '';
          const isFile = (each.contract.download ?? []).some((mediaType) => type.startsWith(mediaType));
          if (response.status >= 500 || !(isFile || type.includes('json'))) {
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
    for (const path of ['/api/config', '/api/nothing', '/api/users/me', '/api/openapi.json', '/']) {
      const response = await fetch(`${app.url}${path}`);
      const { headers } = response;
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toContain('max-age=');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect([path, policy.includes("script-src 'self'")]).toEqual([path, path === '/']);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('x-request-id')).toMatch(/^[\w.:-]{8,64}$/);
      await response.arrayBuffer();
    }
  });

  it.each([
    ['*', '*', '*'],
    ['https://app.exchange.test', 'https://app.exchange.test', null],
  ])('is for the pages of CORS_ORIGINS=%s alone', async (origins, named, other) => {
    const open = await startTestApp({ home: app.home, environment: { CORS_ORIGINS: origins } });
    const allowed = async (origin: string) =>
      (await fetch(`${open.url}/api/config`, { headers: { origin } })).headers.get(
        'access-control-allow-origin',
      );
    expect([await allowed('https://app.exchange.test'), await allowed('https://other.test')]).toEqual([
      named,
      other,
    ]);
    await open.close();
  });

  it('is not kept by anybody when it was made for a signed-in person, or carries what signs in', async () => {
    const buyer = await app.make.buyer();
    const { email, password } = buyer;
    const answers = [
      await buyer.get('/auth/me'),
      await app.anonymous.post('/auth/login', { email, password }),
      await app.anonymous.post('/auth/refresh', { refreshToken: 'x'.repeat(43) }),
    ];
    for (const { headers } of answers) expect(headers.get('cache-control')).toBe('no-store');
  });

  it('repeats a request id that looks like one, and no other', async () => {
    const good = await fetch(`${app.url}/api/config`, { headers: { 'x-request-id': 'abc-12345678' } });
    expect(good.headers.get('x-request-id')).toBe('abc-12345678');
    const bad = await fetch(`${app.url}/api/config`, { headers: { 'x-request-id': 'a b"<>' } });
    expect(bad.headers.get('x-request-id')).not.toContain('<');
  });
});

describe('the pages for people', () => {
  it('are served beside the interface', async () => {
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

describe('a stranger', () => {
  it('is not told in production what runs: no release, no database, no gateway, nobody to sign in as', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-production-'));
    const made = (name: string) => createHash('sha256').update(name).digest('base64url');
    const production = buildApp(
      readConfig({
        NODE_ENV: 'production',
        LOG_FOLDER: folder,
        DATABASE_URL: 'mysql://mcx@127.0.0.1:1/mcx',
        PUBLIC_URL: 'https://exchange.test',
        PAYMENT_GATEWAY: 'none',
        MAIL: 'none',
        ...Object.fromEntries(
          [
            'JWT_ACCESS_SECRET',
            'EIN_HASH_SECRET',
            'TWO_FACTOR_SECRET',
            'BANK_ACCOUNT_SECRET',
            'WEBHOOK_ENDPOINT_SECRET',
            'FMCSA_WEB_KEY',
          ].map((name) => [name, made(name)]),
        ),
      }),
      { silent: true },
    );
    const server = http.createServer(production.http).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const root = await (await fetch(`${url}/`)).text();
    const health = await (await fetch(`${url}/api/health`)).text();
    expect(root).toContain('/api/docs');
    for (const told of [version, 'MySQL', '/outbox']) expect(root).not.toContain(told);
    const config = (await (await fetch(`${url}/api/config`)).json()) as { data: object };
    expect(config.data).toMatchObject({ demoPeople: [], outbox: false, movableClock: false });
    expect((await fetch(`${url}/outbox`)).status).toBe(404);
    // Made in one go, within which a kept connection may run out: nothing is fetched after it.
    const document = production.document();
    for (const text of [health, JSON.stringify(document.info)]) expect(text).not.toContain(version);
    // As a build leaves it, which knows of the configuration only what is served: see tools/build.mjs.
    const building = buildApp(readConfig({ PAYMENT_GATEWAY: 'none', DATA_FOLDER: folder }), { silent: true });
    expect(nameOfServed(building.endpoints)).toBe(nameOfServed(production.endpoints));
    expect(building.document()).toEqual(document);
    await building.stop();
    server.close();
    await production.stop();
    rmSync(folder, { recursive: true });
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
      'mail',
      'live',
    ]);
  });

  it('shows its figures to admins only', async () => {
    expect((await app.anonymous.get('/health/stats')).status).toBe(401);
    expect((await (await app.make.buyer()).get('/health/stats')).status).toBe(401);
    expect((await (await app.make.admin()).get('/health/stats')).status).toBe(200);
  });
});
