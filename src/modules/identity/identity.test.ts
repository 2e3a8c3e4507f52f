/** Signing in and out, accounts and their administration, against the whole app. */
import { systemActor } from '../../platform/kernel/actor';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { REPEATABLE_FOR_MS } from './refresh.rules';
import { createSessionCookie } from './session-cookie';
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { DEAR_PASSWORDS } from '../../../tests/support/password-costs';

const PASSWORD = 'green lantern over the canal';

describe('identity', () => {
  let app: TestApp;

  beforeAll(async () => {
    // What takes equally long, and what happens side by side meanwhile, needs hashing to take time.
    app = await startTestApp({ environment: DEAR_PASSWORDS });
  });
  afterAll(async () => {
    await app.settle();
    await app.close();
  });

  const freshEmail = () => `person-${newId()}@example.com`;
  const newcomer = (changes: object = {}) => ({
    email: freshEmail(),
    password: PASSWORD,
    firstName: 'Dana',
    lastName: 'Kowalski',
    role: 'BUYER',
    ...changes,
  });
  const logIn = (email: string, password: string) => app.anonymous.post('/auth/login', { email, password });
  const refresh = (refreshToken: string) => app.anonymous.post('/auth/refresh', { refreshToken });
  const auditActions = async (subjectId: string) => {
    const rows = await app.platform.database.select<{ action: string }>(
      'SELECT action FROM audit_entries WHERE subjectId = :subjectId ORDER BY id',
      { subjectId },
    );
    return rows.map(({ action }) => action);
  };
  const countJobs = async (kind: string) => {
    const [row] = await app.platform.database.select<{ count: number }>(
      'SELECT COUNT(*) AS count FROM jobs WHERE kind = :kind',
      { kind },
    );
    return Number(row?.count);
  };

  describe('registration', () => {
    it('opens an account that can be signed in to, and welcomes by mail', async () => {
      const person = newcomer({ phone: '+1 (312) 555-0100', companyName: 'Kowalski Freight LLC' });
      const answer = await app.anonymous.post('/auth/register', person);
      expect(answer.status).toBe(201);
      expect(answer.body.data).toEqual({ received: true, email: person.email });
      const login = await logIn(person.email, PASSWORD);
      expect(login.status).toBe(200);
      expect(login.body.data.user).toMatchObject({
        email: person.email,
        displayName: 'Dana K.',
        roles: ['BUYER'],
        phone: '+1 (312) 555-0100',
        companyName: 'Kowalski Freight LLC',
        emailVerified: false,
      });
      const letters = await app.mail.sentTo(person.email);
      expect(letters.map(({ kind }) => kind)).toEqual(['welcome']);
      expect(await auditActions(login.body.data.user.id)).toEqual(['user.registered', 'user.logged_in']);
    });

    it('answers the same for a known address, changes nothing, and tells the owner', async () => {
      const person = newcomer();
      const first = await app.anonymous.post('/auth/register', person);
      const second = await app.anonymous.post('/auth/register', {
        ...person,
        email: person.email.toUpperCase(),
        password: 'another password entirely',
        firstName: 'Mallory',
      });
      expect(second.status).toBe(first.status);
      expect(second.body).toEqual(first.body);
      expect((await logIn(person.email, 'another password entirely')).status).toBe(401);
      const login = await logIn(person.email, PASSWORD);
      expect(login.body.data.user.firstName).toBe('Dana');
      const letters = await app.mail.sentTo(person.email);
      expect(letters.map(({ kind }) => kind).sort()).toEqual(['already-registered', 'welcome']);
    });

    it('opens one account when the same address registers many times at once', async () => {
      const person = newcomer();
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => app.anonymous.post('/auth/register', person)),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
      const letters = await app.mail.sentTo(person.email);
      expect(letters.filter(({ kind }) => kind === 'welcome')).toHaveLength(1);
      expect(letters.filter(({ kind }) => kind === 'already-registered')).toHaveLength(3);
    });

    it('tells apart addresses that differ by an accent, and joins those that differ by its encoding', async () => {
      const mailbox = newId();
      const plain = newcomer({ email: `jose-${mailbox}@example.com` });
      const accented = newcomer({ email: `jos\u00e9-${mailbox}@example.com` });
      await app.anonymous.post('/auth/register', plain);
      await app.anonymous.post('/auth/register', { ...accented, firstName: 'Jos\u00e9' });
      const decomposed = await logIn(`jose\u0301-${mailbox}@example.com`, PASSWORD);
      expect(decomposed.body.data.user.firstName).toBe('Jos\u00e9');
      expect((await logIn(plain.email, PASSWORD)).body.data.user.firstName).toBe('Dana');
    });

    it.each([
      ['an admin', { role: 'ADMIN' }, 400],
      ['an unknown field', { status: 'ACTIVE' }, 400],
      ['no address', { email: 'dana' }, 400],
      ['a list for an address', { email: ['a@example.com'] }, 400],
      ['a short password', { password: 'elevenchars' }, 400],
      ['a password of more than 128 characters', { password: 'ab cd'.repeat(26) }, 400],
      ['a name of two lines', { firstName: 'Dana\nBcc: x' }, 400],
      ['a common password', { password: 'Password123456' }, 422],
      ['our own name', { password: 'McExchange2026!' }, 422],
      ['a run of digits', { password: '123456789012' }, 422],
    ])('refuses %s', async (_what, change, status) => {
      const answer = await app.anonymous.post('/auth/register', newcomer(change));
      expect(answer.status).toBe(status);
      expect(JSON.stringify(answer.body)).not.toContain('Password123456');
    });

    it('refuses a password made of the email address', async () => {
      const answer = await app.anonymous.post(
        '/auth/register',
        newcomer({ email: `margaret.hollis.${newId()}@example.com`, password: 'Margaret.Hollis1' }),
      );
      expect(answer.body.code).toBe('weak_password');
    });

    it('takes passwords in any script, the same however they are composed', async () => {
      const person = newcomer({ password: 'пароль на скла\u0301де 🚚' });
      expect((await app.anonymous.post('/auth/register', person)).status).toBe(201);
      expect((await logIn(person.email, person.password.normalize('NFC'))).status).toBe(200);
      expect((await logIn(person.email, person.password.normalize('NFD'))).status).toBe(200);
    });
  });

  describe('log-in', () => {
    it('gives the same answer for an unknown address as for a wrong password', async () => {
      const user = await app.make.user();
      const wrong = await logIn(user.email, 'not the right one');
      const unknown = await logIn(freshEmail(), 'not the right one');
      expect(wrong.status).toBe(401);
      const { requestId: _one, ...wrongBody } = wrong.body;
      const { requestId: _other, ...unknownBody } = unknown.body;
      expect(unknownBody).toEqual(wrongBody);
    });

    it('takes as long for an unknown address as for a wrong password', async () => {
      const users = [await app.make.user(), await app.make.user(), await app.make.user()];
      await app.settle();
      // Of the processor's time, which other work on the machine does not lengthen.
      const costOf = async (emails: string[]) => {
        const begun = process.cpuUsage();
        for (const email of emails) await logIn(email, 'not the right one');
        const { user, system } = process.cpuUsage(begun);
        return user + system;
      };
      const four = users.flatMap(({ email }) => Array.from({ length: 4 }, () => email));
      const known = await costOf(four);
      expect(await costOf(four.map(freshEmail))).toBeGreaterThan(known / 2);
    });

    it.each([
      ['no password', { email: 'a@example.com' }],
      ['a list for a password', { email: 'a@example.com', password: ['x'] }],
      ['an operator for an address', { email: { $ne: '' }, password: 'x' }],
    ])('refuses %s', async (_what, body) => {
      expect((await app.anonymous.post('/auth/login', body)).status).toBe(400);
    });

    /** A person whom the platform has not seen yet, so that this machine's address is no known place of theirs. */
    const unseen = async () => {
      const email = freshEmail();
      const person = { email, password: PASSWORD, firstName: 'Dana', lastName: 'Kowalski', roles: ['buyer'] };
      const { id } = await app.modules.identity.createUser(person, systemActor('tests'));
      return { ...person, id };
    };

    it('judges ten wrong passwords that come at once, then makes each further one wait, longer and longer', async () => {
      const user = await unseen();
      const guesses = await Promise.all(
        Array.from({ length: 14 }, (_, n) => logIn(user.email, `wrong guess number ${n}`)),
      );
      const statuses = guesses.map(({ status }) => status);
      expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
      expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(4);
      const next = await logIn(user.email, user.password);
      expect(next.status).toBe(429);
      app.clock.advance(5 * MINUTE_MS);
      expect((await logIn(user.email, user.password)).status).toBe(200);
      const letters = await app.mail.sentTo(user.email);
      expect(letters.map(({ subject }) => subject)).toEqual(['Someone is guessing your password']);
    });

    it('lets strangers lock nobody out: not a place the owner signs in from, not a session of theirs', async () => {
      const user = await app.make.user();
      // As if the owner's earlier log-ins had come from another address than these guesses.
      await app.platform.database.change('UPDATE sessions SET address = :elsewhere WHERE userId = :id', {
        elsewhere: '198.51.100.7',
        id: user.id,
      });
      await Promise.all(Array.from({ length: 14 }, (_, n) => logIn(user.email, `wrong guess number ${n}`)));
      expect((await logIn(user.email, user.password)).status).toBe(429);
      expect((await user.post('/auth/step-up', { password: user.password })).status).toBe(200);
      const change = { currentPassword: user.password, newPassword: 'amber wheels in the morning' };
      await app.platform.database.change('UPDATE sessions SET address = :here WHERE userId = :id', {
        here: '127.0.0.1',
        id: user.id,
      });
      expect((await logIn(user.email, user.password)).status).toBe(200);
      expect((await user.post('/auth/change-password', change)).status).toBe(200);
    });

    it('refuses a right password that was under way with too many wrong ones', async () => {
      const user = await unseen();
      const guesses = Array.from({ length: 16 }, (_, n) => logIn(user.email, `wrong guess number ${n}`));
      const right = await logIn(user.email, user.password);
      await Promise.all(guesses);
      expect(right.status).toBe(429);
    });

    it('throttles an address without an account just the same', async () => {
      const email = freshEmail();
      await Promise.all(Array.from({ length: 12 }, () => logIn(email, 'wrong guess')));
      expect((await logIn(email, 'wrong guess')).status).toBe(429);
    });

    it('forgets wrong passwords once the owner signs in', async () => {
      const user = await app.make.user();
      for (let round = 0; round < 4; round += 1) {
        for (let n = 0; n < 4; n += 1) expect((await logIn(user.email, 'mistyped again')).status).toBe(401);
        expect((await logIn(user.email, user.password)).status).toBe(200);
      }
    });

    it('never shows a password or its hash', async () => {
      const admin = await app.make.admin();
      const user = await app.make.user();
      const answers = await Promise.all([
        logIn(user.email, user.password),
        user.get('/auth/me'),
        user.get('/users/me'),
        user.get('/auth/sessions'),
        user.put('/users/me', { firstName: 'Dana' }),
        app.anonymous.get(`/users/${user.id}`),
        admin.get('/admin/users'),
        admin.get(`/admin/users/${user.id}`),
        admin.get('/admin/action-log'),
      ]);
      for (const answer of answers) {
        const text = JSON.stringify(answer.body);
        expect(answer.status).toBe(200);
        expect(text).not.toContain(user.password);
        expect(text).not.toMatch(/argon2|passwordHash|tokenHash/);
      }
    });
  });

  describe('access tokens', () => {
    const meWith = async (token: string) => (await app.withToken(token).get('/auth/me')).status;

    it('end with their time, while the refresh token goes on', async () => {
      const user = await app.make.user();
      const login = await logIn(user.email, user.password);
      app.clock.advance(16 * MINUTE_MS);
      expect(await meWith(login.body.data.accessToken)).toBe(401);
      const next = await refresh(login.body.data.refreshToken);
      expect(await meWith(next.body.data.accessToken)).toBe(200);
    });
  });

  describe('a session in a cookie', () => {
    const HERE = () => ({ 'x-session': 'cookie', origin: app.url });
    const ask = (path: string, headers: Record<string, string>, body: object = {}) =>
      fetch(`${app.url}/api${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const cookieOf = ({ headers }: Response) => headers.get('set-cookie')?.split(';')[0] ?? '';
    const dataOf = async (answer: Response) =>
      ((await answer.json()) as { data: Record<string, string> }).data;
    const signIn = async () => {
      const { email, password } = await app.make.user();
      return ask('/auth/login', HERE(), { email, password });
    };

    it('is kept where no script reads it and no other site sends it, for as long as the session lasts', async () => {
      const answer = await signIn();
      const data = await dataOf(answer);
      const [kept, ...attributes] = (answer.headers.get('set-cookie') ?? '').split('; ');
      expect(kept).toMatch(/^mcx-session=[\w-]{43}$/);
      const ages = attributes.filter((each) => each.startsWith('Max-Age='));
      const others = attributes.filter((each) => !ages.includes(each));
      expect(others.toSorted()).toEqual(['HttpOnly', 'Path=/api/auth', 'SameSite=Strict']);
      // Whole seconds of what is left of thirty days.
      const seconds = Number(ages[0]?.slice('Max-Age='.length));
      expect(seconds).toBeLessThanOrEqual(30 * 86_400);
      expect(seconds).toBeGreaterThan(30 * 86_400 - 60);
      expect(data.refreshToken).toBeUndefined();
      expect((await app.withToken(String(data.accessToken)).get('/auth/me')).status).toBe(200);
    });

    it('is named and marked for https where the site is reached by it', () => {
      const cookie = createSessionCookie({ siteUrl: 'https://exchange.test/market', production: true });
      const headers: Record<string, string> = { 'x-session': 'cookie', origin: 'https://exchange.test' };
      const request = { header: (name: string) => headers[name] };
      const answer = cookie.forget(request, {}) as { options: { headers: Record<string, string> } };
      expect(answer.options.headers['Set-Cookie']).toBe(
        '__Secure-mcx-session=; Max-Age=0; Path=/market/api/auth; HttpOnly; SameSite=Strict; Secure',
      );
    });

    it('is refreshed from the cookie, and repeats the same pair for half a minute as with bearer clients', async () => {
      const first = await signIn();
      const second = await ask('/auth/refresh', { ...HERE(), cookie: `other=1; ${cookieOf(first)}` });
      expect(second.status).toBe(200);
      expect((await dataOf(second)).refreshToken).toBeUndefined();
      expect(cookieOf(second)).not.toBe(cookieOf(first));
      const again = await ask('/auth/refresh', { ...HERE(), cookie: cookieOf(first) });
      expect(cookieOf(again)).toBe(cookieOf(second));
      app.clock.advance(REPEATABLE_FOR_MS);
      expect((await ask('/auth/refresh', { ...HERE(), cookie: cookieOf(first) })).status).toBe(401);
      expect((await ask('/auth/refresh', { ...HERE(), cookie: cookieOf(second) })).status).toBe(401);
    });

    it('is not touched by a request from another origin, or from none', async () => {
      const cookie = cookieOf(await signIn());
      const foreign: Record<string, string>[] = [
        { 'x-session': 'cookie', origin: 'https://evil.test' },
        { 'x-session': 'cookie', origin: `${app.url}.evil.test` },
        { 'x-session': 'cookie', origin: 'null' },
        { 'x-session': 'cookie' },
      ];
      const { email, password, token } = await app.make.user();
      for (const headers of foreign) {
        const answers = [
          await ask('/auth/refresh', { ...headers, cookie }),
          await ask('/auth/login', headers, { email, password }),
          await ask('/auth/login/2fa', headers, { pendingToken: 'x', code: '123456' }),
          await ask('/auth/logout', { ...headers, cookie, authorization: `Bearer ${token}` }),
        ];
        for (const answer of answers) {
          expect(((await answer.json()) as { code: string }).code).toBe('foreign_origin');
          expect(answer.headers.get('set-cookie')).toBeNull();
        }
      }
      expect((await ask('/auth/refresh', { ...HERE(), cookie })).status).toBe(200);
    });

    it('is read for nobody who does not ask for it: a bearer client has to send its token', async () => {
      const cookie = cookieOf(await signIn());
      const answer = await ask('/auth/refresh', { cookie, origin: app.url });
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([400, null]);
      expect((await ask('/auth/refresh', HERE())).status).toBe(401);
      expect((await ask('/auth/me', { ...HERE(), cookie })).status).toBe(405);
      expect((await fetch(`${app.url}/api/auth/me`, { headers: { ...HERE(), cookie } })).status).toBe(401);
    });

    it('ends with the log-out, and the browser forgets it', async () => {
      const login = await signIn();
      const authorization = `Bearer ${String((await dataOf(login)).accessToken)}`;
      const logout = await ask('/auth/logout', { ...HERE(), cookie: cookieOf(login), authorization });
      expect([logout.status, logout.headers.get('set-cookie')]).toEqual([
        200,
        'mcx-session=; Max-Age=0; Path=/api/auth; HttpOnly; SameSite=Strict',
      ]);
      expect((await ask('/auth/refresh', { ...HERE(), cookie: cookieOf(login) })).status).toBe(401);
    });
  });

  describe('refresh', () => {
    const signIn = async () => {
      const user = await app.make.user();
      return { ...(await logIn(user.email, user.password)).body.data, user };
    };
    const isLive = async (accessToken: string) =>
      (await app.withToken(accessToken).get('/auth/me')).status === 200;

    it('rotates: each token is good once, under both of its addresses', async () => {
      const first = await signIn();
      const second = await refresh(first.refreshToken);
      expect(second.status).toBe(200);
      const third = await app.anonymous.post('/auth/refresh-token', {
        refreshToken: second.body.data.refreshToken,
      });
      expect(third.status).toBe(200);
      expect(third.body.data.sessionId).toBe(first.sessionId);
    });

    it('ends the whole session when a spent token comes back, and says so once', async () => {
      const first = await signIn();
      const second = (await refresh(first.refreshToken)).body.data;
      app.clock.advance(REPEATABLE_FOR_MS);
      const eventsBefore = await countJobs('security.refresh_replayed > notifications');
      expect((await refresh(first.refreshToken)).body.code).toBe('refresh_token_invalid');
      expect(await isLive(first.accessToken)).toBe(false);
      expect(await isLive(second.accessToken)).toBe(false);
      expect((await refresh(second.refreshToken)).status).toBe(401);
      expect((await refresh(first.refreshToken)).status).toBe(401);
      expect(await auditActions(first.sessionId)).toEqual(['session.ended_by_replay']);
      expect((await countJobs('security.refresh_replayed > notifications')) - eventsBefore).toBe(1);
      const letters = await app.mail.sentTo(first.user.email);
      expect(letters.filter(({ kind }) => kind === 'security-notice')).toHaveLength(1);
    });

    it('leaves the user’s other sessions alone when one is ended by a replay', async () => {
      const first = await signIn();
      const other = (await logIn(first.user.email, first.user.password)).body.data;
      await refresh(first.refreshToken);
      app.clock.advance(REPEATABLE_FOR_MS);
      expect((await refresh(first.refreshToken)).status).toBe(401);
      expect(await isLive(other.accessToken)).toBe(true);
      expect((await refresh(other.refreshToken)).status).toBe(200);
    });

    it('answers one pair to twenty at once, and to whoever lost the answer or wakes up late', async () => {
      const first = await signIn();
      const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(first.refreshToken)));
      app.clock.advance(REPEATABLE_FOR_MS - SECOND_MS);
      answers.push(await refresh(first.refreshToken));
      expect(answers.map(({ status }) => status)).toEqual(Array(21).fill(200));
      const successors = new Set(answers.map(({ body }) => body.data.refreshToken as string));
      expect(successors.size).toBe(1);
      expect(successors).not.toContain(first.refreshToken);
      const [row] = await app.platform.database.select<{ live: number }>(
        `SELECT COUNT(*) AS live FROM refresh_tokens t JOIN sessions s ON s.id = t.sessionId
         WHERE s.id = :sessionId AND t.usedAt IS NULL AND s.revokedAt IS NULL`,
        { sessionId: first.sessionId },
      );
      expect(Number(row?.live)).toBe(1);
      const [successor = ''] = successors;
      expect((await refresh(successor)).status).toBe(200);
      expect(await isLive(answers[0]?.body.data.accessToken)).toBe(true);
    });

    it('does not extend a session past its end', async () => {
      const first = await signIn();
      app.clock.advance(app.config.REFRESH_TOKEN_DAYS * DAY_MS - MINUTE_MS);
      const last = await refresh(first.refreshToken);
      expect(last.status).toBe(200);
      expect(last.body.data.refreshTokenExpiresAt).toBe(first.refreshTokenExpiresAt);
      app.clock.advance(2 * MINUTE_MS);
      expect(await isLive(last.body.data.accessToken)).toBe(false);
      expect((await refresh(last.body.data.refreshToken)).status).toBe(401);
    });

    it('signs out an admin after half an hour without use, and after twelve hours with it', async () => {
      const admin = await app.make.admin();
      const signInAdmin = async () => (await logIn(admin.email, admin.password)).body.data;
      const idle = await signInAdmin();
      app.clock.advance(29 * MINUTE_MS);
      const used = await refresh(idle.refreshToken);
      expect(used.status).toBe(200);
      app.clock.advance(30 * MINUTE_MS);
      expect(await isLive(used.body.data.accessToken)).toBe(false);
      expect((await refresh(used.body.data.refreshToken)).status).toBe(401);

      let last = await signInAdmin();
      const endsAt = Date.parse(last.refreshTokenExpiresAt);
      expect(Math.round((endsAt - app.clock.now()) / MINUTE_MS)).toBe(12 * 60);
      for (let n = 0; n < 48; n += 1) {
        expect([n, await isLive(last.accessToken)]).toEqual([n, true]);
        app.clock.advance(15 * MINUTE_MS - SECOND_MS);
        const next = await refresh(last.refreshToken);
        expect([n, next.status]).toEqual([n, 200]);
        last = next.body.data;
      }
      app.clock.advance(MINUTE_MS);
      expect(await isLive(last.accessToken)).toBe(false);
      expect((await refresh(last.refreshToken)).status).toBe(401);
    });

    it('refuses what was never a token of ours', async () => {
      expect((await refresh('rubbish')).status).toBe(401);
      expect((await app.anonymous.post('/auth/refresh', {})).status).toBe(400);
      expect((await app.anonymous.post('/auth/refresh', { refreshToken: null })).status).toBe(400);
    });
  });

  describe('signing out', () => {
    it('ends this session with the next request, and no other', async () => {
      const user = await app.make.user();
      const here = (await logIn(user.email, user.password)).body.data;
      const client = app.withToken(here.accessToken);
      expect((await client.post('/auth/logout')).status).toBe(200);
      expect((await client.get('/auth/me')).status).toBe(401);
      expect((await refresh(here.refreshToken)).status).toBe(401);
      expect((await user.get('/auth/me')).status).toBe(200);
    });

    it('everywhere ends every session', async () => {
      const user = await app.make.user();
      const other = (await logIn(user.email, user.password)).body.data;
      expect((await user.post('/auth/logout-all')).status).toBe(200);
      expect((await user.get('/auth/me')).status).toBe(401);
      expect((await app.withToken(other.accessToken).get('/auth/me')).status).toBe(401);
      expect((await refresh(other.refreshToken)).status).toBe(401);
    });

    it('of one session is for its owner alone', async () => {
      const user = await app.make.user();
      const other = (await logIn(user.email, user.password)).body.data;
      const sessions = (await user.get('/auth/sessions')).body.data;
      expect(sessions).toHaveLength(2);
      expect(sessions.filter((session: { current: boolean }) => session.current)).toHaveLength(1);

      const stranger = await app.make.user();
      expect((await app.anonymous.delete(`/auth/sessions/${other.sessionId}`)).status).toBe(401);
      expect((await stranger.delete(`/auth/sessions/${other.sessionId}`)).status).toBe(404);
      expect((await stranger.delete('/auth/sessions/rubbish')).status).toBe(404);
      expect((await app.withToken(other.accessToken).get('/auth/me')).status).toBe(200);

      expect((await user.delete(`/auth/sessions/${other.sessionId}`)).status).toBe(200);
      expect((await app.withToken(other.accessToken).get('/auth/me')).status).toBe(401);
      expect((await user.delete(`/auth/sessions/${other.sessionId}`)).status).toBe(404);
      expect((await user.get('/auth/sessions')).body.data).toHaveLength(1);
    });
  });

  describe('one’s own account', () => {
    it('shows the profile and changes it, and nothing else', async () => {
      const user = await app.make.user({ roles: ['buyer'] });
      const changed = await user.put('/users/me', {
        firstName: 'Renée',
        companyName: 'Sandhill Freight LLC',
      });
      expect(changed.body.data).toMatchObject({ firstName: 'Renée', companyName: 'Sandhill Freight LLC' });
      const emptied = await user.put('/users/me', { companyName: null });
      expect(emptied.body.data).toMatchObject({ firstName: 'Renée', companyName: null });
      expect((await user.get('/users/me')).body.data).toEqual(emptied.body.data);
      for (const field of ['email', 'roles', 'status', 'id', 'emailVerifiedAt', 'passwordHash']) {
        expect((await user.put('/users/me', { [field]: 'x' })).status).toBe(400);
      }
      expect((await user.put('/users/me', { phone: 'call me' })).status).toBe(400);
      expect((await app.anonymous.put('/users/me', { firstName: 'X' })).status).toBe(401);
    });

    it('can add the other side of the trade at once, but never the admin role', async () => {
      const user = await app.make.user({ roles: ['buyer'] });
      expect((await user.post('/users/me/roles', { role: 'ADMIN' })).status).toBe(400);
      const answer = await user.post('/users/me/roles', { role: 'SELLER' });
      expect(answer.body.data.roles).toEqual(['BUYER', 'SELLER']);
      expect((await user.post('/users/me/roles', { role: 'SELLER' })).body.data.roles).toEqual([
        'BUYER',
        'SELLER',
      ]);
      expect((await app.modules.identity.authenticate(user.token ?? ''))?.roles).toEqual(['buyer', 'seller']);
      expect(await auditActions(user.id)).toEqual(['user.registered', 'user.logged_in', 'user.role_added']);
    });

    it('shows strangers a first name, an initial and no way to make contact', async () => {
      const user = await app.make.user({ firstName: 'Dana' });
      await user.put('/users/me', { phone: '+13125550100', companyName: 'Sandhill Freight LLC' });
      const profile = await app.anonymous.get(`/users/${user.id}`);
      expect(Object.keys(profile.body.data).sort()).toEqual([
        'avatarUrl',
        'displayName',
        'emailVerified',
        'id',
        'memberSince',
        'roles',
        'standing',
      ]);
      expect(profile.body.data.displayName).toBe('Dana P.');
      expect((await app.anonymous.get(`/users/${newId()}`)).status).toBe(404);
      expect((await app.anonymous.get('/users/rubbish')).status).toBe(404);
    });
  });

  describe('administration', () => {
    const reason = 'Several buyers report the same forged papers.';

    it.each(['suspend', 'block'])(
      '%s takes effect with the next request, until it is taken back',
      async (move) => {
        const admin = await app.make.admin();
        const user = await app.make.user();
        const tokens = (await logIn(user.email, user.password)).body.data;
        const answer = await admin.post(`/admin/users/${user.id}/${move}`, { reason });
        expect(answer.body.data).toMatchObject({ statusReason: reason });
        expect((await user.get('/auth/me')).status).toBe(401);
        expect((await refresh(tokens.refreshToken)).status).toBe(401);
        expect((await logIn(user.email, user.password)).body.code).toBe('account_not_active');
        expect((await logIn(user.email, 'not the right one')).body.code).toBe('wrong_credentials');
        expect((await app.anonymous.get(`/users/${user.id}`)).status).toBe(404);
        expect((await admin.post(`/admin/users/${user.id}/${move}`, { reason })).body.code).toBe(
          'user_status_forbids',
        );

        expect((await admin.post(`/admin/users/${user.id}/unblock`, { reason })).body.data).toMatchObject({
          status: 'ACTIVE',
          statusReason: null,
        });
        expect((await user.get('/auth/me')).status).toBe(401);
        expect((await logIn(user.email, user.password)).status).toBe(200);
        const letters = await app.mail.sentTo(user.email);
        expect(letters.filter(({ kind }) => kind === 'account-status')).toHaveLength(2);
        expect(await auditActions(user.id)).toEqual(
          expect.arrayContaining([move === 'block' ? 'user.blocked' : 'user.suspended', 'user.reinstated']),
        );
      },
    );

    it('shuts out a session that was opened at the very moment of the suspension', async () => {
      const user = await app.make.user();
      await app.platform.database.change(`UPDATE users SET status = 'SUSPENDED' WHERE id = :id`, {
        id: user.id,
      });
      expect((await user.get('/auth/me')).status).toBe(401);
    });

    it('is for admins, with a reason, and never on themselves', async () => {
      const admin = await app.make.admin();
      const user = await app.make.user();
      const stranger = await app.make.user({ roles: ['buyer', 'seller'] });
      for (const path of ['/admin/users', `/admin/users/${user.id}`]) {
        expect((await app.anonymous.get(path)).status).toBe(401);
        expect((await stranger.get(path)).status).toBe(403);
      }
      for (const move of ['suspend', 'block', 'unblock']) {
        const path = `/admin/users/${user.id}/${move}`;
        expect((await app.anonymous.post(path, { reason })).status).toBe(401);
        expect((await stranger.post(path, { reason })).status).toBe(403);
        expect((await admin.post(path, {})).status).toBe(400);
        expect((await admin.post(`/admin/users/${newId()}/${move}`, { reason })).status).toBe(404);
        expect((await admin.post(`/admin/users/${admin.id}/${move}`, { reason })).body.code).toBe(
          'own_account',
        );
      }
      expect((await user.get('/auth/me')).status).toBe(200);
    });

    it('finds users by name, address, role and status, page by page', async () => {
      const admin = await app.make.admin();
      const mark = `Zq${newId().slice(-8)}`;
      for (const roles of [['buyer'], ['seller'], ['buyer', 'seller']]) {
        await app.make.user({ roles, firstName: mark });
      }
      const first = await admin.get(`/admin/users?search=${mark.toLowerCase()}&limit=2`);
      expect(first.body.data).toHaveLength(2);
      expect(first.body.data[0].roles).toEqual(['BUYER', 'SELLER']);
      const rest = await admin.get(
        `/admin/users?search=${mark}&limit=2&cursor=${first.body.pagination.nextCursor}`,
      );
      expect(rest.body.data).toHaveLength(1);
      expect((await admin.get(`/admin/users?search=${mark}&role=SELLER`)).body.data).toHaveLength(2);
      expect((await admin.get(`/admin/users?search=${mark}&status=BLOCKED`)).body.data).toEqual([]);
      expect((await admin.get(`/admin/users?search=${encodeURIComponent('%')}`)).body.data).toEqual([]);
      expect((await admin.get('/admin/users?role=KING')).status).toBe(400);
      expect((await admin.get('/admin/users?limit=1000')).status).toBe(400);
      const found = await admin.get(`/admin/users/${first.body.data[0].id}`);
      expect(found.body.data).toMatchObject({ firstName: mark, liveSessions: 1 });
    });
  });

  it('keeps one of two last admins when each blocks the other at once', async () => {
    const alone = await startTestApp();
    try {
      const [one, other] = [await alone.make.admin(), await alone.make.admin()];
      const reason = 'We no longer agree.';
      const answers = await Promise.all([
        one.post(`/admin/users/${other.id}/suspend`, { reason }),
        other.post(`/admin/users/${one.id}/suspend`, { reason }),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await alone.modules.identity.listAdminIds()).toHaveLength(1);
    } finally {
      await alone.close();
    }
  });

  it('creates users for operators, with the same rules, and refuses an address twice', async () => {
    const by = systemActor('tests');
    const person = { ...newcomer(), roles: ['admin'], role: undefined, emailVerified: true };
    const { role: _none, ...given } = person;
    const created = await app.modules.identity.createUser(given, by);
    expect(created).toMatchObject({ roles: ['admin'], status: 'ACTIVE' });
    expect(created.emailVerifiedAt).not.toBeNull();
    expect(await app.modules.identity.getUser(created.id)).toEqual(created);
    expect(await app.modules.identity.findUserByEmail(given.email)).toEqual(created);
    await expect(app.modules.identity.createUser(given, by)).rejects.toMatchObject({ code: 'email_taken' });
    await expect(
      app.modules.identity.createUser({ ...given, email: freshEmail(), password: 'password1234' }, by),
    ).rejects.toMatchObject({ code: 'weak_password' });
    await expect(
      app.platform.database.atomically(() =>
        app.modules.identity.createUser({ ...given, email: freshEmail() }, by),
      ),
    ).rejects.toThrow('never hashed while rows are locked');
  });

  it('deletes what has expired', async () => {
    const user = await app.make.user();
    await logIn(user.email, 'not the right one');
    await app.later((app.config.REFRESH_TOKEN_DAYS + 91) * DAY_MS);
    for (const table of ['failed_log_ins', 'refresh_tokens', 'sessions']) {
      expect(await app.platform.database.select(`SELECT 1 FROM ${table}`)).toEqual([]);
    }
  });
});
