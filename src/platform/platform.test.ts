/** What the platform promises to every module: units, jobs, cache, idempotency. */
import { rmSync } from 'node:fs';
import { makeDatabase } from '../../tests/support/database';
import { platform as platformTables } from '../../migrations/0001-platform';
import { jobLanes } from '../../migrations/0031-job-lanes';
import { createCache } from './cache/cache';
import { type Database, openDatabase } from './db/database';
import { DatabaseSilent, withinRequestDeadline } from './db/deadline';
import { migrate } from './db/migrate';
import { PAGE_STYLE } from './http/html-page';
import { createIdempotencyStore } from './http/idempotency';
import { Problem } from './http/problem';
import { createQueue, type Queue } from './jobs/queue';
import { createScheduler } from './jobs/scheduler';
import { DAY_MS, HOUR_MS, MINUTE_MS, MovableClock, SECOND_MS } from './kernel/clock';
import { newId } from './kernel/ids';
import { createLogger } from './kernel/logger';
import { redact } from './kernel/redact';

const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });
const platformMigrations = [platformTables, jobLanes];

let home: Awaited<ReturnType<typeof makeDatabase>>;
let database: Database;
let clock: MovableClock;

beforeAll(async () => {
  home = await makeDatabase();
  database = openDatabase({
    url: home.environment.DATABASE_URL,
    embeddedFile: `${home.environment.DATA_FOLDER}/platform.db`,
    poolSize: 20,
    log,
  });
  await migrate(database, platformMigrations, log);
  clock = new MovableClock();
});

afterAll(async () => {
  await database.close();
  await home.remove();
  rmSync(`${home.environment.DATA_FOLDER}`, { recursive: true, force: true });
});

const mailCount = async () =>
  Number((await database.select<{ n: number }>('SELECT COUNT(*) AS n FROM mail_outbox'))[0]?.n);

const writeMail = (kind: string) =>
  database.change(
    `INSERT INTO mail_outbox (id, recipient, subject, body, kind, createdAt) VALUES (:id, 'a', 'b', 'c', :kind, 1)`,
    { id: newId(), kind },
  );

