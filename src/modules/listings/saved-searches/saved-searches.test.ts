/** Saved searches tell each person of what comes to match them: once, of all their searches together, and only what anyone may see. */
import { armCrash } from '../../../platform/kernel/crash';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../platform/kernel/clock';
import { minuteOfDay } from '../../../platform/kernel/zoned-time';
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { makeDatabase } from '../../../../tests/support/database';
import { makeListings } from '../../../../tests/support/make-listings';
import { nextLookAt, SEARCHES_MAX } from './saved-search.rules';

const PATH = '/listings/saved-searches';
const ZONE = 'America/New_York';
const at = (text: string): number => Date.parse(text);

describe('the time at which a search is looked through', () => {
  it.each([
    ['a summer day', 'DAILY', '2027-06-02T15:00:00Z', '2027-06-03T11:00:00Z'],
    ['before seven', 'DAILY', '2027-06-02T10:59:00Z', '2027-06-02T11:00:00Z'],
    ['over the change to summer time', 'DAILY', '2027-03-13T15:00:00Z', '2027-03-14T11:00:00Z'],
    ['over the change to winter time', 'DAILY', '2027-11-06T15:00:00Z', '2027-11-07T12:00:00Z'],
    ['a week', 'WEEKLY', '2027-03-08T13:00:00Z', '2027-03-15T11:00:00Z'],
    ['a Monday, early', 'WEEKLY', '2027-03-08T11:00:00Z', '2027-03-08T12:00:00Z'],
  ] as const)('is seven in the morning: %s', (_, alerts, now, due) => {
    expect(new Date(nextLookAt(alerts, at(now), ZONE)).toISOString()).toBe(new Date(at(due)).toISOString());
  });
});

