/** Whatever takes something from somebody counts at once where it was done, and on the other instance when it is told. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { seededChance } from '../../../tests/support/seeded';
import { sized } from '../../../tests/support/size';
import { recordStatements } from '../../../tests/support/statements';
import { MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';

const reason = 'The person asked for it by telephone.';
const NEW_PASSWORD = 'seven quiet herons at dusk';

let here: TestApp;
/** Another instance over the same database. */
let there: TestApp;
beforeAll(async () => {
  here = await startTestApp();
  there = await startTestApp({
    home: here.home,
    environment: { REDIS_KEY_PREFIX: here.config.REDIS_KEY_PREFIX },
  });
});
afterAll(async () => {
  await here.settle();
  await there.close();
  await here.close();
});

const bothLater = (byMs: number) => [here, there].forEach(({ clock }) => clock.advance(byMs));

async function tokenOf({ email, password }: { email: string; password: string }): Promise<string> {
  const { body } = await here.anonymous.post('/auth/login', { email, password });
  return String(body.data.accessToken);
}

async function linkTo(email: string, kind: string): Promise<string> {
  const [letter] = (await here.mail.sentTo(email)).filter((each) => each.kind === kind);
  return /token=([\w-]+)/.exec(letter?.text ?? '')?.[1] ?? 'no letter';
}

const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: here.clock.now() });

async function withSecondFactor(user: TestUser): Promise<string> {
  const { secret } = (await user.post('/auth/2fa/setup')).body.data;
  expect((await user.post('/auth/2fa/enable', { code: codeOf(secret) })).status).toBe(200);
  bothLater(MINUTE_MS);
  return String(secret);
}

const keyOf = async (user: TestUser) =>
  (await user.post('/users/me/api-keys', { name: 'Sync', scopes: ['account:read'] })).body.data as {
    id: string;
    key: string;
  };

/** What an instance answers to a reading request. */
const reading =
  (credential: string, path = '/users/me') =>
  async (app: TestApp): Promise<unknown> =>
    (await app.withToken(credential).get(path)).status;

const factsOf =
  (credential: string, fact: 'limitFactor' | 'unmet') =>
  async (app: TestApp): Promise<unknown> =>
    (await app.modules.identity.authenticate(credential, true))?.[fact];

const done = async (asked: Promise<{ status: number; body: { code?: string } }>): Promise<void> => {
  const { status, body } = await asked;
  expect([body.code, status < 300]).toEqual([undefined, true]);
};

interface Prepared {
  ask(app: TestApp): Promise<unknown>;
  before: unknown;
  change(): Promise<void>;
  after: unknown;
}

const signedOut = { before: 200, after: 401 };

async function decided(move: 'suspend' | 'block'): Promise<Prepared> {
  const [user, admin] = [await here.make.buyer(), await here.make.admin()];
  return {
    ...signedOut,
    ask: reading(String(user.token)),
    change: () => done(admin.post(`/admin/users/${user.id}/${move}`, { reason })),
  };
}

async function rolesBecome(from: string[], to: string[], outcome: { before: number; after: number }) {
  const [user, admin] = [await here.make.user({ roles: from }), await here.make.admin()];
  return {
    ...outcome,
    ask: reading(String(user.token), '/listings/my-listings'),
    change: () => done(admin.post(`/admin/users/${user.id}/roles`, { roles: to, reason })),
  };
}

