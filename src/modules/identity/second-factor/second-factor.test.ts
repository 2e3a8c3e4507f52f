/** The second factor, and proving once more who one is, against the whole app. */
import { Secret, TOTP } from 'otpauth';
import { MINUTE_MS, SECOND_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';

const STEP_MS = 30 * SECOND_MS;

let app: TestApp;
const useApp = (environment: Record<string, string> = {}) => {
  beforeAll(async () => {
    app = await startTestApp({ environment });
  });
  afterAll(async () => {
    await app.settle();
    await app.close();
  });
};

const codeOf = (secret: string, aside = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: app.clock.now() + aside * STEP_MS });
/** A code that no step near now has. */
const wrongCodeOf = (secret: string) => {
  const near = [-2, -1, 0, 1, 2].map((aside) => codeOf(secret, aside));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code));
};

/** Switches the second factor on; the next code is a step later. */
async function enable(user: TestUser) {
  const { secret, otpauthUrl, qrCode } = (await user.post('/auth/2fa/setup')).body.data;
  const answer = await user.post('/auth/2fa/enable', { code: codeOf(secret) });
  expect(answer.status).toBe(200);
  app.clock.advance(2 * STEP_MS);
  return { secret, otpauthUrl, qrCode, recoveryCodes: answer.body.data.recoveryCodes as string[] };
}

const begin = async ({ email, password }: TestUser): Promise<string> => {
  const answer = await app.anonymous.post('/auth/login', { email, password });
  expect(answer.body.data).toMatchObject({ secondFactorNeeded: true });
  expect(answer.body.data.accessToken).toBeUndefined();
  return answer.body.data.pendingToken;
};
const finish = (pendingToken: string, proof: object) =>
  app.anonymous.post('/auth/login/2fa', { pendingToken, ...proof });

