/** Access tokens that are forged, misused or past their day open nothing. */
import { createHmac, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';

let app: TestApp;
let user: TestUser;
let good: Record<string, unknown>;

beforeAll(async () => {
  app = await startTestApp();
  user = await app.make.user();
  good = jwt.decode(user.token ?? '') as Record<string, unknown>;
});
afterAll(() => app.close());

const HS256 = { alg: 'HS256', typ: 'JWT' };

const encode = (part: unknown): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
const seconds = () => Math.floor(app.clock.now() / 1000);
/** Any header and claims under a right HS256 signature. */
const signRaw = (header: unknown, claims: unknown, secret = app.config.JWT_ACCESS_SECRET) => {
  const body = `${encode(header)}.${encode(claims)}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
};
/** The good claims with changes; undefined takes one out. */
const sign = (changes: object = {}, secret = app.config.JWT_ACCESS_SECRET) =>
  signRaw(HS256, { ...good, ...changes }, secret);
const parts = () => (user.token ?? '').split('.') as [string, string, string];
const meWith = async (authorization: string) =>
  (await fetch(`${app.url}/api/auth/me`, { headers: { authorization } })).status;

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const FORGERIES: Record<string, () => string> = {
  'unsigned, alg none': () => `${encode({ ...HS256, alg: 'none' })}.${encode(good)}.`,
  'unsigned, alg None': () => `${encode({ ...HS256, alg: 'None' })}.${encode(good)}.`,
  'alg none with the right signature kept': () => `${encode({ alg: 'none' })}.${parts()[1]}.${parts()[2]}`,
  'signed with HS384': () => jwt.sign(good, app.config.JWT_ACCESS_SECRET, { algorithm: 'HS384' }),
  'signed with HS512': () => jwt.sign(good, app.config.JWT_ACCESS_SECRET, { algorithm: 'HS512' }),
  'signed with another RSA key': () => {
    const body = `${encode({ ...HS256, alg: 'RS256' })}.${encode(good)}`;
    return `${body}.${createSign('sha256').update(body).sign(privateKey, 'base64url')}`;
  },
  'signed with a public key as the secret': () =>
    signRaw(
      { ...HS256, jwk: publicKey.export({ format: 'jwk' }) },
      good,
      publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    ),
  'signed with another secret': () => sign({}, randomBytes(32).toString('base64url')),
  'signed with an empty secret': () => signRaw(HS256, good, ''),
  'signed with the secret of second factors': () => sign({}, app.config.TWO_FACTOR_SECRET),
  'claims changed under the former signature': () =>
    `${parts()[0]}.${encode({ ...good, sub: newId() })}.${parts()[2]}`,
  'of another issuer': () => sign({ iss: 'somebody-else' }),
  'of no issuer': () => sign({ iss: undefined }),
  'for another audience': () => sign({ aud: 'another-api' }),
  'for no audience': () => sign({ aud: undefined }),
  'of type refresh': () => sign({ typ: 'refresh' }),
  'of type 2fa-pending': () => sign({ typ: '2fa-pending' }),
  'of no type': () => sign({ typ: undefined }),
  expired: () => sign({ exp: seconds() - 1 }),
  'without an end': () => sign({ exp: undefined }),
  'with a text for an end': () => signRaw(HS256, { ...good, exp: '9999999999' }),
  'not yet valid': () => sign({ nbf: seconds() + 60 }),
  'issued in the future': () => sign({ iat: seconds() + 3_600, exp: seconds() + 7_200 }),
  'without the time of issue': () => sign({ iat: undefined }),
  'of nobody': () => sign({ sub: undefined }),
  'of a person who does not exist': () => sign({ sub: newId() }),
  'of a session that does not exist': () => sign({ sid: newId() }),
  'without a session': () => sign({ sid: undefined }),
  'with a list for a person': () => signRaw(HS256, { ...good, sub: [user.id] }),
  'with an operator for a session': () => signRaw(HS256, { ...good, sid: { $ne: '' } }),
  'claiming to act for the person': () => sign({ act: { sub: newId() } }),
  'claims that are no object': () => signRaw(HS256, '"admin"'),
  'claims that are no JSON': () => signRaw(HS256, 'admin'),
  'a header that is no JSON': () => signRaw('HS256', good),
  'naming a key of its own': () => signRaw({ ...HS256, kid: '../../dev/null' }, good, ''),
  truncated: () => (user.token ?? '').slice(0, -3),
  'without its signature': () => `${parts()[0]}.${parts()[1]}.`,
  'in two parts': () => `${parts()[0]}.${parts()[1]}`,
  'with an extra dot': () => `${user.token}.`,
  'with a fourth part': () => `${user.token}.${parts()[2]}`,
  'with an empty header': () => `.${parts()[1]}.${parts()[2]}`,
  'no token at all': () => 'undefined',
  'dots alone': () => '..',
};

it('a good token is good, also when the test makes it', async () => {
  expect(await meWith(`Bearer ${user.token}`)).toBe(200);
  expect(await meWith(`Bearer ${sign()}`)).toBe(200);
});

it.each(Object.keys(FORGERIES))('a token %s opens nothing', async (name) => {
  expect(await meWith(`Bearer ${FORGERIES[name]?.()}`)).toBe(401);
});

it.each([
  ['another scheme', () => `Basic ${user.token}`],
  ['no scheme', () => user.token ?? ''],
  ['two tokens', () => `Bearer ${user.token}, Bearer ${user.token}`],
  ['a blank within', () => `Bearer ${user.token?.replace('.', ' .')}`],
  ['another header behind it', () => `Bearer ${user.token}; X-Role=admin`],
  ['a token of many kilobytes', () => `Bearer ${user.token}${'A'.repeat(8_000)}`],
])('a header with %s opens nothing', async (_what, header) => {
  expect(await meWith(header())).toBe(401);
});

it('a token in the address or a cookie opens nothing', async () => {
  expect((await fetch(`${app.url}/api/auth/me?access_token=${user.token}`)).status).toBe(401);
  const headers = { cookie: `accessToken=${user.token}; token=${user.token}` };
  expect((await fetch(`${app.url}/api/auth/me`, { headers })).status).toBe(401);
});

describe('tokens in the wrong place', () => {
  it('a refresh token is no access token, and an access token no refresh token', async () => {
    const login = await app.anonymous.post('/auth/login', { email: user.email, password: user.password });
    expect(await meWith(`Bearer ${login.body.data.refreshToken}`)).toBe(401);
    const { accessToken } = login.body.data;
    expect(
      (await app.anonymous.post('/auth/refresh', { refreshToken: accessToken.slice(0, 200) })).status,
    ).toBe(401);
  });

  it('an access token is no pending token, and no link', async () => {
    const answer = await app.anonymous.post('/auth/login/2fa', { pendingToken: user.token, code: '123456' });
    expect(answer.body.code).toBe('challenge_expired');
    const pending = sign({ typ: '2fa-pending', aud: 'mc-exchange-2fa', jti: newId() });
    const forged = await app.anonymous.post('/auth/login/2fa', { pendingToken: pending, code: '123456' });
    expect(forged.body.code).toBe('challenge_expired');
    const link = await app.anonymous.post('/auth/verify-email', { token: (user.token ?? '').slice(0, 200) });
    expect(link.body.code).toBe('link_invalid');
  });

  it('an impersonation token without its claim, or with another admin’s name, opens nothing', async () => {
    const [admin, other] = [await app.make.admin(), await app.make.admin()];
    const started = await admin.post(`/admin/users/${user.id}/impersonate`, { reason: 'To help them.' });
    const claims = jwt.decode(started.body.data.accessToken) as object;
    expect(await meWith(`Bearer ${started.body.data.accessToken}`)).toBe(200);
    expect(await meWith(`Bearer ${sign({ ...claims, act: undefined })}`)).toBe(401);
    expect(await meWith(`Bearer ${sign({ ...claims, act: { sub: other.id } })}`)).toBe(401);
    expect(await meWith(`Bearer ${sign({ ...claims, sub: other.id })}`)).toBe(401);
  });
});

it('a token is good no longer than its session, its user and its expiry', async () => {
  const [ended, suspended, late] = [await app.make.user(), await app.make.user(), await app.make.user()];
  await ended.post('/auth/logout');
  expect(await meWith(`Bearer ${ended.token}`)).toBe(401);
  const admin = await app.make.admin();
  await admin.post(`/admin/users/${suspended.id}/block`, { reason: 'Forged papers.' });
  expect(await meWith(`Bearer ${suspended.token}`)).toBe(401);
  app.clock.advance(app.config.ACCESS_TOKEN_MINUTES * MINUTE_MS);
  expect(await meWith(`Bearer ${late.token}`)).toBe(401);
});