const CHANGES: Record<string, () => Promise<Prepared>> = {
  'signing out': async () => {
    const user = await here.make.buyer();
    const change = () => done(user.post('/auth/logout'));
    return { ...signedOut, ask: reading(String(user.token)), change };
  },
  'signing out everywhere': async () => {
    const user = await here.make.buyer();
    const ask = reading(await tokenOf(user));
    return { ...signedOut, ask, change: () => done(user.post('/auth/logout-all')) };
  },
  'ending another session': async () => {
    const user = await here.make.buyer();
    const token = await tokenOf(user);
    const sessions = (await user.get('/auth/sessions')).body.data as { id: string; current: boolean }[];
    const id = sessions.find(({ current }) => !current)?.id ?? '';
    return { ...signedOut, ask: reading(token), change: () => done(user.delete(`/auth/sessions/${id}`)) };
  },
  suspension: () => decided('suspend'),
  'a block': () => decided('block'),
  'a role that is taken': () => rolesBecome(['buyer', 'seller'], ['BUYER'], { before: 200, after: 403 }),
  'a role that is given': () => rolesBecome(['buyer'], ['BUYER', 'SELLER'], { before: 403, after: 200 }),
  'a role that one takes up': async () => {
    const user = await here.make.buyer();
    const ask = reading(String(user.token), '/listings/my-listings');
    return {
      before: 403,
      after: 200,
      ask,
      change: () => done(user.post('/users/me/roles', { role: 'SELLER' })),
    };
  },
  'another password': async () => {
    const user = await here.make.buyer();
    const order = { currentPassword: user.password, newPassword: NEW_PASSWORD };
    const ask = reading(await tokenOf(user));
    return { ...signedOut, ask, change: () => done(user.post('/auth/change-password', order)) };
  },
  'a recovery by mail': async () => {
    const user = await here.make.buyer();
    await here.anonymous.post('/auth/forgot-password', { email: user.email });
    const token = await linkTo(user.email, 'reset-password');
    const change = () =>
      done(here.anonymous.post('/auth/reset-password', { token, newPassword: NEW_PASSWORD }));
    return { ...signedOut, ask: reading(String(user.token)), change };
  },
  'a second factor that is turned on': async () => {
    const user = await here.make.buyer();
    const { secret } = (await user.post('/auth/2fa/setup')).body.data;
    const ask = reading(await tokenOf(user));
    const change = () => done(user.post('/auth/2fa/enable', { code: codeOf(String(secret)) }));
    return { ...signedOut, ask, change };
  },
  'a second factor that is turned off': async () => {
    const user = await here.make.buyer();
    const secret = await withSecondFactor(user);
    const { body } = await here.anonymous.post('/auth/login', { email: user.email, password: user.password });
    const proof = { pendingToken: body.data.pendingToken, code: codeOf(secret) };
    const signedIn = await here.anonymous.post('/auth/login/2fa', proof);
    const change = () => done(user.post('/auth/2fa/disable', { password: user.password }));
    return { ...signedOut, ask: reading(String(signedIn.body.data.accessToken)), change };
  },
  'a proof of the address, for keys from before': async () => {
    const user = await here.make.buyer();
    const { key } = await keyOf(user);
    await here.setProven(user.id, false);
    await here.anonymous.post('/auth/resend-verification', { email: user.email });
    const token = await linkTo(user.email, 'verify-email');
    return {
      ...signedOut,
      ask: reading(key),
      change: () => done(here.anonymous.post('/auth/verify-email', { token })),
    };
  },
  'a proof of the address, for what it opens': async () => {
    const user = await here.make.buyer();
    await here.setProven(user.id, false);
    await here.anonymous.post('/auth/resend-verification', { email: user.email });
    const token = await linkTo(user.email, 'verify-email');
    const ask = factsOf(String(user.token), 'unmet');
    const change = () => done(here.anonymous.post('/auth/verify-email', { token }));
    return { before: ['proven_email'], after: [], ask, change };
  },
  'a key that is revoked': async () => {
    const user = await here.make.buyer();
    const { id, key } = await keyOf(user);
    return { ...signedOut, ask: reading(key), change: () => done(user.delete(`/users/me/api-keys/${id}`)) };
  },
  'a refresh token that comes again': async () => {
    const user = await here.make.buyer();
    const { body } = await here.anonymous.post('/auth/login', { email: user.email, password: user.password });
    const { accessToken, refreshToken } = body.data as Record<string, string>;
    await here.anonymous.post('/auth/refresh', { refreshToken });
    bothLater(31 * SECOND_MS);
    const change = async () => {
      expect((await here.anonymous.post('/auth/refresh', { refreshToken })).status).toBe(401);
    };
    return { ...signedOut, ask: reading(String(accessToken)), change };
  },
  'the end of an impersonation': async () => {
    const [user, admin] = [await here.make.buyer(), await here.make.admin()];
    const { body } = await admin.post(`/admin/users/${user.id}/impersonate`, { reason });
    const token = String(body.data.accessToken);
    const change = () => done(here.withToken(token).post('/auth/impersonation/end'));
    return { ...signedOut, ask: reading(token), change };
  },
  'a deleted account': async () => {
    const user = await here.make.buyer();
    const change = () => done(user.send('delete', '/users/me', { password: user.password }));
    return { ...signedOut, ask: reading(String(user.token)), change };
  },
  'a plan that begins': async () => {
    const user = await here.make.seller();
    const order = { plan: 'ENTERPRISE', interval: 'MONTH' };
    const { body } = await user.post('/credits/subscribe', order);
    const change = async () => {
      expect(await here.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
      await here.settle();
    };
    const after = here.config.PLAN_ENTERPRISE.limitFactor;
    return { before: 1, after, ask: factsOf(String(user.token), 'limitFactor'), change };
  },
};

describe.each(Object.entries(CHANGES))('%s', (_name, prepare) => {
  it('counts at once here, and there as soon as the log tells of it', async () => {
    const { ask, before, change, after } = await prepare();
    // More than once: what is asked for again comes from what was kept.
    for (const app of [here, there, here, there]) expect(await ask(app)).toEqual(before);
    await change();
    expect(await ask(here)).toEqual(after);
    await there.platform.events.catchUp();
    expect(await ask(there)).toEqual(after);
  });
});

it('a request that changes something rests on nothing that was kept', async () => {
  const user = await here.make.buyer();
  const [there1, here1] = [there, here].map((app) => app.withToken(String(user.token)));
  await there1?.get('/users/me');
  await done(user.post('/auth/logout'));
  expect((await there1?.put('/users/me', { firstName: 'Late' }))?.status).toBe(401);
  expect((await here1?.get('/users/me'))?.status).toBe(401);
});

it('a step-up counts for the next change, on whichever instance', async () => {
  const user = await here.make.buyer();
  const token = String(user.token);
  bothLater(11 * MINUTE_MS);
  const unmet = factsOf(token, 'unmet');
  expect([await unmet(here), await unmet(there)]).toEqual([['recent_step_up'], ['recent_step_up']]);
  await done(here.withToken(token).post('/auth/step-up', { password: user.password }));
  expect(await unmet(here)).toEqual([]);
  const order = { name: 'Sync', scopes: ['account:read'] };
  await done(there.withToken(token).post('/users/me/api-keys', order));
});

it('a reading request asks the database for what it shows alone', async () => {
  const user = await here.make.buyer();
  await user.get('/users/me');
  const { statements } = await recordStatements(here, () => user.get('/users/me'));
  expect(statements.map(({ name }) => name)).toEqual(['SELECT user_roles']);
});

it('of an admin, and of who acts as somebody, each request asks anew', async () => {
  const [user, admin] = [await here.make.buyer(), await here.make.admin()];
  const { body } = await admin.post(`/admin/users/${user.id}/impersonate`, { reason });
  const acting = here.withToken(String(body.data.accessToken));
  await acting.get('/users/me');
  const { statements } = await recordStatements(here, () => acting.get('/users/me'));
  const asked = statements.filter(({ name }) => /sessions|user_roles/.test(name));
  expect(asked.length).toBeGreaterThanOrEqual(3);
  // Written down, each time.
  expect(statements.map(({ name }) => name)).toContain('INSERT audit_entries');
  const there2 = there.withToken(String(admin.token));
  expect((await there2.get('/admin/users')).status).toBe(200);
  await done(admin.post('/auth/logout'));
  expect((await there2.get('/admin/users')).status).toBe(401);
  expect((await there.withToken(String(body.data.accessToken)).get('/users/me')).status).toBe(401);
});

it('time ends what is kept: the session, the key, the token', async () => {
  const user = await here.make.buyer();
  const ends = here.clock.now() + MINUTE_MS;
  const order = { name: 'Short', scopes: ['account:read'], expiresAt: new Date(ends).toISOString() };
  const { key } = (await user.post('/users/me/api-keys', order)).body.data as { key: string };
  const token = String(user.token);
  // Shortly before its end, so that it is kept beyond it.
  here.clock.advance(ends - here.clock.now() - 1_500);
  expect([await reading(key)(here), await reading(token)(here)]).toEqual([200, 200]);
  here.clock.advance(Math.max(0, ends - here.clock.now()));
  expect([await reading(key)(here), await reading(token)(here)]).toEqual([401, 200]);
  here.clock.advance(15 * MINUTE_MS);
  expect(await reading(token)(here)).toBe(401);
  there.clock.advance(16 * MINUTE_MS);
});

it('of forty sessions that read while they are ended, none reads on', async () => {
  const chance = seededChance(4);
  const user = await here.make.buyer();
  for (let round = 0; round < sized(400, 40); round += 1) {
    const session = here.withToken(await tokenOf(user));
    const ask = reading(String(session.token));
    if (chance.below(2) === 0) await ask(here);
    const before = Array.from({ length: chance.below(8) }, () => ask(here));
    await Promise.race([wait(chance.below(4)), ...before]);
    const change = done(session.post('/auth/logout'));
    const meanwhile = Array.from({ length: 8 }, async () => {
      await wait(chance.below(6));
      return ask(here);
    });
    await change;
    expect(await Promise.all([ask(here), ask(here), ask(here)])).toEqual([401, 401, 401]);
    await Promise.all([...before, ...meanwhile]);
    expect(await ask(here)).toBe(401);
  }
});

/** No follower runs in a test by itself. */
it('is told by Redis alone, where there is one', async () => {
  if (here.platform.signals.state === 'in_process') return;
  const user = await here.make.buyer();
  const ask = reading(String(user.token));
  expect(await ask(there)).toBe(200);
  while (there.platform.signals.state !== 'up') await wait(10);
  await wait(50);
  expect(await ask(there)).toBe(200);
  await done(user.post('/auth/logout'));
  await wait(300);
  expect(await ask(there)).toBe(401);
});

it('is told by the log within a second, where the instance runs', async () => {
  there.platform.events.start();
  const user = await here.make.buyer();
  const ask = reading(String(user.token));
  expect(await ask(there)).toBe(200);
  await done(user.post('/auth/logout'));
  await wait(900);
  expect(await ask(there)).toBe(401);
  await there.platform.events.stop();
});

/** Facts that requests rest on. Whoever writes one says so, or an instance would go on with what it kept. */
const FACTS =
  /\b(?:UPDATE(?: IGNORE)?|INSERT(?: IGNORE)? INTO|DELETE FROM) (sessions|user_roles|second_factors|api_keys|users)\b/g;
const BOUND = /\bdefineUsers\(/;

/** What each file writes of them, and how the change is told. */
const WRITERS: Record<string, string> = {
  'sessions.ts':
    'revoke and markSteppedUp say so; a session that is opened, or used, changes nothing that was kept',
  'user.store.ts': 'update, markProven, grantRole and revokeRoles say so; mailboxes and hashes are not kept',
  'api-keys/api-keys.ts': 'revokeKey says so; a key that is made, or used, changes nothing that was kept',
  'use-cases/void-pending-access.ts':
    'revokeKeysOf says so; of second factors those that were never on are deleted',
  'use-cases/clean-up.ts': 'deletes sessions that ended ninety days ago',
  'use-cases/refresh.ts': 'notes the last use, which is kept of nobody for whom it matters',
  'second-factor/manage-second-factor.ts': 'announceChange says so; a secret that is set up is not on',
  'second-factor/verify-second-factor.ts': 'notes the step of a code, which is not kept',
  'account/delete-account.ts': 'the store and the sessions say so in the same unit',
};

it('whoever writes what requests rest on stands here, with the way in which it is told', () => {
  const modules = join(__dirname, '..');
  const sources = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  const writers = sources.filter((name) => {
    const text = readFileSync(join(modules, name), 'utf8').replaceAll(/\s+/g, ' ');
    return text.match(FACTS) !== null || (BOUND.test(text) && !name.endsWith('user.model.ts'));
  });
  expect(writers.sort()).toEqual(
    Object.keys(WRITERS)
      .map((name) => `identity/${name}`)
      .sort(),
  );
});
