/** People choose by which channels they are told what, and when their letters come; what is required always comes. */
import type { EventKind } from '../../platform/events/events';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { minuteOfDay, nextTimeOfDay } from '../../platform/kernel/zoned-time';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import * as identity from '../identity';
import * as listings from '../listings';
import * as offers from '../offers';
import { isRequired, type NoticeKind } from './kinds';
import { mayLeaveAt } from './mail-times.rules';
import { dayAndTime } from './notice.words';
import { NOTICES } from './notices';

const PATH = '/users/me/notification-preferences';
const ZONE = 'America/New_York';
const at = (text: string): number => Date.parse(text);

describe('the time at which a letter may leave', () => {
  const quiet = { from: 22 * 60, until: 7 * 60 };
  const daily = { mailMode: 'DAILY', quietHours: null, timeZone: ZONE } as const;
  const silent = { mailMode: 'AT_ONCE', quietHours: quiet, timeZone: ZONE } as const;

  it.each([
    ['in winter', '2027-01-15T17:00:00Z', '2027-01-16T13:00:00Z'],
    ['the night that loses an hour', '2027-03-13T17:00:00Z', '2027-03-14T12:00:00Z'],
    ['the night that has an hour twice', '2027-11-06T17:00:00Z', '2027-11-07T13:00:00Z'],
  ])('is eight in the morning of the place: %s', (_, now, due) => {
    expect(new Date(mayLeaveAt(daily, at(now))).toISOString()).toBe(new Date(at(due)).toISOString());
  });

  it.each([
    ['at noon nothing waits', '2027-01-15T17:00:00Z', '2027-01-15T17:00:00Z'],
    ['over midnight', '2027-01-16T04:00:00Z', '2027-01-16T12:00:00Z'],
    ['after midnight', '2027-01-16T08:00:00Z', '2027-01-16T12:00:00Z'],
    ['over the change to summer time', '2027-03-14T04:00:00Z', '2027-03-14T11:00:00Z'],
    ['over the change to winter time', '2027-11-07T03:00:00Z', '2027-11-07T12:00:00Z'],
  ])('is the end of quiet hours: %s', (_, now, due) => {
    expect(new Date(mayLeaveAt(silent, at(now))).toISOString()).toBe(new Date(at(due)).toISOString());
  });

  it('is found where the clock leaves the end of quiet hours out, or shows it twice', () => {
    expect(nextTimeOfDay(150, at('2027-03-14T05:00:00Z'), ZONE)).toBe(at('2027-03-14T07:30:00Z'));
    // 1:10 for the second time: 1:30 comes in twenty minutes, and not a day later.
    expect(nextTimeOfDay(90, at('2027-11-07T06:10:00Z'), ZONE)).toBe(at('2027-11-07T06:30:00Z'));
    expect(minuteOfDay(at('2027-06-01T00:00:00Z'), 'Asia/Kathmandu')).toBe(5 * 60 + 45);
  });

  it('is the next full hour on a clock that is half an hour off', () => {
    const times = { mailMode: 'HOURLY', quietHours: null, timeZone: 'Asia/Kolkata' } as const;
    expect(mayLeaveAt(times, at('2027-01-15T17:00:00Z'))).toBe(at('2027-01-15T17:30:00Z'));
  });
});

