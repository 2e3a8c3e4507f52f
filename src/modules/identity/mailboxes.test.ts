/** One mailbox is one account, however its address is spelled; accounts from before that go on. */
import { join } from 'node:path';
import { migrations } from '../../../migrations';
import { mailboxes } from '../../../migrations/0055-mailboxes';
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { makeDatabase } from '../../../tests/support/database';
import { openDatabase } from '../../platform/db/database';
import { migrate } from '../../platform/db/migrate';
import { newId } from '../../platform/kernel/ids';
import { createLogger } from '../../platform/kernel/logger';
import { ANSWERED_AFTER_MS } from './use-cases/register';

const PASSWORD = 'green lantern over the canal';

describe('a mailbox', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  /** Spellings of one mailbox that nobody has yet. */
  const spellings = () => {
    const name = newId().replaceAll('-', '');
    return [
      `${name}@gmail.com`,
      `${name.slice(0, 3)}.${name.slice(3)}@gmail.com`,
      `${name}+trucks@gmail.com`,
      `${name}@googlemail.com`,
    ] as const;
  };
  const register = (email: string) =>
    app.anonymous.post('/auth/register', {
      email,
      password: PASSWORD,
      firstName: 'Dana',
      lastName: 'Kowalski',
      role: 'BUYER',
    });
  const logIn = (email: string, password = PASSWORD) =>
    app.anonymous.post('/auth/login', { email, password });
  const accountAt = async (email: string, password = PASSWORD) =>
    (await logIn(email, password)).body.data?.user.id as string | undefined;
  const lettersTo = async (addresses: readonly string[]) => {
    const letters = await Promise.all(addresses.map((address) => app.mail.sentTo(address)));
    return letters.flat().map(({ kind, to }) => ({ kind, to }));
  };
  const tokenTo = async (email: string, kind: string) => {
    const letter = (await app.mail.sentTo(email)).find((each) => each.kind === kind);
    return /token=([\w-]+)/.exec(letter?.text ?? '')?.[1] ?? 'no letter';
  };
  /** An account whose mailbox another had first, as they were opened before. */
  const openBeside = async (email: string, emailVerified = false) => {
    const other = await app.make.user({ emailVerified });
    await app.platform.database.change('UPDATE users SET email = :email, mailbox = NULL WHERE id = :id', {
      email,
      id: other.id,
    });
    return other;
  };
  const ownerOf = async (mailbox: string) => {
    const owners = await app.platform.database.select<{ id: string }>(
      'SELECT id FROM users WHERE mailbox = :mailbox',
      { mailbox },
    );
    return owners.map(({ id }) => id);
  };

  it('gets one account, though all its spellings register at once, and is signed in to by each', async () => {
    const [plain, ...all] = spellings();
    const answers = await Promise.all(all.map(register));
    expect(answers.map(({ status, body }) => [status, body.data])).toEqual(
      all.map((email) => [201, { received: true, email }]),
    );
    const letters = await lettersTo(all);
    expect(letters.map(({ kind }) => kind).sort()).toEqual([
      ...Array<string>(2).fill('already-registered'),
      'welcome',
    ]);
    expect(new Set(letters.map(({ to }) => to)).size).toBe(1);
    const accounts = await Promise.all([plain, ...all].map((email) => accountAt(email)));
    expect(new Set(accounts)).toEqual(new Set(await ownerOf(plain)));
  });

  it('is guessed at in all its spellings together', async () => {
    const [plain, dotted, tagged, renamed] = spellings();
    await register(plain);
    const guesses = [plain, dotted, tagged, renamed, plain, dotted].map(
      (email) => () => logIn(email, 'a guess'),
    );
    const statuses: number[] = [];
    for (const guess of guesses) statuses.push((await guess()).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await logIn(tagged)).status).toBe(429);
  });

  it('is nobody else’s to change to, and one’s own in another spelling', async () => {
    const [plain, dotted, tagged, renamed] = spellings();
    const owner = await app.make.user({ email: plain });
    const other = await app.make.user();
    const ask = (who: typeof owner, email: string) =>
      who.post('/auth/change-email', { email, password: who.password });
    expect((await ask(other, dotted)).body.data).toEqual({ received: true, email: dotted });
    expect(await lettersTo([plain, dotted])).toEqual([{ kind: 'address-in-use', to: plain }]);
    expect((await ask(owner, tagged)).status).toBe(200);
    const confirm = { token: await tokenTo(tagged, 'confirm-address') };
    expect((await app.anonymous.post('/auth/confirm-email-change', confirm)).status).toBe(200);
    expect(await accountAt(renamed, owner.password)).toBe(owner.id);
  });

  it('is told to be taken by no time: whoever registers it or changes to it waits as long as for a free one', async () => {
    const [plain, dotted] = spellings();
    await app.make.user({ email: plain });
    const other = await app.make.user();
    const change = (email: string) => other.post('/auth/change-email', { email, password: other.password });
    for (const ask of [register, change]) {
      for (const email of [dotted, `${newId()}@example.com`]) {
        const begun = performance.now();
        expect((await ask(email)).body.success).toBe(true);
        // Timers may be a millisecond early.
        expect(performance.now() - begun).toBeGreaterThanOrEqual(ANSWERED_AFTER_MS - 1);
      }
    }
  });

  it('is free again after a change to another one, and after a deletion', async () => {
    const [plain, dotted] = spellings();
    const first = await app.make.user({ email: plain });
    const elsewhere = `person-${newId()}@example.com`;
    await first.post('/auth/change-email', { email: elsewhere, password: first.password });
    const confirm = { token: await tokenTo(elsewhere, 'confirm-address') };
    await app.anonymous.post('/auth/confirm-email-change', confirm);
    const second = await app.make.user({ email: dotted });
    expect(await ownerOf(plain)).toEqual([second.id]);
    expect((await second.send('delete', '/users/me', { password: second.password })).status).toBe(200);
    const third = await app.make.user({ email: plain });
    expect(await ownerOf(plain)).toEqual([third.id]);
  });

  it('goes from an account that has not proven its address to one from before that does, and to no third', async () => {
    const [plain, dotted, tagged] = spellings();
    await register(plain);
    const squatter = await accountAt(plain);
    const [second, third] = [await openBeside(dotted), await openBeside(tagged)];
    const prove = async (email: string) => {
      await app.anonymous.post('/auth/resend-verification', { email });
      const token = await tokenTo(email, 'verify-email');
      expect((await app.anonymous.post('/auth/verify-email', { token })).status).toBe(200);
    };
    expect(await ownerOf(plain)).toEqual([squatter]);
    await prove(dotted);
    expect(await ownerOf(plain)).toEqual([second.id]);
    await prove(tagged);
    expect(await ownerOf(plain)).toEqual([second.id]);
    // Each is signed in to under its own address; every other spelling is the owner's.
    expect(await accountAt(tagged, third.password)).toBe(third.id);
    expect(await accountAt(plain)).toBe(squatter);
    const other = plain.replace('@', '+other@');
    expect(await accountAt(other, second.password)).toBe(second.id);
  });
});