describe('the second factor', () => {
  useApp();

  it('is set up with a secret and its QR code, and has no effect until a code is entered', async () => {
    const user = await app.make.user();
    const setUp = (await user.post('/auth/2fa/setup')).body.data;
    expect(setUp.qrCode).toMatch(/^data:image\/png;base64,/);
    expect(new URL(setUp.otpauthUrl).searchParams.get('secret')).toBe(setUp.secret);
    expect(decodeURIComponent(setUp.otpauthUrl)).toContain(user.email);
    expect((await user.get('/auth/me')).body.data.secondFactorEnabled).toBe(false);
    expect((await user.post('/auth/2fa/enable', { code: wrongCodeOf(setUp.secret) })).body.code).toBe(
      'wrong_code',
    );
    const answer = await app.anonymous.post('/auth/login', { email: user.email, password: user.password });
    expect(answer.body.data.accessToken).toBeDefined();
    expect((await user.post('/auth/2fa/enable', { code: codeOf(setUp.secret) })).status).toBe(200);
    expect((await user.get('/auth/me')).body.data.secondFactorEnabled).toBe(true);
    expect((await user.post('/auth/2fa/setup')).body.code).toBe('second_factor_enabled');
    expect((await user.post('/auth/2fa/enable', { code: '123456' })).body.code).toBe('second_factor_enabled');
  });

  it('signs the other devices out when it is turned on, revokes the keys, and tells the owner', async () => {
    const user = await app.make.user();
    const login = await app.anonymous.post('/auth/login', { email: user.email, password: user.password });
    const made = await user.post('/users/me/api-keys', { name: 'Office', scopes: ['account:read'] });
    await enable(user);
    for (const credential of [login.body.data.accessToken, made.body.data.key] as string[])
      expect((await app.withToken(credential).get('/auth/me')).status).toBe(401);
    expect((await user.get('/auth/me')).status).toBe(200);
    const letters = await app.mail.sentTo(user.email);
    expect(letters.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['Two-factor authentication was turned on', 'Your API key was revoked']),
    );
  });

  it('is asked for after the password, and lets in with a code', async () => {
    const user = await app.make.user();
    const { secret } = await enable(user);
    const pendingToken = await begin(user);
    expect((await app.withToken(pendingToken).get('/auth/me')).status).toBe(401);
    expect((await finish(pendingToken, { code: wrongCodeOf(secret) })).body.code).toBe('wrong_second_factor');
    const answer = await finish(pendingToken, { code: codeOf(secret) });
    expect(answer.body.data.user.id).toBe(user.id);
    expect((await app.withToken(answer.body.data.accessToken).get('/auth/me')).status).toBe(200);
    app.clock.advance(2 * STEP_MS);
    expect((await finish(pendingToken, { code: codeOf(secret) })).body.code).toBe('challenge_expired');
  });

  it('lets one in of fifty who post the same code at once', async () => {
    const user = await app.make.user();
    const { secret } = await enable(user);
    const pending = await Promise.all(Array.from({ length: 10 }, () => begin(user)));
    const code = codeOf(secret);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => finish(pending[n % 10] ?? '', { code })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => ![200, 401, 429].includes(status))).toEqual([]);
    expect((await user.get('/auth/sessions')).body.data).toHaveLength(2);
  });

  it('takes each code once, the neighboring steps too, and none that is further away', async () => {
    const user = await app.make.user();
    const { secret } = await enable(user);
    expect((await finish(await begin(user), { code: codeOf(secret, -2) })).status).toBe(401);
    expect((await finish(await begin(user), { code: codeOf(secret, 2) })).status).toBe(401);
    expect((await finish(await begin(user), { code: codeOf(secret, -1) })).status).toBe(200);
    expect((await finish(await begin(user), { code: codeOf(secret, 1) })).status).toBe(200);
    expect((await finish(await begin(user), { code: codeOf(secret, 1) })).status).toBe(401);
    // Older than one that was used: whoever sends it looked over somebody's shoulder.
    expect((await finish(await begin(user), { code: codeOf(secret, 0) })).status).toBe(401);
  });

  it('allows five tries at one log-in, ten at one account, and five minutes', async () => {
    const user = await app.make.user();
    const { secret } = await enable(user);
    const code = wrongCodeOf(secret);
    const first = await begin(user);
    for (let n = 0; n < 5; n += 1)
      expect((await finish(first, { code })).body.code).toBe('wrong_second_factor');
    app.clock.advance(STEP_MS);
    expect((await finish(first, { code: codeOf(secret) })).body.code).toBe('challenge_expired');
    const others = await Promise.all(Array.from({ length: 4 }, () => begin(user)));
    const rest = await Promise.all(others.flatMap((token) => [1, 2, 3].map(() => finish(token, { code }))));
    expect(rest.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5);
    expect((await finish(await begin(user), { code: codeOf(secret) })).status).toBe(429);
    app.clock.advance(15 * MINUTE_MS);
    const late = await begin(user);
    app.clock.advance(5 * MINUTE_MS);
    expect((await finish(late, { code: codeOf(secret) })).body.code).toBe('challenge_expired');
    expect((await finish(await begin(user), { code: codeOf(secret) })).status).toBe(200);
  });

  it('is guessed at by whoever knows the password without locking the owner out: neither a session nor a known place', async () => {
    const user = await app.make.user();
    const { secret } = await enable(user);
    const signedInFrom = (address: string) =>
      app.platform.database.change('UPDATE sessions SET address = :address WHERE userId = :id', {
        ...{ address, id: user.id },
      });
    await signedInFrom('198.51.100.7');
    const code = wrongCodeOf(secret);
    for (const token of [await begin(user), await begin(user)])
      await Promise.all(Array.from({ length: 5 }, () => finish(token, { code })));
    expect((await finish(await begin(user), { code: codeOf(secret) })).status).toBe(429);
    expect((await user.post('/auth/step-up', { code: codeOf(secret) })).status).toBe(200);
    app.clock.advance(STEP_MS);
    await signedInFrom('127.0.0.1');
    expect((await finish(await begin(user), { code: codeOf(secret) })).status).toBe(200);
  });

  it('has recovery codes, each good once, however it is typed, until new ones are made', async () => {
    const user = await app.make.user();
    const { recoveryCodes } = await enable(user);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [one = '', other = '', third = ''] = recoveryCodes;
    const pending = await Promise.all([begin(user), begin(user), begin(user)]);
    const answers = await Promise.all(pending.map((token) => finish(token, { recoveryCode: one })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const typed = ` ${other.toUpperCase().replaceAll('-', ' ')} `;
    expect((await finish(await begin(user), { recoveryCode: typed })).status).toBe(200);
    const renewed = (await user.post('/auth/2fa/recovery-codes')).body.data.recoveryCodes;
    expect((await finish(await begin(user), { recoveryCode: third })).status).toBe(401);
    expect((await finish(await begin(user), { recoveryCode: renewed[0] })).status).toBe(200);
    expect((await finish(await begin(user), { code: '123456', recoveryCode: renewed[1] })).status).toBe(400);
  });

  it('is turned off with the password, after a recent step-up', async () => {
    const user = await app.make.user();
    const { secret } = await enable(user);
    expect((await user.post('/auth/2fa/disable', { password: 'not the right one' })).body.code).toBe(
      'wrong_password',
    );
    app.clock.advance(10 * MINUTE_MS);
    const off = () => user.post('/auth/2fa/disable', { password: user.password });
    expect((await off()).body.code).toBe('step_up_needed');
    await user.post('/auth/step-up', { code: codeOf(secret) });
    expect((await off()).status).toBe(200);
    expect((await off()).body.code).toBe('second_factor_disabled');
    expect((await user.post('/auth/2fa/recovery-codes')).body.code).toBe('second_factor_disabled');
    const login = await app.anonymous.post('/auth/login', { email: user.email, password: user.password });
    expect(login.body.data.accessToken).toBeDefined();
  });

  it('ends the keys of its owner when it is turned off', async () => {
    const user = await app.make.user();
    const { secret } = await enable(user);
    await user.post('/auth/step-up', { code: codeOf(secret) });
    const key = { name: 'Office', scopes: ['account:read'] };
    const { key: made } = (await user.post('/users/me/api-keys', key)).body.data;
    const opens = async () => (await app.withToken(made).get('/users/me')).status;
    expect(await opens()).toBe(200);
    expect((await user.post('/auth/2fa/disable', { password: user.password })).status).toBe(200);
    expect(await opens()).toBe(401);
  });

  it('voids a log-in that was begun with a password which has changed since', async () => {
    const user = await app.make.user();
    const { secret } = await enable(user);
    const pendingToken = await begin(user);
    await user.post('/auth/change-password', {
      currentPassword: user.password,
      newPassword: 'violet harbour under the rain',
    });
    expect((await finish(pendingToken, { code: codeOf(secret) })).body.code).toBe('challenge_expired');
  });

  it('leaves neither secret nor recovery codes readable in the database or the action log', async () => {
    const user = await app.make.user();
    const { secret, recoveryCodes } = await enable(user);
    for (const table of ['second_factors', 'recovery_codes', 'audit_entries', 'mail_outbox']) {
      const text = JSON.stringify(await app.platform.database.select(`SELECT * FROM ${table}`));
      for (const kept of [secret, ...recoveryCodes]) {
        expect(text).not.toContain(kept);
        expect(text).not.toContain(kept.replaceAll('-', ''));
      }
    }
  });

  it('does not work with the secret of another user’s row', async () => {
    const [user, thief] = [await app.make.user(), await app.make.user()];
    await enable(user);
    const { secret } = await enable(thief);
    await app.platform.database.change(
      `UPDATE second_factors SET sealedSecret = (SELECT s FROM (SELECT sealedSecret AS s FROM second_factors
       WHERE userId = :thiefId) AS taken) WHERE userId = :userId`,
      { thiefId: thief.id, userId: user.id },
    );
    expect((await finish(await begin(user), { code: codeOf(secret) })).status).toBe(500);
  });
});