describe('notification preferences', () => {
  let app: TestApp;
  let buyer: TestUser;
  let seller: TestUser;
  let admin: TestUser;

  beforeAll(async () => {
    app = await startTestApp();
    buyer = await app.make.user({ roles: ['buyer'] });
    admin = await app.make.admin();
  });
  beforeEach(async () => {
    seller = await app.make.user({ roles: ['seller'] });
    await app.settle();
  });
  afterAll(() => app.close());

  const offer = (changes: Partial<offers.OfferNews> = {}): offers.OfferNews => ({
    buyNow: false,
    ...{ offerId: newId(), listingId: newId(), listingTitle: 'Midwest dry van company' },
    ...{ buyerId: buyer.id, sellerId: seller.id, amountCents: 25_000_000, versionNumber: 1 },
    ...{ side: 'BUYER', turn: 'SELLER', expiresAt: null, backupRank: null, reason: null },
    ...changes,
  });
  async function happens<News>(event: EventKind<News>, news: News): Promise<void> {
    await app.emit(event, news);
    await app.settle();
  }
  const choose = async (person: TestUser, body: object) => {
    const answer = await person.put(PATH, body);
    expect(answer.status).toBe(200);
    return answer.body.data;
  };
  const subjects = async (person: TestUser) =>
    (await app.mail.sentTo(person.email)).map(({ subject }) => subject);
  const MADE = 'You have an offer of $250,000.00: “Midwest dry van company”';
  const WITHDRAWN = 'An offer was withdrawn: “Midwest dry van company”';

  interface KindView {
    kind: string;
    required: boolean;
    channels: Record<string, boolean>;
  }

  it('can be read and set for every kind and channel, and no required letter can be switched off', async () => {
    const shown = (await admin.get(PATH)).body.data;
    expect(shown).toMatchObject({ mailMode: 'AT_ONCE', quietHours: null, timeZone: ZONE });
    expect(shown.kinds.map(({ kind }: KindView) => kind)).toEqual(NOTICES.map(({ kind }) => kind));
    for (const { kind, required, channels } of shown.kinds as KindView[]) {
      for (const channel of ['inbox', 'mail', 'live']) {
        const opposite = { kinds: [{ kind, channels: { [channel]: !channels[channel] } }] };
        const { status, body } = await admin.put(PATH, opposite);
        const refused = required && channel !== 'live';
        expect([kind, channel, status, body.code]).toEqual(
          refused ? [kind, channel, 409, 'required_notice'] : [kind, channel, 200, undefined],
        );
        if (refused) continue;
        const now = body.data.kinds.find((each: KindView) => each.kind === kind);
        // Without the inbox there is nothing to show at once.
        expect(now.channels[channel]).toBe(channel === 'live' ? false : !channels[channel]);
      }
    }
    // What was read can be sent back as it is.
    const { kinds } = (await seller.get(PATH)).body.data;
    expect(kinds.some(({ kind }: KindView) => kind === 'LISTING_SUBMITTED')).toBe(false);
    const same = kinds.map(({ kind, channels }: KindView) => ({ kind, channels }));
    expect((await choose(seller, { kinds: same })).kinds).toEqual(kinds);
  });

  it('refuse what is no time, no zone, no kind, and one kind twice', async () => {
    const twice = { kind: 'OFFER_MADE', channels: { mail: false } };
    for (const body of [
      { timeZone: '+02:00' },
      { timeZone: 'Mars/Olympus' },
      { quietHours: { from: '22:00', until: '22:00' } },
      { quietHours: { from: '24:00', until: '07:00' } },
      { mailMode: 'NEVER' },
      { kinds: [{ kind: 'NOTHING', channels: {} }] },
      { kinds: [twice, twice] },
      { kinds: [{ kind: 'OFFER_MADE', channels: { fax: true } }] },
    ]) {
      expect([body, (await seller.put(PATH, body)).status]).toEqual([body, 400]);
    }
  });

  it('hold: by the channels that are on, and by no other', async () => {
    await happens(offers.offerMade, offer());
    expect(await subjects(seller)).toEqual([MADE]);
    await choose(seller, { kinds: [{ kind: 'OFFER_MADE', channels: { mail: false, live: false } }] });
    await happens(offers.offerMade, offer());
    expect(await subjects(seller)).toHaveLength(1);
    expect((await seller.get('/notifications/unread-count')).body.data.unread).toBe(3);
    await choose(seller, { kinds: [{ kind: 'OFFER_MADE', channels: { inbox: false, mail: true } }] });
    await happens(offers.offerMade, offer());
    expect(await subjects(seller)).toHaveLength(2);
    expect((await seller.get('/notifications/unread-count')).body.data.unread).toBe(3);
    const events = await app.platform.database.select<{ payload: string }>(
      `SELECT payload FROM events WHERE name = 'notification.created' AND subject = :id ORDER BY id`,
      { id: seller.id },
    );
    const told = events.map(({ payload }) => JSON.parse(payload) as { kind: string; live: boolean });
    expect(told.map(({ kind, live }) => [kind, live])).toEqual([
      ['USER_REGISTERED', true],
      ['OFFER_MADE', true],
      ['OFFER_MADE', false],
    ]);
  });

  it('send what waits together once the hour is full, once, and what is required at once', async () => {
    await choose(seller, { mailMode: 'HOURLY' });
    await happens(offers.offerMade, offer());
    await happens(offers.offerWithdrawn, offer());
    await happens(identity.userPasswordChanged, { userId: seller.id });
    expect(await subjects(seller)).toEqual(['Your password was changed']);
    await app.later(HOUR_MS);
    await app.later(HOUR_MS);
    const [digest, ...rest] = await app.mail.sentTo(seller.email);
    expect(rest).toHaveLength(1);
    expect(digest).toMatchObject({ kind: 'digest', subject: `${MADE}, and 1 more` });
    for (const title of [MADE, WITHDRAWN]) expect(digest?.text).toContain(title);
  });

  it('send one letter that waited as itself, and none that was switched off meanwhile', async () => {
    await choose(seller, { mailMode: 'DAILY' });
    await happens(offers.offerMade, offer());
    await happens(offers.offerWithdrawn, offer());
    await choose(seller, { kinds: [{ kind: 'OFFER_WITHDRAWN', channels: { mail: false } }] });
    await app.later(DAY_MS);
    expect(await subjects(seller)).toEqual([MADE]);
  });

  it('let go what waits as soon as the person wants letters at once', async () => {
    await choose(seller, { mailMode: 'DAILY' });
    await happens(offers.offerMade, offer());
    await choose(seller, { mailMode: 'AT_ONCE' });
    await app.later(MINUTE_MS);
    expect(await subjects(seller)).toEqual([MADE]);
  });

  it('send nothing that is over or was read meanwhile, and in time what would be over before the others leave', async () => {
    const timeZone = zoneWhereEightIsFar(app.clock.now());
    await choose(seller, { mailMode: 'DAILY', timeZone });
    const PENDING = 'An offer is waiting for your answer: “Midwest dry van company”';
    await happens(offers.offerReminder, offer({ expiresAt: app.clock.now() + HOUR_MS }));
    expect(await subjects(seller)).toEqual([PENDING]);
    // At night it waits, though it is over then.
    const from = minuteOfDay(app.clock.now(), timeZone);
    const clockOf = (minute: number) =>
      [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
    const quietHours = { from: clockOf(from), until: clockOf(from + 3 * 60) };
    await choose(seller, { mailMode: 'AT_ONCE', quietHours });
    await happens(offers.offerReminder, offer({ expiresAt: app.clock.now() + HOUR_MS }));
    const expiresAt = app.clock.now() + DAY_MS;
    await happens(offers.offerMade, offer({ expiresAt }));
    await happens(offers.offerWithdrawn, offer());
    const [{ id } = { id: '' }] = (await seller.get('/notifications?kind=OFFER_WITHDRAWN')).body.data as {
      id: string;
    }[];
    expect((await seller.put(`/notifications/${id}/read`)).status).toBe(200);
    await app.later(3 * HOUR_MS);
    expect(await subjects(seller)).toEqual([MADE, PENDING]);
    // What is left of a letter that waited is of use no longer than what it tells.
    const [waited] = await app.platform.database.select<{ usefulUntil: number }>(
      `SELECT usefulUntil FROM mail_outbox WHERE recipient = :email AND subject = :subject`,
      { email: seller.email, subject: MADE },
    );
    expect(Number(waited?.usefulUntil)).toBe(expiresAt);
  });

  it('say in a letter of several when each happened, and are of use while one of them is', async () => {
    await choose(seller, { mailMode: 'DAILY', timeZone: ZONE });
    const happenedAt = app.clock.now();
    const lastUse = happenedAt + 5 * DAY_MS;
    await happens(offers.offerMade, offer({ expiresAt: happenedAt + 3 * DAY_MS }));
    await happens(offers.offerCountered, offer({ expiresAt: lastUse }));
    // The person would rather have them by the hour; what is due moves with it.
    await choose(seller, { mailMode: 'HOURLY' });
    await app.later(HOUR_MS);
    const [digest] = await app.mail.sentTo(seller.email);
    expect(digest).toMatchObject({ kind: 'digest', subject: `${MADE}, and 1 more` });
    const saidAt = [happenedAt, happenedAt + MINUTE_MS].map(
      (moment) => `On ${dayAndTime(moment, { timeZone: ZONE })}.`,
    );
    expect(digest?.text.split('\n').filter((line) => saidAt.includes(line))).toHaveLength(2);
    const [row] = await app.platform.database.select<{ usefulUntil: number }>(
      'SELECT usefulUntil FROM mail_outbox WHERE id = :id',
      { id: digest?.id ?? '' },
    );
    expect(Number(row?.usefulUntil)).toBe(lastUse);
  });

  it('leave in time what would be over before new times', async () => {
    await choose(seller, { mailMode: 'HOURLY' });
    await happens(offers.offerReminder, offer({ expiresAt: app.clock.now() + 3 * DAY_MS }));
    await happens(offers.offerMade, offer({ expiresAt: app.clock.now() + HOUR_MS + MINUTE_MS }));
    await choose(seller, { mailMode: 'DAILY', timeZone: zoneWhereEightIsFar(app.clock.now()) });
    await app.later(MINUTE_MS);
    expect(await subjects(seller)).toEqual([MADE]);
  });

  it('put off nothing that is due already', async () => {
    await choose(seller, { mailMode: 'DAILY' });
    await happens(offers.offerMade, offer());
    app.clock.advance(DAY_MS);
    await choose(seller, { mailMode: 'DAILY', timeZone: ZONE });
    await app.later(MINUTE_MS);
    expect(await subjects(seller)).toEqual([MADE]);
  });

  it('go with the account', async () => {
    await choose(seller, { mailMode: 'DAILY', kinds: [{ kind: 'OFFER_MADE', channels: { live: false } }] });
    await happens(offers.offerWithdrawn, offer());
    expect((await seller.send('delete', '/users/me', { password: seller.password })).status).toBe(200);
    await app.later(DAY_MS);
    expect(await subjects(seller)).toEqual(['Your account is deleted']);
    for (const table of ['notification_settings', 'notification_choices', 'notification_held_letters']) {
      const left = await app.platform.database.select(`SELECT userId FROM ${table} WHERE userId = :id`, {
        id: seller.id,
      });
      expect([table, left]).toEqual([table, []]);
    }
  });

  it('mail admins what asks for attention now, and the rest as they choose', async () => {
    const listing = () => ({ listingId: newId(), sellerId: seller.id, title: 'Midwest dry van company' });
    const office = await app.make.admin();
    await happens(listings.listingSubmitted, listing());
    expect(await subjects(office)).toEqual([]);
    await choose(office, { kinds: [{ kind: 'LISTING_SUBMITTED', channels: { mail: true } }] });
    await happens(listings.listingSubmitted, listing());
    expect(await subjects(office)).toEqual(['A listing is waiting for review: “Midwest dry van company”']);
  });

  it('send nothing of the office to somebody who has left it', async () => {
    const listing = () => ({ listingId: newId(), sellerId: seller.id, title: 'Midwest dry van company' });
    const office = await app.make.admin();
    await choose(office, {
      mailMode: 'DAILY',
      kinds: [{ kind: 'LISTING_SUBMITTED', channels: { mail: true } }],
    });
    await happens(listings.listingSubmitted, listing());
    const roles = { roles: ['BUYER'], reason: 'Has left the office' };
    for (const by of [admin, await app.make.admin()])
      expect((await by.post(`/admin/users/${office.id}/roles`, roles)).status).toBe(200);
    await happens(offers.offerMade, offer({ sellerId: office.id }));
    await app.later(DAY_MS);
    // What is required came at once.
    expect(await subjects(office)).toEqual([MADE, 'What your account may do was changed']);
  });

  it('let nobody miss what a deal asks of them, or who has taken their money back', async () => {
    for (const kind of [
      'TRANSACTION_MOVED',
      'TRANSACTION_REMINDER',
      'PAYMENT_FAILED',
      'CREDITS_TAKEN_BACK',
    ]) {
      const { status, body } = await seller.put(PATH, { kinds: [{ kind, channels: { mail: false } }] });
      expect([kind, status, body.code]).toEqual([kind, 409, 'required_notice']);
    }
  });

  it('end with one click, by whoever holds the letter, and a look at the link changes nothing', async () => {
    await happens(offers.offerMade, offer());
    const [letter] = await app.mail.sentTo(seller.email);
    const link = new URL(letter?.unsubscribeUrl ?? '');
    const here = `${app.url}${link.pathname}${link.search}`;
    const isOn = async () =>
      (await seller.get(PATH)).body.data.kinds.find(({ kind }: KindView) => kind === 'OFFER_EXPIRED').channels
        .mail;
    const looked = await fetch(here);
    expect([looked.status, await isOn()]).toEqual([200, true]);
    expect(await looked.text()).toContain('method="post"');
    // Of the last letter's six bits a signature of 256 uses four: the next letter decodes to the same bytes.
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const respelled = here.replace(/.$/, (last) => letters[letters.indexOf(last) + 1] ?? '');
    const other = here.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'));
    for (const forged of [respelled, other, `${app.url}/unsubscribe`]) {
      const answer = await fetch(forged, { method: 'POST' });
      expect([answer.status >= 400, await isOn()]).toEqual([true, true]);
    }
    const parts = new FormData();
    parts.set('List-Unsubscribe', 'One-Click');
    // As both kinds of form that mail programs send (RFC 8058, 3.2), and again.
    for (const body of [parts, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })]) {
      expect((await fetch(here, { method: 'POST', body })).status).toBe(200);
      expect(await isOn()).toBe(false);
    }
    await happens(offers.offerMade, offer());
    await happens(identity.userPasswordChanged, { userId: seller.id });
    const [required, ...others] = await app.mail.sentTo(seller.email);
    expect([required?.subject, required?.unsubscribeUrl, others.length]).toEqual([
      'Your password was changed',
      null,
      1,
    ]);
  });

  it('end by the link of a letter of several, but for what is required, whatever was stored before it was', async () => {
    await choose(seller, { mailMode: 'HOURLY' });
    await happens(offers.offerMade, offer());
    await happens(offers.offerWithdrawn, offer());
    await app.later(2 * HOUR_MS);
    const [digest] = await app.mail.sentTo(seller.email);
    const { pathname, search } = new URL(digest?.unsubscribeUrl ?? '');
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await fetch(`${app.url}${pathname}${search}`, { method: 'POST', body })).status).toBe(200);
    const stored = await app.platform.database.select<{ kind: NoticeKind }>(
      'SELECT kind FROM notification_choices WHERE userId = :id',
      { id: seller.id },
    );
    expect(stored.map(({ kind }) => kind)).toContain('OFFER_MADE');
    expect(stored.filter(({ kind }) => isRequired(kind, 'USER'))).toEqual([]);
    await app.platform.database.change(
      `INSERT INTO notification_choices (userId, kind, channel, chosen, changedAt)
       VALUES (:id, 'USER_PASSWORD_CHANGED', 'mail', 0, :now)`,
      { id: seller.id, now: app.clock.now() },
    );
    await happens(offers.offerMade, offer());
    await happens(identity.userPasswordChanged, { userId: seller.id });
    await app.later(2 * HOUR_MS);
    expect(await subjects(seller)).toEqual(['Your password was changed', digest?.subject]);
  });

  it('are asked again where a letter leaves late', async () => {
    const reader = await app.make.buyer();
    const zone = 'Asia/Tokyo';
    await choose(reader, {
      mailMode: 'DAILY',
      timeZone: zone,
      quietHours: { from: '22:00', until: '07:00' },
    });
    const minute = minuteOfDay(app.clock.now(), zone);
    // Half past eight, after the daily letter; a whole day and more without a look ends in the night.
    await app.later(((8 * 60 + 30 - minute + 24 * 60) % (24 * 60)) * MINUTE_MS);
    const expiresAt = at('2030-01-15T15:30:00Z');
    await happens(offers.offerMade, offer({ sellerId: reader.id, expiresAt }));
    const before = (await subjects(reader)).length;
    app.clock.advance(DAY_MS + 15 * HOUR_MS);
    await app.settle();
    expect((await subjects(reader)).length).toBe(before);
    await app.later(8 * HOUR_MS);
    const [letter, ...others] = await app.mail.sentTo(reader.email);
    expect(others).toHaveLength(before);
    // Deadlines are said by the clock of the place, which is named.
    expect(letter?.text).toContain('January 16, 2030 at 12:30 AM GMT+9');
    const [usual] = (await seller.get('/notifications?kind=OFFER_MADE')).body.data as { body: string }[];
    await happens(offers.offerMade, offer({ expiresAt }));
    const [eastern] = (await seller.get('/notifications?kind=OFFER_MADE')).body.data as { body: string }[];
    expect(usual?.body).not.toEqual(eastern?.body);
    expect(eastern?.body).toContain('January 15, 2030 at 10:30 AM EST');
  });

  // The last: from here on the clock stands in another winter.
  it('hold by the clock of each place, by the moved clock, over the nights that lose an hour and have one twice', async () => {
    const quiet = { from: '22:00', until: '07:00' };
    const chosen = [
      { timeZone: 'America/New_York', quietHours: quiet },
      { timeZone: 'America/Los_Angeles', mailMode: 'DAILY' },
      { timeZone: 'Europe/London', quietHours: quiet },
      { timeZone: 'Asia/Kolkata', mailMode: 'DAILY', quietHours: quiet },
      // No summer time, and noon there.
      { timeZone: 'Asia/Tokyo', quietHours: quiet },
    ];
    const people = await Promise.all(chosen.map(() => app.make.seller()));
    for (const [place, person] of people.entries()) await choose(person, chosen[place] ?? {});
    /** `due`: hours after it happened. */
    const leave = async (happensAt: number, due: readonly number[]) => {
      await app.later(happensAt - app.clock.now());
      const countSent = () => Promise.all(people.map(async (person) => (await subjects(person)).length));
      const before = await countSent();
      for (const person of people) await app.emit(offers.offerMade, offer({ sellerId: person.id }));
      const came: (number | null)[] = people.map(() => null);
      for (const hours of new Set(due.toSorted((a, b) => a - b))) {
        // A minute before, nothing; then the letter, and no other.
        for (const [look, moment] of [
          happensAt + hours * HOUR_MS - MINUTE_MS,
          happensAt + hours * HOUR_MS,
        ].entries()) {
          await app.later(Math.max(0, moment - app.clock.now()));
          for (const [place, count] of (await countSent()).entries()) {
            const sent = count - (before[place] ?? 0);
            expect(sent).toBeLessThanOrEqual(1);
            if (sent === 1) came[place] ??= look === 1 || hours === 0 ? hours : Number.NaN;
          }
        }
      }
      expect(came).toEqual(due);
    };
    const spring = nextSunday(app.clock.now(), { month: 2, earliest: 8 });
    // 11 PM in New York, 8 PM in Los Angeles, 4 AM in London, 9:30 AM in Kolkata, 1 PM in Tokyo.
    await leave(spring + 4 * HOUR_MS, [7, 11, 3, 22.5, 0]);
    const fall = nextSunday(app.clock.now(), { month: 10, earliest: 1 });
    // 11:30 PM, 8:30 PM, 3:30 AM, 9 AM, 12:30 PM.
    await leave(fall + 3.5 * HOUR_MS, [8.5, 12.5, 3.5, 23, 0]);
  });
});

/** Where the daily letter comes in no fewer than three hours. */
const zoneWhereEightIsFar = (now: number): string =>
  ['America/New_York', 'Asia/Tokyo'].find((zone) => nextTimeOfDay(8 * 60, now, zone) - now > 3 * HOUR_MS) ??
  'UTC';

/** Midnight UTC of the Sunday on which New York changes its clock, one that is still to come. `month`: 0 is January. */
function nextSunday(now: number, { month, earliest }: { month: number; earliest: number }): number {
  const year = new Date(now).getUTCFullYear();
  for (const each of [year, year + 1]) {
    const sunday = earliest + ((7 - new Date(Date.UTC(each, month, earliest)).getUTCDay()) % 7);
    const midnight = Date.UTC(each, month, sunday);
    if (midnight > now + 2 * DAY_MS) return midnight;
  }
  throw new Error('There is one each year.');
}