it('comes to accounts from before by proof, then by age, and their domains into ASCII', async () => {
  const { environment, remove } = await makeDatabase();
  const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });
  const database = openDatabase({
    url: environment.DATABASE_URL,
    embeddedFile: join(String(environment.DATA_FOLDER), 'from-before.db'),
    poolSize: 2,
    log,
  });
  const before = migrations.slice(0, migrations.indexOf(mailboxes));
  await migrate(database, before, log);
  const people: [id: string, email: string, emailVerifiedAt: number | null, createdAt: number][] = [
    ['oldest', 'dana.k@gmail.com', null, 1],
    ['proven', 'danak@gmail.com', 9, 3],
    ['also-proven', 'd.anak@gmail.com', 2, 4],
    ['alone', 'lee@example.com', null, 1],
    ['unicode', 'eva@b\u00fccher.example', 1, 1],
    ['ascii', 'max@xn--bcher-kva.example', 1, 2],
    ['unicode-too', 'max@b\u00fccher.example', null, 1],
  ];
  for (const [id, email, emailVerifiedAt, createdAt] of people) {
    await database.change(
      `INSERT INTO users (id, email, passwordHash, firstName, lastName, status, emailVerifiedAt, createdAt, updatedAt)
       VALUES (:id, :email, 'x', 'Dana', 'K', 'ACTIVE', :emailVerifiedAt, :createdAt, 0)`,
      { id, email, emailVerifiedAt, createdAt },
    );
  }
  await database.change(
    `INSERT INTO mail_links (tokenHash, userId, purpose, email, createdAt, expiresAt)
     VALUES ('t', 'unicode', 'VERIFY_EMAIL', :email, 0, 1)`,
    { email: 'eva@b\u00fccher.example' },
  );
  await migrate(database, migrations, log);
  const users = await database.select<{ id: string; email: string; mailbox: string | null }>(
    'SELECT id, email, mailbox FROM users',
  );
  const links = await database.select('SELECT email FROM mail_links');
  await database.close();
  await remove();
  const expected = {
    oldest: ['dana.k@gmail.com', null],
    proven: ['danak@gmail.com', 'danak@gmail.com'],
    'also-proven': ['d.anak@gmail.com', null],
    alone: ['lee@example.com', 'lee@example.com'],
    unicode: ['eva@xn--bcher-kva.example', 'eva@xn--bcher-kva.example'],
    ascii: ['max@xn--bcher-kva.example', 'max@xn--bcher-kva.example'],
    'unicode-too': ['max@b\u00fccher.example', null],
  };
  expect(Object.fromEntries(users.map(({ id, email, mailbox }) => [id, [email, mailbox]]))).toEqual(expected);
  expect(links).toEqual([{ email: 'eva@xn--bcher-kva.example' }]);
});