describe('saved searches', () => {
  let home: Awaited<ReturnType<typeof makeDatabase>>;
  let app: TestApp;
  /** Another instance over the same database. */
  let other: TestApp;
  let make: ReturnType<typeof makeListings>;
  let buyer: TestUser;

  beforeAll(async () => {
    home = await makeDatabase({ migrated: true });
    app = await startTestApp({ home });
    other = await startTestApp({ home });
    make = makeListings(app);
  });
  beforeEach(async () => {
    await app.settle();
    buyer = await app.make.buyer();
  });
  afterAll(async () => {
    await other.close();
    await app.close();
    await home.remove();
  });

  const save = async (person: TestUser, body: object): Promise<string> => {
    const saved = await person.post(PATH, { name: 'Texas', query: 'state=TX', alerts: 'AT_ONCE', ...body });
    expect([saved.status, saved.body.code]).toEqual([201, undefined]);
    return String(saved.body.data.id);
  };
  const alertsOf = async (person: TestUser) =>
    (await app.mail.sentTo(person.email)).filter(({ kind }) => kind === 'saved-searches');
  /** The next morning, after seven. */
  const morning = async (days = 1) => {
    const past = minuteOfDay(app.clock.now(), ZONE) - 7 * 60;
    await app.later(days * DAY_MS - past * MINUTE_MS + 10 * MINUTE_MS);
  };

  it('are kept, changed, paused and deleted by their owner alone, twenty at most', async () => {
    const id = await save(buyer, { query: 'verified=true&state=TX&state=OK', alerts: 'WEEKLY' });
    const [kept] = (await buyer.get(PATH)).body.data;
    expect(kept).toMatchObject({
      id,
      name: 'Texas',
      query: 'state=OK&state=TX&verified=true',
      paused: false,
    });
    const twin = await buyer.post(PATH, { name: 'Again', query: 'state=OK&verified=true&state=TX' });
    expect([twin.status, twin.body.code]).toEqual([409, 'search_saved_already']);
    for (const query of ['state=Texas', 'minFleet=few', 'color=red', 'limit=3', 'cursor=a', 'facets=true']) {
      const refused = await buyer.post(PATH, { name: 'No search', query });
      expect([query, refused.status, refused.body.errors?.[0]?.field]).toEqual([query, 400, 'query']);
    }
    const changed = await buyer.put(`${PATH}/${id}`, { name: 'Both', alerts: 'DAILY', paused: true });
    expect(changed.body.data).toMatchObject({ name: 'Both', alerts: 'DAILY', paused: true });
    const stranger = await app.make.buyer();
    for (const answer of [
      await stranger.put(`${PATH}/${id}`, { paused: false }),
      await stranger.delete(`${PATH}/${id}`),
    ])
      expect(answer.status).toBe(404);
    const fleets = Array.from({ length: SEARCHES_MAX - 1 }, (_, n) => `minFleet=${n}`);
    for (const query of fleets) await save(buyer, { query });
    const more = await buyer.post(PATH, { name: 'One more', query: 'minFleet=99' });
    expect([more.status, more.body.code]).toEqual([409, 'too_many_saved_searches']);
    expect((await buyer.delete(`${PATH}/${id}`)).status).toBe(200);
    expect((await buyer.get(PATH)).body.data).toHaveLength(SEARCHES_MAX - 1);
  });

  it('tell once of what comes, and of what comes to match, in what anyone may see; never of what was there', async () => {
    const before = await make.active();
    await app.settle();
    await save(buyer, { name: 'Everything', query: '' });
    await save(buyer, { name: 'To $300,000', query: 'maxPriceCents=29999999' });
    await app.later(MINUTE_MS);
    expect(await alertsOf(buyer)).toEqual([]);

    const listing = await make.active({ title: 'Flatbed carrier, one owner', askingPriceCents: 61_234_500 });
    await app.later(MINUTE_MS);
    await app.later(HOUR_MS);
    const [letter, ...rest] = await alertsOf(buyer);
    expect(rest).toEqual([]);
    expect(letter?.subject).toBe('A company matches your saved search: “Flatbed carrier, one owner”');
    expect(letter?.text).toContain('$500,000 to $1,000,000');
    const { legalName, usdot } = (await listing.seller.get(`/listings/${listing.id}`)).body.data.confidential
      .carrier;
    const told = JSON.stringify([letter, (await buyer.get('/notifications')).body.data]);
    for (const hidden of [legalName, String(usdot), '612,345', '61234500', listing.seller.email]) {
      expect(told).not.toContain(hidden);
    }
    expect(told).toContain(`/listings/${listing.id}`);

    // What was there before comes to match by another price; by one more it is told no second time.
    for (const askingPriceCents of [9_000_000, 6_000_000]) {
      const { management, confidential } = (await before.seller.get(`/listings/${before.id}`)).body.data;
      const cheaper = { version: management.version, deal: { ...confidential.deal, askingPriceCents } };
      expect((await before.seller.put(`/listings/${before.id}`, cheaper)).status).toBe(200);
      await app.later(MINUTE_MS);
      expect((await alertsOf(buyer)).map(({ subject }) => subject)).toEqual([
        'A company matches your saved search: “Regional carrier with steady shippers”',
        letter?.subject,
      ]);
    }
  });

  it('tell by the morning and by the week, all searches with one letter, and what came in a pause not at all', async () => {
    await morning();
    await save(buyer, { name: 'Daily', query: 'maxPriceCents=50000000', alerts: 'DAILY' });
    await save(buyer, { name: 'At once, of nothing', query: 'premium=true', alerts: 'AT_ONCE' });
    await save(buyer, { name: 'Expensive', query: 'minPriceCents=90000000', alerts: 'DAILY' });
    const paused = await save(buyer, { name: 'Paused', query: '', alerts: 'AT_ONCE' });
    expect((await buyer.put(`${PATH}/${paused}`, { paused: true })).status).toBe(200);
    await make.active({ title: 'The first of two' });
    await make.active({ title: 'The second of two' });
    await make.active({ title: 'Of the paused one alone', askingPriceCents: 60_000_000 });
    await app.later(HOUR_MS);
    expect(await alertsOf(buyer)).toEqual([]);
    await morning();
    const [letter, ...others] = await alertsOf(buyer);
    expect(others).toEqual([]);
    expect(letter?.subject).toBe('2 companies match your saved search: “Daily”');
    for (const title of ['The first of two', 'The second of two']) expect(letter?.text).toContain(title);
    expect((await buyer.put(`${PATH}/${paused}`, { paused: false })).status).toBe(200);
    await morning();
    expect(await alertsOf(buyer)).toHaveLength(1);
    await make.active({ title: 'Of two searches', askingPriceCents: 95_000_000 });
    await app.later(MINUTE_MS);
    await morning();
    expect((await alertsOf(buyer)).map(({ subject }) => subject)).toEqual([
      'A company matches your saved search: “Of two searches”',
      letter?.subject,
    ]);
  });

  it('tell once, whoever looks at the same time and whoever dies while looking', async () => {
    const people = [buyer, await app.make.buyer(), await app.make.buyer()];
    for (const person of people) await save(person, { query: '' });
    await make.active({ title: 'Told once to each' });
    await app.settle();
    const dying = new Error('The process died.');
    let deaths = 0;
    armCrash('listings.finds_told', () => {
      deaths += 1;
      throw dying;
    });
    await app.later(MINUTE_MS);
    armCrash(undefined);
    expect(deaths).toBeGreaterThan(0);
    for (const person of people) expect(await alertsOf(person)).toEqual([]);
    other.clock.advance(app.clock.now() - other.clock.now() + MINUTE_MS);
    app.clock.advance(MINUTE_MS);
    await Promise.all([app.settle(), other.settle()]);
    await app.later(MINUTE_MS);
    for (const person of people) {
      expect((await alertsOf(person)).map(({ subject }) => subject)).toEqual([
        'A company matches your saved search: “Told once to each”',
      ]);
    }
  });

  it('end by mail with one click, are the seller’s own in nothing, wait for who is suspended, and go with the account', async () => {
    const seller = await app.make.user({ roles: ['buyer', 'seller'] });
    for (const person of [buyer, seller]) await save(person, { query: '' });
    await make.active({ seller, title: 'Of a seller who searches' });
    await app.later(MINUTE_MS);
    expect(await alertsOf(seller)).toEqual([]);
    const [letter] = await alertsOf(buyer);
    const { pathname, search } = new URL(letter?.unsubscribeUrl ?? '');
    const body = 'List-Unsubscribe=One-Click';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await fetch(app.url + pathname + search, { method: 'POST', headers, body })).status).toBe(200);
    await make.active({ title: 'Found in the app alone' });
    await app.later(MINUTE_MS);
    expect(await alertsOf(buyer)).toHaveLength(1);
    const titles = (await buyer.get('/notifications')).body.data.map(({ title }: { title: string }) => title);
    expect(titles).toContain('A company matches your saved search: “Found in the app alone”');

    const admin = await app.make.admin();
    const reason = { reason: 'It looks odd.' };
    expect((await admin.post(`/admin/users/${seller.id}/suspend`, reason)).status).toBe(200);
    await make.active({ title: 'Came while nobody looked' });
    await app.later(MINUTE_MS);
    const before = await alertsOf(seller);
    expect(before.map(({ subject }) => subject)).toEqual([
      'A company matches your saved search: “Found in the app alone”',
    ]);
    expect((await admin.post(`/admin/users/${seller.id}/unblock`, reason)).status).toBe(200);
    await app.later(DAY_MS + MINUTE_MS);
    expect((await alertsOf(seller))[0]?.subject).toBe(
      'A company matches your saved search: “Came while nobody looked”',
    );

    const mine = (await buyer.get('/users/me/export')).body.data;
    expect(JSON.stringify(mine)).toContain('"query":""');
    expect((await buyer.send('delete', '/users/me', { password: buyer.password })).status).toBe(200);
    await app.settle();
    for (const table of ['saved_searches', 'saved_search_finds']) {
      const left = await app.platform.database.select(`SELECT userId FROM ${table} WHERE userId = :id`, {
        id: buyer.id,
      });
      expect([table, left]).toEqual([table, []]);
    }
  });
});