describe('step-up', () => {
  useApp();

  const key = { name: 'Sync', scopes: ['offers:read'] };

  it('is asked of users with a second factor ten minutes after the last one', async () => {
    const user = await app.make.user();
    const { secret } = await enable(user);
    expect((await user.post('/users/me/api-keys', key)).status).toBe(201);
    app.clock.advance(10 * MINUTE_MS);
    expect((await user.post('/users/me/api-keys', key)).body.code).toBe('step_up_needed');
    expect((await user.post('/auth/step-up', { password: user.password })).body.code).toBe(
      'wrong_step_up_method',
    );
    expect((await user.post('/auth/step-up', { code: wrongCodeOf(secret) })).body.code).toBe('wrong_code');
    const code = codeOf(secret);
    const answers = await Promise.all([1, 2, 3].map(() => user.post('/auth/step-up', { code })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await user.post('/users/me/api-keys', key)).status).toBe(201);
  });

  it('counts for the session in which it was done, and for no other', async () => {
    const user = await app.make.user();
    const { secret, recoveryCodes } = await enable(user);
    const login = await finish(await begin(user), { code: codeOf(secret) });
    const elsewhere = app.withToken(login.body.data.accessToken);
    app.clock.advance(10 * MINUTE_MS);
    expect((await elsewhere.post('/auth/step-up', { recoveryCode: recoveryCodes[0] })).status).toBe(200);
    expect((await elsewhere.post('/users/me/api-keys', key)).status).toBe(201);
    expect((await user.post('/users/me/api-keys', key)).body.code).toBe('step_up_needed');
  });

  it('takes the password of users without a second factor', async () => {
    const user = await app.make.user();
    expect((await user.post('/auth/step-up', { code: '123456' })).body.code).toBe('wrong_step_up_method');
    expect((await user.post('/auth/step-up', { password: 'not the right one' })).body.code).toBe(
      'wrong_password',
    );
    expect((await user.post('/auth/step-up', {})).status).toBe(400);
    expect((await user.post('/auth/step-up', { password: user.password })).status).toBe(200);
  });

  it('is needed for whatever changes money or credentials, and for nothing else', () => {
    const asked = app.app.endpoints
      .filter(({ contract }) => contract.stepUp)
      .map(({ contract }) => `${contract.method} ${contract.path}`);
    expect(asked.toSorted()).toEqual([
      'delete /seller/bank-account',
      'delete /users/me',
      'post /admin/broadcast',
      'post /admin/outside-refunds/{id}/book',
      'post /admin/payables/{id}/hold',
      'post /admin/payables/{id}/pay',
      'post /admin/payables/{id}/release',
      'post /admin/payments/{id}/give-back',
      'post /admin/payments/{id}/give-up',
      'post /admin/payouts/{id}/bank-account',
      'post /admin/payouts/{id}/give-up',
      'post /admin/payouts/{id}/record-wire',
      'post /admin/payouts/{id}/refuse-wire',
      'post /admin/payouts/{id}/wire-returned',
      'post /admin/premium-requests/{id}/end',
      'post /admin/premium-requests/{id}/verify-payment/{paymentId}',
      'post /admin/refunds/{id}/book-loss',
      'post /admin/refunds/{id}/confirm-wire',
      'post /admin/refunds/{id}/part',
      'post /admin/refunds/{id}/retry',
      'post /admin/refunds/{id}/settle-by-bank',
      'post /admin/refunds/{id}/take-back',
      'post /admin/refunds/{id}/wire-returned',
      'post /admin/subscription-invoices/{id}/accept',
      'post /admin/unassigned-money',
      'post /admin/unassigned-money/{id}/assign',
      'post /admin/unassigned-money/{id}/correct',
      'post /admin/unassigned-money/{id}/send-back',
      'post /admin/users/{id}/block',
      'post /admin/users/{id}/impersonate',
      'post /admin/users/{id}/roles',
      'post /admin/users/{id}/suspend',
      'post /admin/users/{id}/unblock',
      'post /admin/webhooks/{gateway}/{eventId}/book',
      'post /admin/wires/{id}/correct',
      'post /auth/2fa/disable',
      'post /auth/2fa/enable',
      'post /auth/2fa/recovery-codes',
      'post /auth/2fa/setup',
      'post /auth/change-email',
      'post /auth/change-password',
      'post /brokers',
      'post /credits/bonus',
      'post /credits/refund',
      'post /seller/payout-account',
      'post /seller/payouts',
      'post /transactions/{id}/admin/approve',
      'post /transactions/{id}/admin/book-refund',
      'post /transactions/{id}/admin/extend',
      'post /transactions/{id}/admin/release-hold',
      'post /transactions/{id}/admin/resolve',
      'post /transactions/{id}/admin/verify-deposit/{paymentId}',
      'post /transactions/{id}/admin/verify-payment/{paymentId}',
      'post /transactions/{id}/buyer/accept',
      'post /transactions/{id}/buyer/walk-away',
      'post /transactions/{id}/cancel',
      'post /transactions/{id}/dispute',
      'post /transactions/{id}/dispute/proposals/{proposalId}/accept',
      'post /users/me/api-keys',
      'post /webhook-endpoints',
      'post /webhook-endpoints/{id}/resume',
      'post /webhook-endpoints/{id}/rotate-secret',
      'put /admin/settings',
      'put /seller/bank-account',
      'put /transactions/{id}/admin/status',
      'put /webhook-endpoints/{id}',
    ]);
    expect(asked.filter((name) => name.startsWith('get '))).toEqual([]);
  });

  it('opens no new way to an account or its money while the address is unproven', async () => {
    const user = await app.make.user({ roles: ['buyer', 'seller'], emailVerified: false });
    const refused: string[] = [];
    for (const { contract } of app.app.endpoints.filter((each) => each.contract.stepUp)) {
      const { method, path } = contract;
      const answer = await user.send(method, path.replaceAll(/\{\w+\}/g, newId()), {});
      if (answer.body.code === 'email_not_verified') refused.push(`${method} ${path}`);
    }
    expect(refused.toSorted()).toEqual([
      'post /auth/2fa/enable',
      'post /auth/2fa/setup',
      'post /brokers',
      'post /seller/payout-account',
      'post /users/me/api-keys',
      'post /webhook-endpoints',
      'post /webhook-endpoints/{id}/rotate-secret',
      'put /seller/bank-account',
      'put /webhook-endpoints/{id}',
    ]);
  });
});

