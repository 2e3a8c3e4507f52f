/** Acting for a user: programs by API key, admins by impersonation; and the roles that admins set. */
import { DAY_MS, iso, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';

const reason = 'The person asked for help by telephone.';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('API keys', () => {
  const makeKey = async (user: TestUser, scopes: string[], more: object = {}) => {
    const answer = await user.post('/users/me/api-keys', { name: 'Nightly sync', scopes, ...more });
    expect(answer.status).toBe(201);
    return answer.body.data;
  };

  it('are shown once, listed by beginning and end, and kept as hashes', async () => {
    const user = await app.make.user();
    const made = await makeKey(user, ['offers:write', 'offers:read', 'offers:read']);
    expect(made.key).toMatch(/^mcx_[0-9a-f]{8}_[0-9a-f]{64}$/);
    const { key, ...facts } = made;
    expect((await user.get('/users/me/api-keys')).body.data).toEqual([facts]);
    expect(facts).toMatchObject({
      prefix: key.slice(0, 12),
      lastFour: key.slice(-4),
      scopes: ['offers:read', 'offers:write'],
      expiresAt: null,
      lastUsedAt: null,
    });
    for (const table of ['api_keys', 'audit_entries', 'mail_outbox']) {
      expect(JSON.stringify(await app.platform.database.select(`SELECT * FROM ${table}`))).not.toContain(key);
    }
  });

  it('open what their scopes allow, and nothing else', async () => {
    const user = await app.make.user();
    const { key } = await makeKey(user, ['offers:read', 'account:read']);
    const program = app.withToken(key);
    expect((await program.get('/offers/my-offers')).status).toBe(200);
    expect((await program.get('/auth/me')).body.data.id).toBe(user.id);
    const offer = { listingId: newId(), amountCents: 5_000_000 };
    const refused = await Promise.all([
      program.post('/offers', offer),
      program.get('/transactions'),
      program.put('/users/me', { firstName: 'X' }),
      program.get('/auth/sessions'),
      // All that is kept is more than an account.
      program.get('/users/me/export'),
      program.post('/auth/logout-all'),
      program.get('/users/me/api-keys'),
      program.post('/users/me/api-keys', { name: 'More', scopes: ['offers:read'] }),
      program.post('/auth/change-password', {
        currentPassword: user.password,
        newPassword: 'x y z x y z x y z',
      }),
    ]);
    expect(refused.map(({ body }) => body.code)).toEqual(Array(9).fill('scope_missing'));
    const writer = app.withToken((await makeKey(user, ['offers:write'])).key);
    expect((await writer.post('/offers', offer)).body.code).toBe('not_found');
    expect((await writer.get('/offers/my-offers')).body.code).toBe('scope_missing');
  });

  it('open the export with every scope by which a part of it is read, and then not what no key reads', async () => {
    const user = await app.make.seller();
    const reading = app.app.endpoints.flatMap(({ contract }) =>
      contract.method === 'get' ? (contract.scope ?? []) : [],
    );
    // The feed tells of changes, and keeps nothing of its own.
    const scopes = [...new Set(reading)].filter(
      (scope) => scope.endsWith(':read') && scope !== 'events:read',
    );
    for (const missing of scopes) {
      const { key } = await makeKey(
        user,
        scopes.filter((scope) => scope !== missing),
      );
      const { body } = await app.withToken(key).get('/users/me/export');
      expect([missing, body.code]).toEqual([missing, 'scope_missing']);
      await app.platform.database.change('DELETE FROM api_keys WHERE userId = :id', { id: user.id });
    }
    const { key } = await makeKey(user, scopes);
    const { data } = (await app.withToken(key).get('/users/me/export')).body;
    const { data: whole } = (await user.get('/users/me/export')).body;
    const left = Object.keys(whole).filter((name) => !(name in data));
    expect(left.sort()).toEqual(['apiKeys', 'bankAccount', 'sessions']);
  });

  it('keep searches, as whoever made them does', async () => {
    const { key } = await makeKey(await app.make.buyer(), ['listings:write', 'listings:read']);
    const program = app.withToken(key);
    const made = await program.post('/listings/saved-searches', { name: 'Reefers', query: 'state=TX' });
    expect([made.status, made.body.code]).toEqual([201, undefined]);
    expect((await program.delete(`/listings/saved-searches/${made.body.data.id}`)).status).toBe(200);
  });

  it('open nothing that needs a step-up or an admin, whoever made them', async () => {
    const admin = await app.make.admin();
    const scopes = (await makeKey(admin, ['transactions:read'])).scopes as string[];
    expect(scopes).toEqual(['transactions:read']);
    const { key } = await makeKey(admin, [
      'transactions:write',
      'account:read',
      'account:write',
      'payments:write',
    ]);
    const program = app.withToken(key);
    expect((await program.get('/auth/me')).status).toBe(200);
    const refused = await Promise.all([
      program.get('/admin/users'),
      program.post(`/transactions/${newId()}/buyer/accept`),
      program.post(`/transactions/${newId()}/admin/approve`, { version: 1 }),
      program.delete('/users/me'),
    ]);
    expect(refused.map(({ body }) => body.code)).toEqual(Array(4).fill('scope_missing'));
  });

  it('count as anonymous on a public endpoint for which they have no scope', async () => {
    const user = await app.make.user();
    const { key } = await makeKey(user, ['offers:read']);
    expect((await app.withToken(key).get('/listings')).body).toEqual(
      (await app.anonymous.get('/listings')).body,
    );
    expect((await app.withToken(key).get('/config')).status).toBe(200);
  });

  it('stop working when they are revoked, when they expire, and while the user is suspended', async () => {
    const [user, stranger, admin] = [await app.make.user(), await app.make.user(), await app.make.admin()];
    const revoked = await makeKey(user, ['account:read']);
    const shortLived = await makeKey(user, ['account:read'], { expiresAt: iso(app.clock.now() + DAY_MS) });
    const lasting = await makeKey(user, ['account:read']);
    const isGood = async ({ key }: { key: string }) =>
      (await app.withToken(key).get('/auth/me')).status === 200;
    expect((await stranger.delete(`/users/me/api-keys/${revoked.id}`)).status).toBe(404);
    expect(await isGood(revoked)).toBe(true);
    expect((await user.delete(`/users/me/api-keys/${revoked.id}`)).status).toBe(200);
    expect(await isGood(revoked)).toBe(false);
    expect((await user.delete(`/users/me/api-keys/${revoked.id}`)).status).toBe(404);

    await admin.post(`/admin/users/${user.id}/suspend`, { reason });
    expect(await isGood(lasting)).toBe(false);
    await admin.post(`/admin/users/${user.id}/unblock`, { reason });
    expect(await isGood(lasting)).toBe(true);

    expect(await isGood(shortLived)).toBe(true);
    app.clock.advance(DAY_MS);
    expect(await isGood(shortLived)).toBe(false);
    expect(await isGood({ key: lasting.key.replace(/.$/, (end: string) => (end === '0' ? '1' : '0')) })).toBe(
      false,
    );
    expect(await isGood({ key: 'mcx_rubbish' })).toBe(false);
  });

  it('tell when they were last used, to the minute', async () => {
    const user = await app.make.user();
    const { key } = await makeKey(user, ['account:read']);
    const lastUsedAt = async () => (await user.get('/users/me/api-keys')).body.data[0].lastUsedAt;
    await app.withToken(key).get('/auth/me');
    const first = await lastUsedAt();
    expect(first).not.toBeNull();
    app.clock.advance(30_000);
    await app.withToken(key).get('/auth/me');
    expect(await lastUsedAt()).toBe(first);
    app.clock.advance(30_000);
    await app.withToken(key).get('/auth/me');
    expect(Date.parse(await lastUsedAt())).toBeGreaterThanOrEqual(Date.parse(first) + MINUTE_MS);
  });

  it.each([
    ['no scope', { name: 'Sync', scopes: [] }, 400],
    ['a scope that does not exist', { name: 'Sync', scopes: ['admin:write'] }, 400],
    ['no name', { scopes: ['offers:read'] }, 400],
    [
      'an end that has passed',
      { name: 'Sync', scopes: ['offers:read'], expiresAt: '2020-01-01T00:00:00Z' },
      422,
    ],
  ])('are not made with %s', async (_what, body, status) => {
    const user = await app.make.user();
    expect((await user.post('/users/me/api-keys', body)).status).toBe(status);
  });

  it('stand in the action log beside what they did', async () => {
    const [user, admin] = [await app.make.user({ roles: ['buyer'] }), await app.make.admin()];
    const { key, id } = await makeKey(user, ['account:write']);
    expect((await app.withToken(key).put('/users/me', { firstName: 'Renée' })).status).toBe(200);
    const log = await admin.get(`/admin/action-log?actor=${user.id}&action=user.profile_changed`);
    expect(log.body.data[0].detail).toMatchObject({ program: id });
  });
});

describe('impersonation', () => {
  const begin = async (admin: TestUser, userId: string) => {
    const answer = await admin.post(`/admin/users/${userId}/impersonate`, { reason });
    expect(answer.status).toBe(201);
    return { client: app.withToken(answer.body.data.accessToken), answer: answer.body.data };
  };

  it('shows an admin what the user sees, with a banner, and no refresh token', async () => {
    const [admin, user] = [await app.make.admin(), await app.make.user()];
    const { client, answer } = await begin(admin, user.id);
    expect(answer.refreshToken).toBeUndefined();
    const me = (await client.get('/auth/me')).body.data;
    expect(me).toMatchObject({ id: user.id, impersonation: { adminId: admin.id } });
    expect((await user.get('/auth/me')).body.data.impersonation).toBeNull();
    expect((await client.get('/offers/my-offers')).status).toBe(200);
    expect((await client.get('/admin/users')).status).toBe(403);
  });

  it('is told to the user at once, by letter and inbox, and seen in their sessions and export', async () => {
    const [admin, user] = [await app.make.admin(), await app.make.user()];
    const { client } = await begin(admin, user.id);
    const [letter] = await app.mail.sentTo(user.email);
    expect([letter?.kind, letter?.subject]).toEqual([
      'security-notice',
      'An administrator opened your account',
    ]);
    expect(letter?.text).toContain(reason);
    expect((await user.get('/notifications')).body.data[0].kind).toBe('USER_IMPERSONATED');

    type Listed = { id: string; createdAt: string; impersonation: object | null };
    const seen = async () => {
      const listed: Listed[] = (await user.get('/auth/sessions')).body.data;
      const exported: Listed[] = (await user.get('/users/me/export')).body.data.sessions;
      return [listed, exported].map((all) => all.filter(({ impersonation }) => impersonation !== null));
    };
    const by = 'An administrator';
    const [[listed] = [], exported] = await seen();
    expect(listed).toMatchObject({ current: false, impersonation: { by, reason, endedAt: null } });
    expect(exported).toMatchObject([{ createdAt: listed?.createdAt, impersonation: { by, reason } }]);
    expect(JSON.stringify([listed, exported])).not.toContain(admin.id);
    expect((await admin.get(`/admin/users/${user.id}`)).body.data.liveSessions).toBe(1);

    expect((await user.delete(`/auth/sessions/${listed?.id}`)).status).toBe(200);
    expect((await client.get('/auth/me')).status).toBe(401);
    app.clock.advance(29 * DAY_MS);
    const [[ended] = []] = await seen();
    expect(ended).toMatchObject({ id: listed?.id, impersonation: { endedAt: expect.any(String) as string } });
    app.clock.advance(2 * DAY_MS);
    expect((await seen())[0]).toEqual([]);
  });

  it('changes nothing but what is opened to it: no money, no trade, no credentials', async () => {
    const [admin, user] = [await app.make.admin(), await app.make.user({ roles: ['buyer', 'seller'] })];
    const { client } = await begin(admin, user.id);
    expect((await client.put('/users/me', { firstName: 'Renée' })).status).toBe(200);
    const closed = app.app.endpoints.filter(
      ({ contract }) =>
        contract.method !== 'get' &&
        contract.access !== 'public' &&
        contract.access !== 'admin' &&
        !contract.openToImpersonators,
    );
    expect(closed.length).toBeGreaterThan(40);
    for (const { contract } of closed) {
      const path = contract.path.replaceAll(/\{\w+\}/g, newId());
      const answer = await client.send(contract.method, path, contract.body ? {} : undefined);
      expect([contract.path, answer.status, answer.body.code]).toEqual([
        contract.path,
        403,
        'not_while_impersonating',
      ]);
    }
    for (const { contract } of app.app.endpoints.filter((each) => each.contract.openToImpersonators)) {
      expect([contract.path, contract.verifiedEmail, contract.stepUp]).toEqual([
        contract.path,
        undefined,
        undefined,
      ]);
    }
  });

  it('is kept in the action log, every request of it, with both names', async () => {
    const [admin, user] = [await app.make.admin(), await app.make.user()];
    const { client } = await begin(admin, user.id);
    const { sessionId } = (await app.modules.identity.authenticate(client.token ?? '')) ?? {};
    await client.get('/users/me');
    await client.post('/auth/logout-all');
    await client.put('/users/me', { firstName: 'Renée' });
    await client.post('/auth/impersonation/end');
    const log = await admin.get(`/admin/action-log?subjectType=impersonation&subjectId=${sessionId}`);
    const entries = [...log.body.data].reverse();
    expect(entries.map(({ action }) => action)).toEqual([
      'impersonation.started',
      ...Array<string>(4).fill('impersonation.requested'),
      'impersonation.ended',
    ]);
    expect(entries[0]).toMatchObject({ actor: { id: admin.id }, reason, detail: { userId: user.id } });
    expect(entries[1]).toMatchObject({
      actor: { id: user.id },
      detail: { method: 'GET', path: '/users/me', impersonatedBy: admin.id },
    });
    const changed = await admin.get(`/admin/action-log?actor=${user.id}&action=user.profile_changed`);
    expect(changed.body.data[0].detail).toMatchObject({ impersonatedBy: admin.id });
  });

  it('ends at once on request, by time, and with the admin’s session or role', async () => {
    const [boss, user] = [await app.make.admin(), await app.make.user()];
    const isOver = async ({ client }: { client: { get(path: string): Promise<{ status: number }> } }) =>
      (await client.get('/auth/me')).status === 401;

    const ended = await begin(boss, user.id);
    expect((await ended.client.post('/auth/impersonation/end')).status).toBe(200);
    expect(await isOver(ended)).toBe(true);
    expect((await user.post('/auth/impersonation/end')).body.code).toBe('not_impersonating');

    const long = await begin(boss, user.id);
    app.clock.advance(29 * MINUTE_MS);
    expect(await isOver(long)).toBe(false);
    app.clock.advance(MINUTE_MS);
    expect(await isOver(long)).toBe(true);

    const office = await app.make.admin();
    const byFormerAdmin = await begin(office, user.id);
    const boss2 = await app.make.admin();
    for (const each of [boss2, await app.make.admin()])
      await each.post(`/admin/users/${office.id}/roles`, { roles: ['BUYER'], reason });
    expect(await isOver(byFormerAdmin)).toBe(true);

    const leaving = await app.make.admin();
    const byThemselves = await begin(leaving, user.id);
    await leaving.post('/auth/logout');
    expect(await isOver(byThemselves)).toBe(true);

    const person = await app.make.user();
    const ofPerson = await begin(boss2, person.id);
    for (const each of [boss2, await app.make.admin()])
      await each.post(`/admin/users/${person.id}/roles`, { roles: ['ADMIN'], reason });
    expect(await isOver(ofPerson)).toBe(true);
  });

  it('is for admins, with a reason, and of active users who are no admins', async () => {
    const [admin, other, user] = [await app.make.admin(), await app.make.admin(), await app.make.user()];
    const path = `/admin/users/${user.id}/impersonate`;
    expect((await app.anonymous.post(path, { reason })).status).toBe(401);
    expect((await user.post(path, { reason })).status).toBe(403);
    expect((await admin.post(path, {})).status).toBe(400);
    expect((await admin.post(`/admin/users/${newId()}/impersonate`, { reason })).status).toBe(404);
    expect((await admin.post(`/admin/users/${other.id}/impersonate`, { reason })).body.code).toBe(
      'forbidden',
    );
    expect((await admin.post(`/admin/users/${admin.id}/impersonate`, { reason })).body.code).toBe(
      'own_account',
    );
    await admin.post(`/admin/users/${user.id}/suspend`, { reason });
    expect((await admin.post(path, { reason })).body.code).toBe('user_status_forbids');
  });
});

describe('roles', () => {
  const set = (admin: TestUser, userId: string, roles: string[]) =>
    admin.post(`/admin/users/${userId}/roles`, { roles, reason });

  it('set by an admin count from the next request on', async () => {
    const [admin, user] = [await app.make.admin(), await app.make.user({ roles: ['buyer'] })];
    expect((await user.get('/listings/my-listings')).status).toBe(403);
    expect((await set(admin, user.id, ['SELLER'])).body.data.roles).toEqual(['SELLER']);
    expect((await user.get('/listings/my-listings')).status).toBe(200);
    await set(admin, user.id, ['SELLER', 'ADMIN']);
    const second = await app.make.admin();
    const agreed = await set(second, user.id, ['SELLER', 'ADMIN']);
    expect(agreed.body.data.roles).toEqual(['SELLER', 'ADMIN']);
    expect((await user.get('/admin/users')).status).toBe(200);
    await set(admin, user.id, ['BUYER']);
    expect((await user.get('/admin/users')).status).toBe(200);
    expect((await set(second, user.id, ['BUYER'])).body.data.roles).toEqual(['BUYER']);
    expect((await user.get('/admin/users')).status).toBe(403);
    const log = await admin.get(`/admin/action-log?subjectId=${user.id}&action=user.roles_changed`);
    expect(log.body.data[0]).toMatchObject({
      reason,
      detail: { given: ['buyer'], taken: ['seller', 'admin'] },
    });
  });

  it('nobody makes an administrator alone, who would be the second one over money', async () => {
    const [admin, second, puppet] = [await app.make.admin(), await app.make.admin(), await app.make.user()];
    expect((await set(admin, puppet.id, ['ADMIN', 'BUYER'])).body.data.roles).toEqual(['BUYER']);
    expect((await set(admin, puppet.id, ['BUYER', 'ADMIN'])).body.code).toBe('second_admin_needed');
    expect((await puppet.get('/admin/users')).status).toBe(403);
    // The second one sets something else: that is a first word again.
    expect((await set(second, puppet.id, ['ADMIN'])).body.data.roles).toEqual(['BUYER']);
    expect((await set(admin, puppet.id, ['ADMIN'])).body.data.roles).toEqual(['ADMIN']);
    expect((await puppet.get('/admin/users')).status).toBe(200);
  });

  it('the only administrator makes the next one alone, and from then on it takes two', async () => {
    const house = await startTestApp();
    try {
      const [only, next, third] = [
        await house.make.admin(),
        await house.make.user(),
        await house.make.user(),
      ];
      expect((await set(only, next.id, ['ADMIN'])).body.data.roles).toEqual(['ADMIN']);
      expect((await set(only, third.id, ['ADMIN'])).body.data.roles).not.toContain('ADMIN');
    } finally {
      await house.close();
    }
  });

  it('cannot be set by others, nor by admins for themselves', async () => {
    const [admin, user] = [await app.make.admin(), await app.make.user()];
    expect((await set(user, user.id, ['ADMIN'])).status).toBe(403);
    expect((await set(admin, admin.id, ['BUYER'])).body.code).toBe('own_account');
    expect((await set(admin, newId(), ['BUYER'])).status).toBe(404);
    expect((await set(admin, user.id, ['KING'])).status).toBe(400);
  });
});
