/** Proving an address, finding back in, choosing another password, and passwords of former days. */
import { hash as formerHash } from 'bcrypt';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';

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

  describe('proving an e-mail address', () => {
    it('takes the link of the welcome letter, once', async () => {
      const person = await newcomer();
      const token = await tokenTo(person.email, 'welcome');
      const client = await signedIn(person);
      expect((await client.get('/auth/me')).body.data.emailVerified).toBe(false);
      expect((await app.anonymous.post('/auth/verify-email', { token })).status).toBe(200);
      expect((await client.get('/auth/me')).body.data.emailVerified).toBe(true);
      expect((await app.anonymous.post('/auth/verify-email', { token })).body.code).toBe('link_refused');
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

    it('refuses a link after a day, one for another purpose, and one to an address that was left', async () => {
      const person = await newcomer();
      const welcome = await tokenTo(person.email, 'welcome');
      expect((await reset(welcome)).body.code).toBe('link_refused');
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

    it('opens trade, which is closed before', async () => {
      const person = await newcomer();
      const client = await signedIn(person);
      const offer = () => client.post('/offers', { listingId: newId(), amountCents: 5_000_000 });
      expect((await offer()).body.code).toBe('email_not_verified');
      expect((await client.post(`/listings/${newId()}/unlock`, {})).body.code).toBe('email_not_verified');
      expect((await client.get('/offers/my-offers')).status).toBe(200);
      await app.anonymous.post('/auth/verify-email', { token: await tokenTo(person.email, 'welcome') });
      expect((await offer()).body.code).toBe('not_found');
    });

    it('sends no more than three letters an hour, and none to whom it need not', async () => {
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
    it('is replaced by the link, which signs the person out everywhere and proves the address', async () => {
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

    it('is replaced once, however many follow the link at once', async () => {
      const user = await app.make.user();
      const token = await forget(user);
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) => reset(token, `${NEW_PASSWORD} ${n}`)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.code === 'link_refused')).toHaveLength(7);
    });

    it('keeps the link good for an hour and through a password that is too easy', async () => {
      const user = await app.make.user();
      const first = await forget(user);
      expect((await reset(first, 'password1234')).body.code).toBe('weak_password');
      app.clock.advance(59 * MINUTE_MS);
      const second = await forget(user);
      expect((await reset(first)).status).toBe(200);
      expect((await reset(second)).body.code).toBe('link_refused');
      const late = await forget(user);
      app.clock.advance(HOUR_MS);
      expect((await reset(late)).body.code).toBe('link_refused');
    });

    it('is not a way past a suspension', async () => {
      const [user, other, admin] = [await app.make.user(), await app.make.user(), await app.make.admin()];
      const token = await forget(user);
      const reason = 'Forged papers.';
      for (const { id } of [user, other]) await admin.post(`/admin/users/${id}/suspend`, { reason });
      expect((await reset(token)).body.code).toBe('link_refused');
      expect(await forget(other)).toBe('no letter');
    });

    it('leaves no token in the database that could be used', async () => {
      const user = await app.make.user();
      const token = await forget(user);
      const rows = await app.platform.database.select('SELECT * FROM mail_links');
      expect(JSON.stringify(rows)).not.toContain(token);
    });
  });

  describe('another password', () => {
    const change = (user: TestUser, currentPassword: string, newPassword = NEW_PASSWORD) =>
      user.post('/auth/change-password', { currentPassword, newPassword });

    it('signs the person out everywhere else', async () => {
      const user = await app.make.user();
      const elsewhere = await signedIn(user);
      expect((await change(user, user.password)).status).toBe(200);
      expect((await elsewhere.get('/auth/me')).status).toBe(401);
      expect((await user.get('/auth/me')).status).toBe(200);
      expect((await logIn(user.email, NEW_PASSWORD)).status).toBe(200);
      expect(await lettersTo(user.email, 'security-notice')).toHaveLength(1);
    });

    it('is not taken from whoever does not know the present one, nor when it is too easy', async () => {
      const user = await app.make.user();
      expect((await change(user, 'not the right one')).body.code).toBe('wrong_password');
      expect((await change(user, user.password, 'mcexchange2026')).body.code).toBe('weak_password');
      expect((await change(user, user.password, 'short')).status).toBe(400);
      expect((await logIn(user.email, user.password)).status).toBe(200);
    });

    it('cannot be guessed at through a session that was left open', async () => {
      const user = await app.make.user();
      const guesses = await Promise.all(
        Array.from({ length: 14 }, (_, n) => change(user, `wrong guess number ${n}`)),
      );
      expect(guesses.filter(({ status }) => status === 403).length).toBeLessThanOrEqual(10);
      expect((await change(user, user.password)).status).toBe(429);
    });
  });

  describe('a password of former days', () => {
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

    it.each(['$2a$', '$2b$'])('with %s signs in, and is hashed anew by that', async (kind) => {
      const user = await withFormerHash('an old password of mine', 12, kind);
      expect((await logIn(user.email, 'another old password')).status).toBe(401);
      expect(await hashOf(user.id)).toContain(kind);
      expect((await logIn(user.email, 'an old password of mine')).status).toBe(200);
      expect(await hashOf(user.id)).toMatch(/^\$argon2id\$/);
      expect((await logIn(user.email, 'an old password of mine')).status).toBe(200);
    });

    it('does not let in what merely begins like it', async () => {
      const long = 'ж'.repeat(36);
      const user = await withFormerHash(long, 4);
      expect(Buffer.byteLength(long)).toBe(72);
      expect((await logIn(user.email, `${long}!`)).status).toBe(401);
      expect(await hashOf(user.id)).toContain('$2b$');
      expect((await logIn(user.email, long)).status).toBe(200);
    });
  });

  it('removes links that have had their day', async () => {
    await newcomer();
    await app.later(2 * DAY_MS);
    expect(await app.platform.database.select('SELECT 1 FROM mail_links')).toEqual([]);
  });
});