describe('a unit of work', () => {
  it('happens whole or not at all', async () => {
    const before = await mailCount();
    await expect(
      database.atomically(async () => {
        await writeMail('unit');
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect(await mailCount()).toBe(before);
  });

  it('is joined by a unit inside it, which rolls back with it', async () => {
    const before = await mailCount();
    await expect(
      database.atomically(async () => {
        await database.atomically(() => writeMail('inner'));
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect(await mailCount()).toBe(before);
  });

  it('tells those who wait for the commit only when it is committed', async () => {
    const heard: string[] = [];
    await database.atomically(() => {
      database.afterCommit(() => heard.push('after'));
      heard.push('inside');
      return Promise.resolve();
    });
    expect(heard).toEqual(['inside', 'after']);
    await database
      .atomically(() => {
        database.afterCommit(() => heard.push('never'));
        return Promise.reject(new Error('stop'));
      })
      .catch(() => undefined);
    expect(heard).toEqual(['inside', 'after']);
  });

  it('loses no update when fifty raise one number at once', async () => {
    await database.change('DELETE FROM movable_clock');
    await database.change('INSERT INTO movable_clock (id, offsetMs) VALUES (1, 0)');
    await Promise.all(
      Array.from({ length: 50 }, () =>
        database.atomically(async () => {
          const [row] = await database.select<{ offsetMs: number }>(
            `SELECT offsetMs FROM movable_clock WHERE id = 1 ${database.forUpdate}`,
          );
          await database.change('UPDATE movable_clock SET offsetMs = :next WHERE id = 1', {
            next: Number(row?.offsetMs) + 1,
          });
        }),
      ),
    );
    const [row] = await database.select<{ offsetMs: number }>('SELECT offsetMs FROM movable_clock');
    expect(Number(row?.offsetMs)).toBe(50);
  });
});

describe('the queue', () => {
  let queue: Queue;
  beforeEach(async () => {
    await database.change('DELETE FROM jobs');
    queue = createQueue(database, clock, log);
  });

  it('runs a job once, in one unit with its mark, though two workers look at the same moment', async () => {
    const second = createQueue(database, clock, log);
    const before = await mailCount();
    for (const worker of [queue, second]) {
      worker.handle('write', { lane: 'news', runs: 'unit' }, async () => {
        await writeMail('job');
      });
    }
    for (let count = 0; count < 20; count += 1) await queue.enqueue('write', {});
    await Promise.all([queue.runDue(), second.runDue()]);
    expect((await mailCount()) - before).toBe(20);
    expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 0 });
  });

  it('exists exactly if the unit commits', async () => {
    queue.handle('write', { lane: 'news', runs: 'unit' }, () => Promise.resolve());
    await database
      .atomically(async () => {
        await queue.enqueue('write', {});
        throw new Error('stop');
      })
      .catch(() => undefined);
    expect((await queue.counts()).waiting).toBe(0);
  });

  it('tries again with growing delay, undoing the half-done try, and gives up after twelve', async () => {
    const before = await mailCount();
    let tries = 0;
    queue.handle('fail', { lane: 'news', runs: 'unit' }, async () => {
      tries += 1;
      await writeMail('half');
      throw new Error('not yet');
    });
    await queue.enqueue('fail', {});
    await queue.runDue();
    expect(tries).toBe(1);
    await queue.runDue();
    expect(tries).toBe(1);
    for (let round = 0; round < 15; round += 1) {
      clock.advance(2 * HOUR_MS);
      await queue.runDue();
    }
    expect(tries).toBe(12);
    expect((await queue.counts()).dead).toBe(1);
    expect(await mailCount()).toBe(before);
  });

  it('adds a job of one key once', async () => {
    queue.handle('once', { lane: 'news', runs: 'unit' }, () => Promise.resolve());
    await Promise.all(Array.from({ length: 10 }, () => queue.enqueue('once', {}, { onceKey: 'k' })));
    expect((await queue.counts()).waiting).toBe(1);
  });

  it('runs each period of a schedule once, however many instances tick', async () => {
    let runs = 0;
    const schedulers = [queue, createQueue(database, clock, log)].map((each) => {
      const scheduler = createScheduler(each, clock, log, { beat: () => Promise.resolve() });
      scheduler.every('sweep', MINUTE_MS, () => {
        runs += 1;
        return Promise.resolve();
      });
      return { scheduler, each };
    });
    const round = async () => {
      await Promise.all(schedulers.map(({ scheduler }) => scheduler.tick()));
      await Promise.all(schedulers.map(({ each }) => each.runDue()));
    };
    await round();
    await round();
    expect(runs).toBe(1);
    clock.advance(MINUTE_MS);
    await round();
    expect(runs).toBe(2);
  });
});

describe('an Idempotency-Key', () => {
  const request = (key: string, input: unknown = { a: 1 }) => ({
    userId: '01900000-0000-7000-8000-000000000001',
    key,
    endpoint: 'post /things',
    input,
    kind: 'unit' as const,
  });
  const codeOf = (error: unknown) => (error instanceof Problem ? error.code : String(error));

  it('gives one effect and one answer to many requests at once', async () => {
    const store = createIdempotencyStore(database, clock);
    const before = await mailCount();
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        store.answerOnce(request('same'), async () => {
          await writeMail('idempotent');
          return { status: 201, body: { made: true } };
        }),
      ),
    );
    expect((await mailCount()) - before).toBe(1);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(codeOf(answer.reason)).toBe('idempotency_in_flight');
      else expect(answer.value).toMatchObject({ status: 201, body: { made: true } });
    }
    const again = await store.answerOnce(request('same'), () => Promise.reject(new Error('must not run')));
    expect(again).toEqual({ status: 201, body: { made: true }, replayed: true });
  });

  it('refuses another body, tells upper from lower case, and is free again after a refusal', async () => {
    const store = createIdempotencyStore(database, clock);
    const make = () => Promise.resolve({ status: 201, body: {} });
    await store.answerOnce(request('Key-1'), make);
    await expect(store.answerOnce(request('Key-1', { a: 2 }), make).catch(codeOf)).resolves.toBe(
      'idempotency_key_reused',
    );
    await expect(store.answerOnce(request('KEY-1', { a: 2 }), make)).resolves.toMatchObject({
      replayed: false,
    });
    await expect(store.answerOnce(request('k2'), () => Promise.reject(new Error('no')))).rejects.toThrow(
      'no',
    );
    await expect(store.answerOnce(request('k2'), make)).resolves.toMatchObject({ replayed: false });
  });

  it('is free again after a request whose time for the database was over', async () => {
    const store = createIdempotencyStore(database, clock);
    const outlast = async (): Promise<never> => {
      for (const startedAt = performance.now(); performance.now() < startedAt + SECOND_MS;) {
        await database.select('SELECT 1');
      }
      throw new DatabaseSilent('The time of the request is over.');
    };
    const late = withinRequestDeadline(() => store.answerOnce(request('late'), outlast), SECOND_MS);
    await expect(late).rejects.toBeInstanceOf(DatabaseSilent);
    const isHeld = () =>
      database
        .select(`SELECT 1 FROM idempotency_keys WHERE idempotencyKey = 'late'`)
        .then((rows) => rows.length);
    for (const startedAt = performance.now(); (await isHeld()) > 0;) {
      if (performance.now() > startedAt + 5 * SECOND_MS) break;
    }
    expect(await isHeld()).toBe(0);
  });

  it('can be taken over from a request that crashed, whose late commit then fails', async () => {
    const store = createIdempotencyStore(database, clock);
    let finishFirst: (answer: { status: number; body: unknown }) => void = () => undefined;
    const first = store.answerOnce(
      { ...request('k3'), kind: 'resumable' },
      () => new Promise((resolve) => (finishFirst = resolve)),
    );
    while (
      (await database.select('SELECT 1 FROM idempotency_keys WHERE idempotencyKey = :k', { k: 'k3' }))
        .length === 0
    );
    clock.advance(10 * SECOND_MS);
    await store.answerOnce({ ...request('k3'), kind: 'resumable' }, () =>
      Promise.resolve({ status: 200, body: 'second' }),
    );
    finishFirst({ status: 200, body: 'first' });
    await expect(first.catch(codeOf)).resolves.toBe('idempotency_in_flight');
    clock.advance(8 * DAY_MS);
    expect(await store.deleteOld()).toBeGreaterThan(0);
  });
});

describe('an Idempotency-Key of a request that takes long', () => {
  it('stays held for as long as it works', async () => {
    const store = createIdempotencyStore(database, clock, 5);
    const request = {
      userId: '01900000-0000-7000-8000-000000000001',
      key: 'long',
      endpoint: 'post /things',
      input: {},
      kind: 'resumable' as const,
    };
    const heldUntil = async (): Promise<number> => {
      const [row] = await database.select<{ lockedUntil: number }>(
        `SELECT lockedUntil FROM idempotency_keys WHERE idempotencyKey = 'long'`,
      );
      return Number(row?.lockedUntil ?? 0);
    };
    let finish: (answer: { status: number; body: unknown }) => void = () => undefined;
    const first = store.answerOnce(request, () => new Promise((resolve) => (finish = resolve)));
    for (let seconds = 0; seconds < 30; seconds += 6) {
      clock.advance(6 * SECOND_MS);
      while ((await heldUntil()) <= clock.now() + 6 * SECOND_MS);
    }
    const second = store.answerOnce(request, () => Promise.reject(new Error('must not run')));
    await expect(second).rejects.toMatchObject({ code: 'idempotency_in_flight' });
    finish({ status: 200, body: 'first' });
    await expect(first).resolves.toMatchObject({ body: 'first', replayed: false });
  });
});

describe('the cache', () => {
  it('loads once for many who miss at the same moment, and forgets by prefix', async () => {
    const cache = createCache(null);
    let loads = 0;
    const load = () => Promise.resolve({ n: ++loads });
    const values = await Promise.all(
      Array.from({ length: 20 }, () => cache.getOrLoad('user:1', 1_000, load)),
    );
    expect(values.every(({ n }) => n === 1)).toBe(true);
    await cache.set('listing:1', 1, 1_000);
    await cache.deletePrefix('user:');
    expect(await cache.get('user:1')).toBeNull();
    expect(await cache.get('listing:1')).toBe(1);
  });
});

describe('the pages for people', () => {
  /** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
  function luminanceOf(color: string): number {
    const digits =
      color.length === 4 ? [...color.slice(1)].map((digit) => digit + digit).join('') : color.slice(1);
    const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((place) => {
      const part = parseInt(digits.slice(place, place + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  const contrast = (one: string, other: string): number => {
    const [dark = 0, bright = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };

  it('can be read by day and by night: text with a contrast of 4.5, borders of fields with 3', () => {
    const themes = [...PAGE_STYLE.matchAll(/:root\{([^}]+)\}/g)].map(
      ([, rules = '']) =>
        new Map([...rules.matchAll(/(--[\w-]+):(#\w+)/g)].map(([, name, color]) => [name, color])),
    );
    expect(themes).toHaveLength(2);
    for (const theme of themes) {
      const of = (text: string, ground: string) =>
        contrast(theme.get(`--${text}`) ?? '#000', theme.get(`--${ground}`) ?? '#000');
      for (const ground of ['paper', 'card']) {
        for (const text of ['ink', 'soft', 'link']) expect(of(text, ground)).toBeGreaterThanOrEqual(4.5);
        expect(of('field', ground)).toBeGreaterThanOrEqual(3);
      }
      for (const [text, ground] of [
        ['on-button', 'button'],
        ['good', 'good-paper'],
        ['bad', 'bad-paper'],
      ] as const)
        expect(of(text, ground)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('redaction', () => {
  it('takes secrets out by name and by look, however deep', () => {
    const text = JSON.stringify(
      redact({
        password: 'hunter2hunter2',
        nested: { authorization: 'Bearer abc.def', note: 'paid with 4242 4242 4242 4242' },
        url: 'https://fmcsa.example/qc?webKey=s3cr3t&x=1',
        list: [{ refreshToken: 'zzz' }, 'Bearer eyJhbGciOi.eyJzdWIiOjF9.c2lnbmF0dXJl'],
        ein: 123456789,
        sent: `the program sent mcx_0a1b2c3d_${'5e'.repeat(32)}`,
        code: '123456',
        typed: { code: 'abcd-ef23' },
      }),
    );
    for (const secret of [
      ...[
        'hunter2',
        'abc.def',
        '4242 4242',
        's3cr3t',
        'zzz',
        'eyJ',
        '123456789',
        '5e5e',
        '123456',
        'abcd-ef23',
      ],
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it.each([
    ['My SSN is 078-05-1120.', '078-05-1120'],
    ['social security number: 078051120', '078051120'],
    ['078 05 1120 (of the seller)', '078 05 1120'],
    ['It was 078\u201105\u20111120.', '1120'],
    ['Pay to DE89 3704 0044 0532 0130 00, please', '3704'],
    ['gb29nwbk60161331926819', '60161331926819'],
    ['password: hunter2', 'hunter2'],
    ['Password = "two words"', 'words'],
    ['{"newPassword":"hunter2"}', 'hunter2'],
    ['my password is Truck77', 'Truck77'],
    ['password hunter2!', 'hunter2'],
    ['pass: hunter2', 'hunter2'],
    ['passcode 443322', '443322'],
    ['recovery code ABCD-EFGH-IJKL-MNOP', 'EFGH'],
    ['SSN# 078.05.1120', '078.05'],
    ['passport A12345678', 'A12345678'],
    ['driver’s license no. D1234567', 'D1234567'],
    ['api key: 9f8e7d6c', '9f8e7d6c'],
    [`re_AbCd1234_${'x1'.repeat(12)}`, 'x1x1'],
    [`sk-proj-${'Ab3'.repeat(10)}`, 'Ab3Ab3'],
    ['Authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
    ['pi_3Oq8abcDEFghij12KLmnop_secret_Zz11Yy22Xx33', 'Zz11Yy22Xx33'],
    ['routing 021000021, account number 12345678', '12345678'],
    ['routing 021000021, account number 12345678', '021000021'],
    ['4111\u20131111\u20131111\u20131111', '1111'],
    ['the PIN 4821 opens it', '4821'],
    ['CVV 123', '123'],
    ['your one-time code is 482913', '482913'],
    ['OTP: 482913', '482913'],
    ['Set-Cookie: mcx_session=abcdef9; Path=/', 'abcdef9'],
    ['access_token=ya29.abcdef', 'ya29'],
    ['078.05.1120', '1120'],
    ['078/05/1120', '1120'],
    ['their social is 078051120', '078051120'],
    ['０７８-０５-１１２０', '１１２０'],
    ['SSN ٠٧٨-٠٥-١١٢٠', '١١٢٠'],
    ['IBANGB29NWBK60161331926819', '60161331926819'],
    ['pw: hunter2', 'hunter2'],
    ['password → hunter2', 'hunter2'],
    ['password - hunter2', 'hunter2'],
    ['"password" => "hunter2"', 'hunter2'],
    ['<password>hunter2</password>', 'hunter2'],
    ['the password for the portal is Truckers!99', 'Truckers!99'],
    ['password is: Truckers1', 'Truckers1'],
    ['webKey=abc123def', 'abc123def'],
    ['the secret JBSWY3DPEHPK3PXP of the second factor', 'JBSWY3'],
    ['contrase\u00f1a: gatito', 'gatito'],
    ['Mot de passe : chaton', 'chaton'],
    ['Passwort: kaetzchen', 'kaetzchen'],
  ])('takes the secret out of “%s”', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(JSON.stringify(redact({ note: [text] }))).not.toContain(secret);
  });

  it.each([
    'refund re_3Oq8abcDEFghij12KLmnop of pi_3OqAAAA4242424242424242',
    're_0199aabbccddeeff0011223344556677',
    'wrong_password: Check it and try again.',
    'A password is required.',
    'The trucks pass 2026-11-27, and pass inspections.',
    'Call (555) 123-4567 or 555-123-4567 about USDOT 1234567, MC 123456.',
    'due 1790000000000, from 10.0.0.1 on 2026-11-27',
    'IMAD 20261127MMQFMP1N000123',
    'The transfer of $1,234,567.00 is done.',
    'error code: 100500, status code 404, zip code 68102',
    'The secret ingredient is time. A token of thanks.',
    'evt_01a21d2f191976b19a2fbccd99d1f25b of acct_1N4abcDEFghi, sub_1ABCdefGHI',
    'PIN verified; the security code did not match',
    'A password of their own is due by 2026; the password page is new.',
    'Built 10/12/2026, priced 12.50.1000; the social side of it',
    'Loads in ١٢ states',
    'Wire ref FT26331ABC12, VIN 1HGCM82633A004352',
  ])('leaves “%s” as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('leaves the code of a refusal or an error, and facts about what is secret', () => {
    const line = {
      code: 'wrong_password',
      stripe: { code: 'card_declined', cardDisputeId: 'dp_1', tokenType: 'Bearer' },
      error: { code: 'ECONNREFUSED', hasPassword: true },
      database: { code: 1062 },
    };
    expect(redact(line)).toEqual(line);
  });
});
