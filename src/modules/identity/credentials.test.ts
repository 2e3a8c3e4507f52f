/** Proving an address, finding back in, choosing another password, and passwords of former days. */
import { hash as formerHash } from 'bcrypt';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { LINK_LIMIT } from './identity.limits';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { uploadDocument } from '../../../tests/support/make-documents';
import { A_BANK_ACCOUNT } from '../../../tests/support/make-payments';

const NEW_PASSWORD = 'violet harbour under the rain';

describe('credentials', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({
      environment: {
        FEATURE_EMAIL_VERIFICATION_REQUIRED: 'true',
        PUBLIC_URL: 'https://exchange.test/',
      },
    });
  });
  afterAll(() => app.close());

  const logIn = (email: string, password: string) => app.anonymous.post('/auth/login', { email, password });
  const lettersTo = async (email: string, kind: string) =>
    (await app.mail.sentTo(email)).filter((letter) => letter.kind === kind);
  /** The token of the newest letter of a kind. */
  const tokenTo = async (email: string, kind: string) => {
    await app.settle();
    const [letter] = await lettersTo(email, kind);
    return /token=([\w-]+)/.exec(letter?.text ?? '')?.[1] ?? 'no letter';
  };
  const newcomer = async () => {
    const person = {
      email: `person-${newId()}@example.com`,
      password: 'green lantern over the canal',
      firstName: 'Dana',
      lastName: 'Kowalski',
      role: 'BUYER',
    };
    await app.anonymous.post('/auth/register', person);
    return person;
  };
  const signedIn = async ({ email, password }: { email: string; password: string }) =>
    app.withToken((await logIn(email, password)).body.data.accessToken);
  const forget = async (user: Pick<TestUser, 'email'>) => {
    await app.anonymous.post('/auth/forgot-password', { email: user.email });
    return tokenTo(user.email, 'reset-password');
  };
  const reset = (token: string, newPassword = NEW_PASSWORD) =>
    app.anonymous.post('/auth/reset-password', { token, newPassword });

  describe('verifying an email address', () => {
    it('takes the link of the welcome mail, and says so when it is opened again', async () => {
      const person = await newcomer();
      const token = await tokenTo(person.email, 'welcome');
      const open = () => app.anonymous.post('/auth/verify-email', { token });
      expect((await open()).body.data).toEqual({ done: true, alreadyConfirmed: false });
      expect((await open()).body.data).toEqual({ done: true, alreadyConfirmed: true });
      const client = await signedIn(person);
      expect((await client.get('/auth/me')).body.data.emailVerified).toBe(true);
    });

    it('comes before the first log-in, which tells nobody whether the address was free', async () => {
      const person = await newcomer();
      const owner = await app.make.user();
      await app.anonymous.post('/auth/register', { ...person, email: owner.email });
      const ofFree = await logIn(person.email, person.password);
      const ofTaken = await logIn(owner.email, person.password);
      expect([ofFree.status, ofFree.body.detail]).toEqual([401, ofTaken.body.detail]);
      await app.settle();
      expect(await lettersTo(person.email, 'verify-email')).toHaveLength(1);
      await app.anonymous.post('/auth/verify-email', { token: await tokenTo(person.email, 'verify-email') });
      expect((await logIn(person.email, person.password)).status).toBe(200);
    });

    it('ends the keys of whoever registered the address before its reader proved it', async () => {
      const user = await app.make.user();
      const { body } = await user.post('/users/me/api-keys', { name: 'Mine', scopes: ['account:read'] });
      await app.setProven(user.id, false);
      await app.anonymous.post('/auth/resend-verification', { email: user.email });
      const token = await tokenTo(user.email, 'verify-email');
      expect((await app.anonymous.post('/auth/verify-email', { token })).status).toBe(200);
      expect((await app.withToken(body.data.key).get('/users/me')).status).toBe(401);
    });

    it('so does the first proof of another address', async () => {
      const [user, fresh] = [await app.make.user(), `new-${newId()}@example.com`];
      const { body } = await user.post('/users/me/api-keys', { name: 'Mine', scopes: ['account:read'] });
      await app.setProven(user.id, false);
      await user.post('/auth/change-email', { email: fresh, password: user.password });
      const change = { token: await tokenTo(fresh, 'confirm-address') };
      expect((await app.anonymous.post('/auth/confirm-email-change', change)).status).toBe(200);
      expect((await app.withToken(body.data.key).get('/users/me')).status).toBe(401);
    });

    it('voids the links that were sent before', async () => {
      const person = await newcomer();
      const older = await tokenTo(person.email, 'welcome');
      await app.anonymous.post('/auth/resend-verification', { email: person.email });
      const newer = await tokenTo(person.email, 'verify-email');
      expect((await app.anonymous.post('/auth/verify-email', { token: older })).body.code).toBe(
        'link_invalid',
      );
      expect((await app.anonymous.post('/auth/verify-email', { token: newer })).status).toBe(200);
    });

    it('writes the link on PUBLIC_URL, whose slash at the end is not doubled', async () => {
      const { email } = await newcomer();
      const token = await tokenTo(email, 'welcome');
      const [letter] = await lettersTo(email, 'welcome');
      expect(letter?.text.split('\n')).toEqual(
        expect.arrayContaining([
          `https://exchange.test/verify-email?token=${token}`,
          'https://exchange.test',
        ]),
      );
    });

    it('refuses a link after a day, one for another purpose, and one to a previous address', async () => {
      const person = await newcomer();
      const welcome = await tokenTo(person.email, 'welcome');
      expect((await reset(welcome)).body.code).toBe('link_invalid');
      const resetToken = await forget(person);
      expect((await app.anonymous.post('/auth/verify-email', { token: resetToken })).status).toBe(422);
      app.clock.advance(DAY_MS);
      expect((await app.anonymous.post('/auth/verify-email', { token: welcome })).status).toBe(422);

      await app.anonymous.post('/auth/resend-verification', { email: person.email });
      const again = await tokenTo(person.email, 'verify-email');
      await app.platform.database.change('UPDATE users SET email = :other WHERE email = :email', {
        email: person.email,
        other: `other-${newId()}@example.com`,
      });
      expect((await app.anonymous.post('/auth/verify-email', { token: again })).status).toBe(422);
    });

    it('opens trade, which is closed until then', async () => {
      const person = await newcomer();
      // Signed in before the proof was asked for.
      const [{ id } = { id: '' }] = await app.platform.database.select<{ id: string }>(
        'SELECT id FROM users WHERE email = :email',
        { email: person.email },
      );
      const prove = (at: number | null) =>
        app.platform.database.change('UPDATE users SET emailVerifiedAt = :at WHERE id = :id', { at, id });
      await prove(app.clock.now());
      const client = await signedIn(person);
      await prove(null);
      const offer = () => client.post('/offers', { listingId: newId(), amountCents: 5_000_000 });
      expect((await offer()).body.code).toBe('email_not_verified');
      expect((await client.post(`/listings/${newId()}/unlock`, {})).body.code).toBe('email_not_verified');
      expect((await client.get('/offers/my-offers')).status).toBe(200);
      expect((await client.post('/auth/2fa/setup')).body.code).toBe('email_not_verified');
      await app.anonymous.post('/auth/verify-email', { token: await tokenTo(person.email, 'welcome') });
      expect((await offer()).body.code).toBe('not_found');
    });

    it('sends at most three mails an hour, and none that is not needed', async () => {
      const person = await newcomer();
      for (let n = 0; n < 5; n += 1) {
        await app.anonymous.post('/auth/resend-verification', { email: person.email });
      }
      await app.settle();
      // The welcome letter was the first of the three.
      expect(await lettersTo(person.email, 'verify-email')).toHaveLength(2);
      app.clock.advance(HOUR_MS);
      await app.anonymous.post('/auth/resend-verification', { email: person.email });
      await app.anonymous.post('/auth/verify-email', { token: await tokenTo(person.email, 'verify-email') });
      await app.anonymous.post('/auth/resend-verification', { email: person.email });
      await app.settle();
      expect(await lettersTo(person.email, 'verify-email')).toHaveLength(3);
    });

    it('answers the same whether the address is known or not', async () => {
      const { email } = await newcomer();
      const stranger = `nobody-${newId()}@example.com`;
      for (const path of ['/auth/resend-verification', '/auth/forgot-password']) {
        const known = await app.anonymous.post(path, { email });
        const unknown = await app.anonymous.post(path, { email: stranger });
        expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
      }
      await app.settle();
      expect(await app.mail.sentTo(stranger)).toEqual([]);
    });
  });

  describe('a forgotten password', () => {
    it('is reset by the link, which signs the user out everywhere and verifies the address', async () => {
      const user = await app.make.user();
      const token = await forget(user);
      expect(token).not.toBe('no letter');
      expect((await reset(token)).status).toBe(200);
      expect((await user.get('/auth/me')).status).toBe(401);
      expect((await logIn(user.email, user.password)).status).toBe(401);
      const back = await logIn(user.email, NEW_PASSWORD);
      expect(back.body.data.user.emailVerified).toBe(true);
      expect(await lettersTo(user.email, 'security-notice')).toHaveLength(1);
    });

    it('is reset once, however many open the link at once', async () => {
      const user = await app.make.user();
      const token = await forget(user);
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) => reset(token, `${NEW_PASSWORD} ${n}`)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.code === 'link_invalid')).toHaveLength(7);
    });

    it('leaves the link valid for an hour, and after a password that is too easy', async () => {
      const user = await app.make.user();
      const first = await forget(user);
      expect((await reset(first, 'password1234')).body.code).toBe('weak_password');
      app.clock.advance(59 * MINUTE_MS);
      const second = await forget(user);
      expect((await reset(first)).body.code).toBe('link_invalid');
      expect((await reset(second)).status).toBe(200);
      expect((await reset(second)).body.code).toBe('link_invalid');
      const late = await forget(user);
      app.clock.advance(HOUR_MS);
      expect((await reset(late)).body.code).toBe('link_invalid');
    });

    it('takes back whatever a thief with the password has prepared', async () => {
      const user = await app.make.seller();
      const thief = await signedIn(user);
      const evil = `evil-${newId()}@example.com`;
      await thief.post('/auth/change-email', { email: evil, password: user.password });
      const change = await tokenTo(evil, 'confirm-address');
      const key = (
        await thief.post('/users/me/api-keys', { name: 'Mine', scopes: ['account:read', 'documents:read'] })
      ).body.data.key;
      expect((await app.withToken(key).get('/users/me')).status).toBe(200);
      await thief.post('/auth/2fa/setup');
      await thief.put('/seller/bank-account', A_BANK_ACCOUNT);
      const paper = await uploadDocument(thief);
      const linkBy = async (client: Pick<TestUser, 'post'>) =>
        (await client.post(`/documents/${paper}/link`)).body.data.url as string;
      const statusOf = async (link: string) => (await fetch(app.url + link)).status;
      expect(await statusOf(await linkBy(thief))).toBe(200);
      const [byKey, bySession] = [await linkBy(app.withToken(key)), await linkBy(thief)];
      await thief.post('/auth/logout');
      // At once, and not when a job comes round.
      expect(await statusOf(bySession)).toBe(404);

      const token = await forget(user);
      expect((await reset(token)).status).toBe(200);
      expect(await statusOf(byKey)).toBe(404);
      await app.settle();
      expect((await app.anonymous.post('/auth/confirm-email-change', { token: change })).body.code).toBe(
        'link_invalid',
      );
      expect((await app.withToken(key).get('/users/me')).status).toBe(401);
      const back = await signedIn({ email: user.email, password: NEW_PASSWORD });
      expect((await back.get('/seller/bank-account')).body.data.status).toBe('NONE');
      expect((await back.post('/auth/2fa/enable', { code: '123456' })).body.code).toBe(
        'second_factor_disabled',
      );
      const subjects = (await lettersTo(user.email, 'security-notice')).map(({ subject }) => subject);
      expect(subjects).toEqual(
        expect.arrayContaining(['Your API key was revoked', 'Enter your bank account again']),
      );
    });

    it.each([
      ['signing out everywhere', (user: TestUser) => user.post('/auth/logout-all')],
      [
        'another password',
        (user: TestUser) =>
          user.post('/auth/change-password', { currentPassword: user.password, newPassword: NEW_PASSWORD }),
      ],
    ])('takes API keys and the links of before with it, as does %s', async (_what, recover) => {
      const user = await app.make.user();
      const { body } = await user.post('/users/me/api-keys', { name: 'Mine', scopes: ['account:read'] });
      const link = await forget(user);
      expect((await recover(user)).status).toBe(200);
      expect((await app.withToken(body.data.key).get('/users/me')).status).toBe(401);
      expect((await reset(link)).body.code).toBe('link_invalid');
    });

    it('refuses no valid link, whoever tried links or weak passwords from there before', async () => {
      const limited = await startTestApp({ environment: { RATE_LIMIT_PROFILE: 'standard' } });
      const user = await limited.make.user();
      const fresh = `new-${newId()}@example.com`;
      await limited.anonymous.post('/auth/forgot-password', { email: user.email });
      await user.post('/auth/change-email', { email: fresh, password: user.password });
      const linkTo = async (email: string) =>
        /token=([\w-]+)/.exec(
          (await limited.mail.sentTo(email)).find(({ text }) => text.includes('token='))?.text ?? '',
        )?.[1] ?? '';
      const [token, change] = [await linkTo(user.email), await linkTo(fresh)];
      const send = (path: string, fields: Record<string, string>) =>
        limited.anonymous.post(`/auth/${path}`, fields);
      const byPage = async (path: string, fields: Record<string, string>) =>
        (await fetch(`${limited.url}/${path}`, { method: 'POST', body: new URLSearchParams(fields) })).status;
      for (let n = 0; n < 60; n += 1) await send('verify-email', { token: 'x'.repeat(43) });
      expect((await send('verify-email', { token: 'x'.repeat(43) })).status).toBe(429);
      expect(await byPage('reset-password', { token: 'x'.repeat(43), newPassword: NEW_PASSWORD })).toBe(429);
      // Nor by any other link of a letter.
      const byLink = limited.app.endpoints.filter(({ contract }) => contract.limit?.name === LINK_LIMIT.name);
      expect(byLink.filter(({ contract }) => !contract.spared)).toEqual([]);
      await limited.modules.billing.grantBonus(
        { kind: 'system', name: 'test' },
        { userId: user.id, credits: 1, reason: 'They waited long.', key: newId() },
      );
      await limited.settle();
      const letters = await limited.mail.sentTo(user.email);
      const [, ended = ''] =
        letters.map(({ text }) => /unsubscribe\?token=([^\s)]+)/.exec(text)).find(Boolean) ?? [];
      for (let n = 0; n < 60; n += 1) await byPage('unsubscribe', { token: 'x' });
      expect(await byPage('unsubscribe', { token: 'x' })).toBe(429);
      expect(await byPage('unsubscribe', { token: decodeURIComponent(ended) })).toBe(200);
      // Good links to documents are not counted: an office follows many.
      const paper = await uploadDocument(user);
      const followed: unknown[] = [];
      for (const isGood of [true, true, false, true]) {
        // Asked for one by one: the answer before is over by then, and counted or not.
        const { url } = (await user.post(`/documents/${paper}/link`)).body.data;
        const answer = await fetch(
          limited.url + (isGood ? String(url) : `/api/documents/links/${'x'.repeat(43)}`),
        );
        await answer.arrayBuffer();
        const left = /"documentLinks"; r=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1];
        followed.push([answer.status, left]);
      }
      expect(followed).toEqual([
        [200, '59'],
        [200, '59'],
        [404, '59'],
        [200, '58'],
      ]);
      const weak = { token, newPassword: 'password1234' };
      expect((await send('reset-password', weak)).body.code).toBe('weak_password');
      expect(await byPage('reset-password', weak)).toBe(422);
      for (const nth of ['first', 'second'])
        expect([nth, (await send('confirm-email-change', { token: change })).status]).toEqual([nth, 200]);
      await limited.anonymous.post('/auth/forgot-password', { email: fresh });
      const renewed = { token: await linkTo(fresh), newPassword: NEW_PASSWORD };
      expect((await send('reset-password', renewed)).status).toBe(200);
      await limited.close();
    });

    it('is no way around a suspension', async () => {
      const [user, other, admin] = [await app.make.user(), await app.make.user(), await app.make.admin()];
      const token = await forget(user);
      const reason = 'Forged papers.';
      for (const { id } of [user, other]) await admin.post(`/admin/users/${id}/suspend`, { reason });
      expect((await reset(token)).body.code).toBe('link_invalid');
      expect(await forget(other)).toBe('no letter');
    });

    it('leaves no usable token in the database', async () => {
      const user = await app.make.user();
      const token = await forget(user);
      const rows = await app.platform.database.select('SELECT * FROM mail_links');
      expect(JSON.stringify(rows)).not.toContain(token);
    });
  });

  describe('a change of the password', () => {
    const change = (user: TestUser, currentPassword: string, newPassword = NEW_PASSWORD) =>
      user.post('/auth/change-password', { currentPassword, newPassword });

    it('signs the user out everywhere else', async () => {
      const user = await app.make.user();
      const elsewhere = await signedIn(user);
      expect((await change(user, user.password)).status).toBe(200);
      expect((await elsewhere.get('/auth/me')).status).toBe(401);
      expect((await user.get('/auth/me')).status).toBe(200);
      expect((await logIn(user.email, NEW_PASSWORD)).status).toBe(200);
      expect(await lettersTo(user.email, 'security-notice')).toHaveLength(1);
    });

    it('needs the current password, and refuses a weak one', async () => {
      const user = await app.make.user();
      expect((await change(user, 'not the right one')).body.code).toBe('wrong_password');
      expect((await change(user, user.password, 'mcexchange2026')).body.code).toBe('weak_password');
      expect((await change(user, user.password, 'short')).status).toBe(400);
      expect((await logIn(user.email, user.password)).status).toBe(200);
    });

    it('is throttled in a session that was left open', async () => {
      const user = await app.make.user();
      const guesses = await Promise.all(
        Array.from({ length: 14 }, (_, n) => change(user, `wrong guess number ${n}`)),
      );
      expect(guesses.filter(({ status }) => status === 403).length).toBeLessThanOrEqual(10);
      expect((await change(user, user.password)).status).toBe(429);
    });
  });

  describe('a legacy password', () => {
    const withFormerHash = async (password: string, rounds = 12, kind = '$2b$') => {
      const user = await app.make.user();
      const passwordHash = (await formerHash(password, rounds)).replace('$2b$', kind);
      await app.platform.database.change('UPDATE users SET passwordHash = :passwordHash WHERE id = :id', {
        id: user.id,
        passwordHash,
      });
      return user;
    };
    const hashOf = async (id: string) => {
      const [row] = await app.platform.database.select<{ passwordHash: string }>(
        'SELECT passwordHash FROM users WHERE id = :id',
        { id },
      );
      return row?.passwordHash;
    };

    it.each(['$2a$', '$2b$'])('with %s signs in, and is hashed again by it', async (kind) => {
      const user = await withFormerHash('an old password of mine', 12, kind);
      expect((await logIn(user.email, 'another old password')).status).toBe(401);
      expect(await hashOf(user.id)).toContain(kind);
      expect((await logIn(user.email, 'an old password of mine')).status).toBe(200);
      expect(await hashOf(user.id)).toMatch(/^\$argon2id\$/);
      expect((await logIn(user.email, 'an old password of mine')).status).toBe(200);
    });

    it('does not accept what merely begins like it', async () => {
      const long = 'ж'.repeat(36);
      const user = await withFormerHash(long, 4);
      expect(Buffer.byteLength(long)).toBe(72);
      expect((await logIn(user.email, `${long}!`)).status).toBe(401);
      expect(await hashOf(user.id)).toContain('$2b$');
      expect((await logIn(user.email, long)).status).toBe(200);
    });
  });

  describe('the pages that links in letters lead to', () => {
    const page = (path: string) => fetch(`${app.url}${path}`);
    const send = (path: string, fields: Record<string, string>) =>
      fetch(`${app.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
    /** The link as it stands in the letter, and the fields that its page would send. */
    async function opened(to: string, kind: string): Promise<{ path: string; token: string }> {
      const text = (await lettersTo(to, kind))[0]?.text ?? '';
      const link = new URL(/https?:\/\/\S+\?token=\S+/.exec(text)?.[0] ?? '');
      const token = link.searchParams.get('token') ?? '';
      for (let scanned = 0; scanned < 2; scanned += 1) {
        const answer = await page(`${link.pathname}${link.search}`);
        expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
        expect(await answer.text()).toContain(`value="${token}"`);
      }
      return { path: link.pathname, token };
    }

    it('confirm an address, which opening the link does not', async () => {
      const person = await newcomer();
      const { path, token } = await opened(person.email, 'welcome');
      const verified = async () =>
        (await app.modules.identity.findUserByEmail(person.email))?.emailVerifiedAt;
      expect(await verified()).toBeNull();
      expect(await (await send(path, { token })).text()).toContain('Your address is confirmed');
      expect(await verified()).not.toBeNull();
      expect(await (await send(path, { token })).text()).toContain('confirmed already');
    });

    it('take a new password, and say what is wrong with a weak one', async () => {
      const user = await app.make.user();
      await forget(user);
      const { path, token } = await opened(user.email, 'reset-password');
      const weak = await send(path, { token, newPassword: 'Summer2026!!' });
      expect(weak.status).toBe(422);
      expect(await weak.text()).toContain(`value="${token}"`);
      const good = await send(path, { token, newPassword: NEW_PASSWORD });
      expect([good.status, await good.text()]).toEqual([200, expect.stringContaining('was changed')]);
      expect((await logIn(user.email, NEW_PASSWORD)).status).toBe(200);
      const again = await send(path, { token, newPassword: NEW_PASSWORD });
      expect([again.status, await again.text()]).toEqual([422, expect.stringContaining('/forgot-password')]);
    });

    it('confirm a new address of an account', async () => {
      const [user, fresh] = [await app.make.user(), `new-${newId()}@example.com`];
      await user.post('/auth/change-email', { email: fresh, password: user.password });
      const { path, token } = await opened(fresh, 'confirm-address');
      expect((await send(path, { token })).status).toBe(200);
      expect((await user.get('/users/me')).body.data.email).toBe(fresh);
    });

    it('send another link, and do not tell whether there is an account', async () => {
      const user = await app.make.user();
      const [known, unknown] = await Promise.all(
        [user.email, `nobody-${newId()}@example.com`].map(async (email) =>
          (await send('/forgot-password', { email })).text(),
        ),
      );
      expect(known).toBe(unknown);
      await app.settle();
      expect(await lettersTo(user.email, 'reset-password')).toHaveLength(1);
      expect((await send('/forgot-password', { email: 'not an address' })).status).toBe(400);
    });

    it('show what came with a link as text, and take nothing else', async () => {
      const answer = await page('/reset-password?token="><script>alert(1)</script>&newPassword=x&other=y');
      const text = await answer.text();
      expect(text).not.toContain('<script>');
      expect(text).not.toContain('value="x"');
      expect((await send('/verify-email', { token: 'x'.repeat(5_000) })).status).toBe(413);
      expect((await send('/verify-email', {})).status).toBe(400);
    });

    it('bring a style sheet that their own policy lets in, and scripts and styles of nobody', async () => {
      const answer = await page('/reset-password?token=x');
      const policy = answer.headers.get('content-security-policy') ?? '';
      const sheet = await page(
        /<link rel="stylesheet" href="([^"]+)"/.exec(await answer.text())?.[1] ?? '/none',
      );
      expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
      expect(policy).toContain("script-src 'self'");
      for (const path of ['/', '/verify-email?token=x', '/unsubscribe?token=x', '/offers/1', '/api/problems'])
        expect(await (await page(path)).text()).not.toMatch(/<style|style=|<script|\son\w+=/);
    });
  });

  describe('a mailbox', () => {
    const times = async (count: number, ask: (n: number) => Promise<unknown>) => {
      for (let n = 0; n < count; n += 1) await ask(n);
    };
    const changeTo = (email: string) => async () => {
      const user = await app.make.user();
      const answer = await user.post('/auth/change-email', { email, password: user.password });
      expect([answer.status, answer.body.data]).toEqual([200, { received: true, email }]);
    };

    it('gets three letters of a kind in an hour, whoever asks, and the last link stays good', async () => {
      const [owner, stranger] = [await app.make.user(), `stranger-${newId()}@example.com`];
      const person = { password: NEW_PASSWORD, firstName: 'Mal', lastName: 'Lory', role: 'BUYER' };
      await times(5, () => app.anonymous.post('/auth/register', { ...person, email: owner.email }));
      await times(5, () => app.anonymous.post('/auth/forgot-password', { email: owner.email }));
      await times(5, changeTo(owner.email));
      await times(5, changeTo(stranger));
      for (const [email, kind] of [
        [owner.email, 'already-registered'],
        [owner.email, 'reset-password'],
        [owner.email, 'address-in-use'],
        [stranger, 'confirm-address'],
      ] as const) {
        expect([kind, (await lettersTo(email, kind)).length]).toEqual([kind, 3]);
      }
      const change = { token: await tokenTo(stranger, 'confirm-address') };
      expect((await app.anonymous.post('/auth/confirm-email-change', change)).status).toBe(200);
      expect((await reset(await tokenTo(owner.email, 'reset-password'))).status).toBe(200);
      // The news of it is of another kind.
      expect((await lettersTo(owner.email, 'security-notice')).map(({ subject }) => subject)).toContain(
        'Your password was changed',
      );
    });

    it('keeps the last link when the same person asks once too often', async () => {
      const [user, email] = [await app.make.user(), `new-${newId()}@example.com`];
      await times(5, () => user.post('/auth/change-email', { email, password: user.password }));
      expect(await lettersTo(email, 'confirm-address')).toHaveLength(3);
      const change = { token: await tokenTo(email, 'confirm-address') };
      expect((await app.anonymous.post('/auth/confirm-email-change', change)).status).toBe(200);
      expect((await user.get('/users/me')).body.data.email).toBe(email);
    });

    it('gets no more of it when all ask at once, or by a tag, and again after an hour, ten in a day', async () => {
      const stranger = newId();
      const ask = async (n: number) => changeTo(`${stranger}+${n}@example.com`)();
      const got = async () =>
        Number(
          (
            await app.platform.database.select<{ count: number }>(
              'SELECT COUNT(*) AS count FROM mail_outbox WHERE recipient LIKE :like',
              { like: `${stranger}+%` },
            )
          )[0]?.count,
        );
      await Promise.all(Array.from({ length: 8 }, (_, n) => ask(n)));
      expect(await got()).toBe(3);
      for (const most of [6, 9, 10, 10]) {
        app.clock.advance(HOUR_MS);
        await times(4, ask);
        expect(await got()).toBe(most);
      }
      app.clock.advance(DAY_MS);
      await ask(1);
      expect(await got()).toBe(11);
    });

    it('gets three warnings of guessed passwords in an hour', async () => {
      const user = await app.make.user();
      await app.platform.database.change(`UPDATE sessions SET address = '203.0.113.9' WHERE userId = :id`, {
        id: user.id,
      });
      await times(6, async () => {
        app.clock.advance(16 * MINUTE_MS);
        await Promise.all(Array.from({ length: 11 }, (_, n) => logIn(user.email, `wrong password ${n}`)));
        await app.settle();
      });
      // Six quarters of an hour: the last is told again, as the first is more than an hour ago.
      const warned = (await lettersTo(user.email, 'security-notice')).map(({ sentAt }) => sentAt);
      for (const at of warned) {
        expect(warned.filter((other) => other <= at && other > at - HOUR_MS).length).toBeLessThanOrEqual(3);
      }
      expect(warned.length).toBeGreaterThanOrEqual(3);
      expect(warned.length).toBeLessThan(6);
    });

    it('is one: a letter to two at once, or to none, is not sent', async () => {
      const letter = { subject: 'Hello', text: 'Hello', kind: 'test' };
      for (const to of ['a@example.com,b@example.com', 'a@example.com\r\nBcc: b@example.com', 'nobody']) {
        expect(await app.platform.mailer.send({ ...letter, to })).toBe(false);
      }
      expect(await app.platform.database.select(`SELECT 1 FROM mail_outbox WHERE kind = 'test'`)).toEqual([]);
    });
  });

  it('keeps no link of a letter in clear, and none for longer than it works', async () => {
    const person = await newcomer();
    const [user, fresh] = [await app.make.user(), `new-${newId()}@example.com`];
    await user.post('/auth/change-email', { email: fresh, password: user.password });
    await app.anonymous.post('/auth/resend-verification', { email: person.email });
    const tokens = [
      await tokenTo(person.email, 'welcome'),
      await tokenTo(person.email, 'verify-email'),
      await tokenTo(fresh, 'confirm-address'),
      await forget(user),
    ];
    const stored = JSON.stringify(await app.platform.database.select('SELECT * FROM mail_outbox'));
    for (const token of tokens) {
      expect(token).toHaveLength(43);
      expect(stored).not.toContain(token);
    }
    await app.later(3 * HOUR_MS);
    expect((await lettersTo(user.email, 'reset-password'))[0]?.text).toContain('token=[removed]');
    expect(await tokenTo(fresh, 'confirm-address')).toBe(tokens[2]);
    await app.later(2 * DAY_MS);
    const kept = 'SELECT 1 FROM mail_outbox WHERE sealedSecret IS NOT NULL';
    expect(await app.platform.database.select(kept)).toEqual([]);
  });

  it('deletes links that have expired', async () => {
    await newcomer();
    await app.later(2 * DAY_MS);
    expect(await app.platform.database.select('SELECT 1 FROM mail_links')).toEqual([]);
  });
});