describe('with a stale log-in', () => {
  useApp();

  it('asks users without a second factor for the password', async () => {
    const { token, password } = await app.make.user();
    const user = app.withToken(token ?? '');
    app.clock.advance(10 * MINUTE_MS);
    expect((await user.post('/auth/2fa/setup')).body.code).toBe('step_up_needed');
    expect((await user.get('/auth/me')).status).toBe(200);
    await user.post('/auth/step-up', { password });
    expect((await user.post('/auth/2fa/setup')).status).toBe(200);
  });
});

describe('where admins need a second factor', () => {
  useApp({ FEATURE_ADMIN_SECOND_FACTOR_REQUIRED: 'true' });

  it('an admin without one may set it up, and nothing else', async () => {
    const admin = await app.make.admin();
    const refused = await Promise.all([
      admin.get('/admin/users'),
      admin.get('/users/me'),
      admin.put('/users/me', { firstName: 'X' }),
      admin.post(`/admin/users/${newId()}/suspend`, { reason: 'No reason.' }),
    ]);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      Array(4).fill([403, 'second_factor_required']),
    );
    expect((await admin.get('/auth/me')).status).toBe(200);
    await enable(admin);
    expect((await admin.get('/admin/users')).status).toBe(200);
  });

  it('others need none', async () => {
    expect((await (await app.make.buyer()).get('/users/me')).status).toBe(200);
  });
});
