/** A person's own events reach the addresses that they named, signed, in order, until they are taken; nobody else's do. */
import { createServer, type Socket } from 'node:net';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import {
  signersOf,
  startWebhookReceiver,
  verify,
  type WebhookReceiver,
} from '../../../tests/support/webhook-receiver';
import { productEvents } from '../../../tests/support/product-events';
import type { EventKind } from '../../platform/events/define-event';
import { examplesOf } from '../../platform/kernel/examples';
import { POSTED_TEXT_MAX, PUBLIC_EVENTS } from '../feed';
import { TESTS_OF_A_HOST } from './delivery.rules';
import * as listings from '../listings';
import * as offers from '../offers';

/** Longer than the last answer of a test takes on a busy machine. */
const PATIENCE_MS = 1_000;
const PUBLIC = '93.184.216.34';

let app: TestApp;
let receiver: WebhookReceiver;
let buyer: TestUser;
let seller: TestUser;
/** What the world's name servers answer. */
const names = new Map<string, string[]>();

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  app = await startTestApp({
    environment: { WEBHOOK_LOOPBACK: 'true', WEBHOOK_TIMEOUT_MS: String(PATIENCE_MS) },
    resolveName: (name) => Promise.resolve(names.get(name) ?? []),
  });
  [buyer, seller] = await Promise.all([app.make.buyer(), app.make.seller()]);
  await app.settle();
});
afterAll(async () => {
  await app.close();
  await receiver.close();
});

interface Made {
  id: string;
  secret: string;
  path: string;
}

/** An endpoint of its own path, unless the test names one. */
async function endpointOf(
  user: TestUser,
  { events, path = `/${newId()}` }: { events?: string[]; path?: string } = {},
): Promise<Made> {
  const url = receiver.addressOf(path);
  const answer = await user.post('/webhook-endpoints', { url, ...(events ? { events } : {}) });
  expect(answer.status).toBe(201);
  return { id: answer.body.data.id, secret: answer.body.data.secret, path };
}

const offer = (changes: Partial<offers.OfferNews> = {}): offers.OfferNews => ({
  buyNow: false,
  ...{ offerId: newId(), listingId: newId(), listingTitle: 'Midwest dry van company' },
  ...{ buyerId: buyer.id, sellerId: seller.id, amountCents: 100, versionNumber: 1, side: 'BUYER' },
  ...{ turn: 'SELLER', expiresAt: null, backupRank: null, reason: null, ...changes },
});

async function offerIsMade(changes: Partial<offers.OfferNews> = {}): Promise<offers.OfferNews> {
  const news = offer(changes);
  await app.emit(offers.offerMade, news);
  await app.settle();
  return news;
}

/** Nothing but jobs whose time has come. */
async function pass(ms: number): Promise<void> {
  app.clock.advance(ms);
  await app.platform.queue.runDue();
}

const read = async (user: TestUser, { id }: Made) => (await user.get(`/webhook-endpoints/${id}`)).body.data;
const deliveriesOf = async (user: TestUser, { id }: Made, query = '') =>
  (await user.get(`/webhook-endpoints/${id}/deliveries${query}`)).body.data;
const act = async (user: TestUser, { id }: Made, what: string, body: object = {}) => {
  const answer = await user.post(`/webhook-endpoints/${id}/${what}`, body);
  expect(answer.status).toBeLessThan(300);
  await app.settle();
  return answer.body.data;
};
const idsAt = (path: string) => receiver.postedTo(path).map(({ headers }) => headers['webhook-id']);

describe('an event', () => {
  it('is posted to the others where an endpoint cannot be read', async () => {
    const [broken, fine] = [await endpointOf(buyer), await endpointOf(seller)];
    const write = (kinds: string) =>
      app.platform.database.change('UPDATE webhook_endpoints SET kinds = :kinds WHERE id = :id', {
        ...{ kinds, id: broken.id },
      });
    await write('{"broken"');
    try {
      const { offerId } = await offerIsMade();
      expect(receiver.postedTo(broken.path)).toEqual([]);
      expect(receiver.postedTo(fine.path).map(({ body }) => JSON.parse(body).data.offerId)).toEqual([
        offerId,
      ]);
      // And its owner reads of the others that they have.
      const other = await endpointOf(buyer);
      const { data } = (await buyer.get('/webhook-endpoints')).body;
      expect((data as { id: string }[]).map(({ id }) => id)).toEqual([other.id]);
    } finally {
      await write('["*"]');
    }
  });

  it('is posted to the people whom it concerns, signed so that the public library takes it, and to nobody else', async () => {
    const stranger = await app.make.user({ roles: ['buyer', 'seller'] });
    const ends = await Promise.all([buyer, seller, stranger].map((user) => endpointOf(user)));
    const { offerId, listingId } = await offerIsMade();
    await app.emit(listings.listingUnlocked, {
      ...{
        listingId,
        sellerId: seller.id,
        buyerId: buyer.id,
        waits: false,
        title: 'Midwest dry van company',
      },
    });
    await app.settle();
    for (const { path, secret } of ends.slice(0, 2)) {
      const [post, ...more] = receiver.postedTo(path);
      expect(more).toHaveLength(1);
      expect(verify(secret, post as never)).toEqual({
        ...{ type: 'offer.made', timestamp: expect.any(String), position: expect.any(Number) },
        id: post?.headers['webhook-id'],
        data: {
          ...{ offerId, listingId, listingTitle: 'Midwest dry van company', amountCents: 100 },
          ...{ versionNumber: 1, side: 'BUYER', turn: 'SELLER', expiresAt: null, backupRank: null },
          reason: null,
        },
      });
      const other = ends.find((each) => each.path !== path);
      expect(() => verify(String(other?.secret), post as never)).toThrow('No matching signature');
    }
    expect(receiver.postedTo(ends[2]?.path ?? '')).toEqual([]);
    const [mine, theirs] = [ends[0] as Made, ends[1] as Made];
    expect(await deliveriesOf(buyer, mine, '?event=offer.made')).toMatchObject([
      { event: 'offer.made', subject: offerId, status: 'TAKEN', tries: 1, lastStatus: 204, nextTryAt: null },
    ]);
    for (const path of ['', '/deliveries', `/deliveries/${newId()}`]) {
      expect((await buyer.get(`/webhook-endpoints/${theirs.id}${path}`)).status).toBe(404);
    }
  });
});

describe('who missed what was posted', () => {
  it('reads every public kind by cursor, in order and as it was posted; nobody else reads it', async () => {
    const [owner, stranger] = [await app.make.user(), await app.make.user()];
    await app.settle();
    const endpoint = await endpointOf(owner);
    const defined = await productEvents();
    const { cursor } = (await owner.get('/events')).body.data;
    for (const { name } of PUBLIC_EVENTS) {
      const { schema, write } = defined.find((each) => each.name === name) as EventKind<unknown>;
      // Every person in it is the owner.
      const [payload] = examplesOf(schema, (field) => (/Id$/.test(field) ? owner.id : undefined));
      await app.platform.database.insertLast('events', [
        { id: newId(), name, ...write(payload), at: app.clock.now() },
      ]);
    }
    await app.settle();
    const posted = receiver.postedTo(endpoint.path).map(({ body }) => JSON.parse(body));
    expect(posted.map(({ type }) => type)).toEqual(PUBLIC_EVENTS.map(({ name }) => name));
    const page = async (of: TestUser, path: string, from: string) => {
      const answer = await of.get(`${path}?cursor=${from}&limit=50`);
      expect([answer.status, answer.body.code]).toEqual([200, undefined]);
      return answer.body.data as {
        events: { id: string; event?: string }[];
        cursor: string;
        hasMore: boolean;
      };
    };
    const whole = async (of: TestUser, path: string) => {
      const events = [];
      for (let next: { cursor: string; hasMore: boolean } = { cursor, hasMore: true }; next.hasMore;) {
        const read = await page(of, path, next.cursor);
        events.push(...read.events);
        next = read;
      }
      return events;
    };
    expect(await whole(owner, '/events/feed')).toEqual(posted);
    const ids = (await whole(owner, '/events')).flatMap(({ id, event }) =>
      event === 'notification' ? [] : [id],
    );
    expect(ids).toEqual(posted.map(({ id }) => id));
    expect(await whole(stranger, '/events/feed')).toEqual([]);
    // They happened to nobody, and nobody was told by a notice.
    await app.platform.database.change('DELETE FROM events WHERE id IN (:ids)', { ids });
  });
});

describe('a secret', () => {
  it('is shown once, sealed at rest, and signs for a day beside its successor, never longer', async () => {
    const owner = await app.make.seller();
    const endpoint = await endpointOf(owner);
    const made = (sellerId = owner.id) => offerIsMade({ sellerId });
    const rows = await app.platform.database.select('SELECT * FROM webhook_endpoints');
    expect(JSON.stringify([rows, await read(owner, endpoint)])).not.toContain(endpoint.secret.slice(6));
    const rotate = (body: object = {}): Promise<string> =>
      act(owner, endpoint, 'rotate-secret', body).then(({ secret }) => String(secret));

    const second = await rotate();
    await made();
    const [both] = receiver.postedTo(endpoint.path);
    for (const secret of [endpoint.secret, second]) expect(verify(secret, both as never)).toBeTruthy();
    const third = await rotate();
    const secrets = [endpoint.secret, second, third];
    await made();
    expect(signersOf(receiver.postedTo(endpoint.path).at(-1) as never, secrets)).toEqual([second, third]);
    await app.later(DAY_MS - MINUTE_MS);
    await made();
    expect(signersOf(receiver.postedTo(endpoint.path).at(-1) as never, secrets)).toEqual([second, third]);
    app.clock.advance(MINUTE_MS);
    // Before anything is swept: what is dead signs no replay either.
    await act(owner, endpoint, 'replay', { from: new Date(0).toISOString(), all: true });
    const replayed = receiver.postedTo(endpoint.path).slice(-3);
    expect(replayed.map((post) => signersOf(post, secrets))).toEqual([[third], [third], [third]]);
    await app.later(HOUR_MS);
    expect(await read(owner, endpoint)).toMatchObject({ formerSecretUntil: null });
    const fourth = await rotate({ dropFormer: true });
    await made();
    expect(signersOf(receiver.postedTo(endpoint.path).at(-1) as never, [...secrets, fourth])).toEqual([
      fourth,
    ]);
    await owner.delete(`/webhook-endpoints/${endpoint.id}`);
  });
});

describe('a delivery', () => {
  it('is filtered by its kind, waits while its endpoint is paused, and bears the same id at every replay', async () => {
    const filtered = await endpointOf(seller, { events: ['offer.withdrawn'] });
    const paused = await endpointOf(seller, { events: ['offer.made'] });
    expect(await act(seller, paused, 'pause')).toMatchObject({ status: 'PAUSED' });
    const [one, other] = [await offerIsMade(), await offerIsMade()];
    expect([receiver.postedTo(filtered.path), receiver.postedTo(paused.path)]).toEqual([[], []]);
    expect((await seller.post(`/webhook-endpoints/${paused.id}/test`)).body.code).toBe(
      'webhook_endpoint_not_active',
    );
    await act(seller, paused, 'resume');
    const subjects = receiver.postedTo(paused.path).map(({ body }) => JSON.parse(body).data.offerId);
    expect(subjects).toEqual([one.offerId, other.offerId]);
    const [latest] = await deliveriesOf(seller, paused);
    await act(seller, paused, `deliveries/${latest.id}/replay`);
    expect(idsAt(paused.path)).toEqual([expect.any(String), latest.eventId, latest.eventId]);
    const changed = await seller.put(`/webhook-endpoints/${filtered.id}`, {
      events: ['*'],
      name: 'All of it',
    });
    expect(changed.body.data).toMatchObject({ events: ['*'], name: 'All of it' });
    await offerIsMade();
    expect(receiver.postedTo(filtered.path)).toHaveLength(1);
  });

  it('comes after the earlier ones about the same thing while these are tried again, and other things overtake', async () => {
    const endpoint = await endpointOf(seller, { events: ['offer.made', 'offer.withdrawn'] });
    receiver.answer(endpoint.path, (response) => void response.writeHead(500).end());
    const first = await offerIsMade();
    receiver.answer(endpoint.path, (response) => void response.writeHead(200).end());
    await app.emit(offers.offerWithdrawn, { ...first, turn: null });
    const overtaking = await offerIsMade();
    await pass(8 * SECOND_MS);
    const [failed, again] = receiver
      .postedTo(endpoint.path)
      .map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(Number(again) - Number(failed)).toBeGreaterThanOrEqual(4);
    const told = receiver
      .postedTo(endpoint.path)
      .map(({ body }) => JSON.parse(body))
      .map(({ type, data }) => `${type} ${data.offerId}`);
    expect(told).toEqual([
      `offer.made ${first.offerId}`,
      `offer.made ${first.offerId}`,
      `offer.withdrawn ${first.offerId}`,
      `offer.made ${overtaking.offerId}`,
    ]);
    // One that fails for long is overtaken by the rest.
    receiver.answer(endpoint.path, (response, { body }) => {
      response.writeHead(JSON.parse(body).type === 'offer.made' ? 500 : 200).end();
    });
    const failing = await offerIsMade();
    await app.emit(offers.offerWithdrawn, failing);
    await app.settle();
    // Its second try, and then a minute in which the endpoint is left alone no more and only the later one is due.
    for (const delayMs of [6 * SECOND_MS, MINUTE_MS, 6 * MINUTE_MS]) await pass(delayMs);
    const withdrawn = () =>
      receiver.postedTo(endpoint.path).filter(({ body }) => JSON.parse(body).type === 'offer.withdrawn');
    expect(withdrawn()).toHaveLength(1);
    for (const delayMs of [34 * MINUTE_MS, 6 * MINUTE_MS]) await pass(delayMs);
    expect(withdrawn()).toHaveLength(2);
    expect((await seller.delete(`/webhook-endpoints/${endpoint.id}`)).status).toBe(200);
  });
});

describe('an endpoint', () => {
  it('that hangs, redirects, fails or cuts is told as it was, and holds up nobody', async () => {
    const owner = await app.make.seller();
    const elsewhere = `/${newId()}`;
    const slow: Made[] = [];
    const answers: Record<string, (path: string) => void> = {
      'No answer came within 1 seconds.': (path) => receiver.answer(path, () => undefined),
      'It answered with a redirect (307), which is not followed.': (path) =>
        receiver.answer(
          path,
          (response) => void response.writeHead(307, { location: receiver.addressOf(elsewhere) }).end(),
        ),
      'It answered 500.': (path) =>
        receiver.answer(
          path,
          (response) => void response.writeHead(500).end(`no\u0000 ${'x'.repeat(100_000)}`),
        ),
      'The connection was cut.': (path) => receiver.answer(path, (response) => void response.destroy()),
    };
    for (const prepare of Object.values(answers)) {
      const endpoint = await endpointOf(owner);
      prepare(endpoint.path);
      slow.push(endpoint);
    }
    // Answers once its neighbor was posted to: one after the other, it never would.
    const [waiting, neighbor] = [await endpointOf(owner), await endpointOf(owner)];
    const met = new Promise<void>((resolve) =>
      receiver.answer(neighbor.path, (response) => {
        response.writeHead(200).end();
        resolve();
      }),
    );
    receiver.answer(waiting.path, (response) => met.then(() => void response.writeHead(200).end('thanks')));
    await offerIsMade({ sellerId: owner.id });
    const told = await Promise.all(slow.map(async (each) => (await deliveriesOf(owner, each))[0]));
    expect(told.map(({ because, status }) => [because, status])).toEqual(
      Object.keys(answers).map((because) => [because, 'WAITING']),
    );
    expect(receiver.postedTo(elsewhere)).toEqual([]);
    // Ten percent up or down: what failed together does not come back together.
    const delays = told.map(({ lastTriedAt, nextTryAt }) => Date.parse(nextTryAt) - Date.parse(lastTriedAt));
    for (const delayMs of delays) expect(Math.abs(delayMs - 5 * SECOND_MS)).toBeLessThanOrEqual(500);
    expect(new Set(delays).size).toBeGreaterThan(1);
    const detail = async (endpoint: Made) => {
      const [{ id }] = await deliveriesOf(owner, endpoint);
      return (await owner.get(`/webhook-endpoints/${endpoint.id}/deliveries/${id}`)).body.data;
    };
    const { answers: failed, body } = await detail(slow[2] as Made);
    expect(failed).toEqual([
      {
        ...{ number: 1, at: expect.any(String), status: 500, because: 'It answered 500.' },
        ...{ answer: `no ${'x'.repeat(497)}`, durationMs: expect.any(Number) },
      },
    ]);
    expect(body).toBe(receiver.postedTo((slow[2] as Made).path)[0]?.body);
    expect((await detail(waiting)).answers).toMatchObject([{ status: 200, answer: 'thanks' }]);

    const failing = await (await app.make.admin()).get('/admin/webhook-endpoints?limit=100');
    const shown = failing.body.data.filter(({ owner: { id } }: { owner: { id: string } }) => id === owner.id);
    expect(shown.map(({ failures }: { failures: number }) => failures)).toEqual([1, 1, 1, 1]);
    expect(JSON.stringify(shown)).not.toContain((slow[0] as Made).path);
    for (const { id } of [...slow, waiting, neighbor]) await owner.delete(`/webhook-endpoints/${id}`);
  });

  it('that answers 410 is off at once, and its owner is told by mail', async () => {
    const owner = await app.make.seller();
    const endpoint = await endpointOf(owner);
    receiver.answer(endpoint.path, (response) => void response.writeHead(410).end());
    await offerIsMade({ sellerId: owner.id });
    await offerIsMade({ sellerId: owner.id });
    expect(receiver.postedTo(endpoint.path)).toHaveLength(1);
    expect(await read(owner, endpoint)).toMatchObject({ status: 'OFF', offReason: 'GONE' });
    expect((await deliveriesOf(owner, endpoint)).map(({ status }: { status: string }) => status)).toEqual([
      'MISSED',
      'FAILED',
    ]);
    const letters = await app.mail.sentTo(owner.email);
    expect(letters.filter(({ subject }) => subject.includes('was switched off'))).toHaveLength(1);
  });

  it('that fails for days is off after ten tries, with a mail; once resumed, what it missed is replayed', async () => {
    const owner = await app.make.seller();
    const endpoint = await endpointOf(owner);
    receiver.answer(endpoint.path, (response) => void response.writeHead(500).end());
    const startedAt = app.clock.now();
    await offerIsMade({ sellerId: owner.id });
    const hours = [0.002, 0.1, 0.6, 2.3, 5.6, 11.1, 15.5, 22.1];
    for (const each of hours) await pass(each * HOUR_MS);
    expect(await deliveriesOf(owner, endpoint)).toMatchObject([{ tries: 9, status: 'WAITING' }]);
    expect(await read(owner, endpoint)).toMatchObject({ status: 'ACTIVE', failures: 9 });
    await pass(26.5 * HOUR_MS);
    expect(app.clock.now() - startedAt).toBeGreaterThan(3 * DAY_MS);
    expect(await read(owner, endpoint)).toMatchObject({ status: 'OFF', offReason: 'FAILING', failures: 10 });
    await offerIsMade({ sellerId: owner.id });
    expect(receiver.postedTo(endpoint.path)).toHaveLength(10);
    const letters = await app.mail.sentTo(owner.email);
    expect(letters.filter(({ subject }) => subject.includes('was switched off'))).toHaveLength(1);

    receiver.answer(endpoint.path, (response) => void response.writeHead(200).end());
    await act(owner, endpoint, 'resume');
    expect(receiver.postedTo(endpoint.path)).toHaveLength(10);
    const from = new Date(startedAt).toISOString();
    const late = new Date(app.clock.now()).toISOString();
    expect(await act(owner, endpoint, 'replay', { from: late })).toMatchObject({ replayed: 0 });
    expect(await act(owner, endpoint, 'replay', { from, until: from })).toMatchObject({ replayed: 0 });
    expect(await act(owner, endpoint, 'replay', { from })).toMatchObject({ replayed: 2, hasMore: false });
    expect(new Set(idsAt(endpoint.path)).size).toBe(2);
    expect(await deliveriesOf(owner, endpoint, '?status=TAKEN')).toHaveLength(2);
    expect(await act(owner, endpoint, 'replay', { from })).toMatchObject({ replayed: 0 });
    await app.later(31 * DAY_MS);
    expect(await deliveriesOf(owner, endpoint)).toEqual([]);
  });

  it('missed more than are replayed at once goes on by position, whatever the order of their instants', async () => {
    const owner = await app.make.seller();
    const endpoint = await endpointOf(owner);
    await act(owner, endpoint, 'pause');
    await offerIsMade({ sellerId: owner.id });
    const [made] = await app.platform.database.select<{ position: number; occurredAt: number }>(
      'SELECT position, occurredAt FROM webhook_deliveries WHERE endpointId = :id',
      { id: endpoint.id },
    );
    const [position, occurredAt] = [Number(made?.position), Number(made?.occurredAt)];
    const rows = Array.from({ length: 1_000 }, (_, index) => {
      const place = position + 1 + index;
      return `('${newId()}', '${endpoint.id}', '${newId()}', 'offers.made', 's', ${place}, '{}', 'MISSED', 0, 0, ${occurredAt - 1 - index}, ${occurredAt})`;
    });
    await app.platform.database.change(
      `INSERT INTO webhook_deliveries (id, endpointId, eventId, kind, subject, position, body, status, attempts, tries,
       occurredAt, createdAt) VALUES ${rows.join(', ')}`,
      {},
    );
    await app.platform.database.change(
      "UPDATE webhook_deliveries SET status = 'MISSED', nextTryAt = NULL WHERE endpointId = :id",
      { id: endpoint.id },
    );
    await act(owner, endpoint, 'resume');
    const from = new Date(0).toISOString();
    const first = await act(owner, endpoint, 'replay', { from });
    expect(first).toMatchObject({ replayed: 1_000, hasMore: true, lastPosition: position + 999 });
    const next = { from, afterPosition: first.lastPosition };
    expect(await act(owner, endpoint, 'replay', next)).toMatchObject({ replayed: 1, hasMore: false });
    expect(
      await act(owner, endpoint, 'replay', { from, all: true, afterPosition: position + 1_000 }),
    ).toMatchObject({
      ...{ replayed: 0, lastPosition: null, lastOccurredAt: null, hasMore: false },
    });
    expect((await owner.delete(`/webhook-endpoints/${endpoint.id}`)).status).toBeLessThan(300);
  });

  it('switched off in the moment in which an event is noted misses it, and leaves nothing waiting', async () => {
    const owner = await app.make.seller();
    const endpoint = await endpointOf(owner);
    await app.emit(offers.offerMade, offer({ sellerId: owner.id }));
    const { database, events } = app.platform;
    await Promise.all([
      database.atomically(async () => {
        await database.change(
          "UPDATE webhook_endpoints SET status = 'OFF', offReason = 'GONE' WHERE id = :id",
          {
            id: endpoint.id,
          },
        );
        // Time enough for whoever does not wait for this unit.
        await new Promise((resolve) => setTimeout(resolve, 200));
      }),
      (async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        await events.catchUp();
      })(),
    ]);
    await app.settle();
    expect(await deliveriesOf(owner, endpoint)).toMatchObject([{ status: 'MISSED' }]);
  });

  it('is left alone while its owner is suspended, off when they recover the account, gone when they leave', async () => {
    const [owner, admin] = [await app.make.buyer(), await app.make.admin()];
    const endpoint = await endpointOf(owner);
    await admin.post(`/admin/users/${owner.id}/suspend`, { reason: 'Looks odd.' });
    await offerIsMade({ buyerId: owner.id });
    await app.later(2 * HOUR_MS);
    expect(receiver.postedTo(endpoint.path)).toEqual([]);
    await admin.post(`/admin/users/${owner.id}/unblock`, { reason: 'All is well.' });
    await app.later(2 * HOUR_MS);
    expect(receiver.postedTo(endpoint.path)).toHaveLength(1);

    expect((await owner.post('/auth/logout-all')).status).toBe(200);
    await offerIsMade({ buyerId: owner.id });
    expect(receiver.postedTo(endpoint.path)).toHaveLength(1);
    const again = await app.anonymous.post('/auth/login', { email: owner.email, password: owner.password });
    const back = app.withToken(again.body.data.accessToken);
    expect((await back.get(`/webhook-endpoints/${endpoint.id}`)).body.data).toMatchObject({
      ...{ status: 'OFF', offReason: 'ACCESS_VOIDED' },
    });
    const exported = (await back.get('/users/me/export')).body.data;
    expect(JSON.stringify(exported)).toContain(endpoint.path);
    expect((await back.send('delete', '/users/me', { password: owner.password })).status).toBe(200);
    await app.settle();
    const left = await app.platform.database.select(
      'SELECT id FROM webhook_endpoints WHERE id = :id UNION SELECT id FROM webhook_deliveries WHERE endpointId = :id',
      { id: endpoint.id },
    );
    expect(left).toEqual([]);
  });

  it.each<[string, string]>([
    ['on', "status = 'ACTIVE'"],
    ['paused', "status = 'PAUSED'"],
    ['off, so that its owner takes it for theirs', "status = 'OFF', offReason = 'GONE'"],
  ])(
    'one that was %s is resumed after a recovery with its address and its secret set anew',
    async (_, as) => {
      const owner = await app.make.buyer();
      const { id, path } = await endpointOf(owner);
      await app.platform.database.change(`UPDATE webhook_endpoints SET ${as} WHERE id = :id`, { id });
      expect((await owner.post('/auth/logout-all')).status).toBe(200);
      await app.settle();
      const again = await app.anonymous.post('/auth/login', { email: owner.email, password: owner.password });
      const back = app.withToken(again.body.data.accessToken);
      const at = `/webhook-endpoints/${id}`;
      const read = async () => (await back.get(at)).body.data;
      const resumed = async () => (await back.post(`${at}/resume`)).body.code ?? 'resumed';
      const { url, ...off } = await read();
      expect(off).toMatchObject({ offReason: 'ACCESS_VOIDED', unconfirmed: ['URL', 'SECRET'] });
      expect(await resumed()).toBe('webhook_endpoint_unconfirmed');
      expect((await back.put(at, { name: 'Ours' })).status).toBe(200);
      expect(await resumed()).toBe('webhook_endpoint_unconfirmed');
      expect((await back.put(at, { url })).status).toBe(200);
      expect(await resumed()).toBe('webhook_endpoint_unconfirmed');
      const { status, body } = await back.post(`${at}/rotate-secret`, { dropFormer: false });
      expect([status, body.data.formerSecretUntil]).toEqual([200, null]);
      expect(await resumed()).toBe('resumed');
      expect(await read()).toMatchObject({ status: 'ACTIVE', unconfirmed: [] });
      const before = receiver.postedTo(path).length;
      await offerIsMade({ buyerId: owner.id });
      expect(receiver.postedTo(path)).toHaveLength(before + 1);
    },
  );

  it('is looked after by another worker where its own has died', async () => {
    const owner = await app.make.buyer();
    const endpoint = await endpointOf(owner);
    const { database } = app.platform;
    await database.change('UPDATE webhook_endpoints SET busyUntil = :until WHERE id = :id', {
      ...{ until: app.clock.now() + MINUTE_MS, id: endpoint.id },
    });
    await offerIsMade({ buyerId: owner.id });
    expect(receiver.postedTo(endpoint.path)).toEqual([]);
    await app.later(2 * MINUTE_MS);
    expect(receiver.postedTo(endpoint.path)).toHaveLength(1);
  });
});

describe('an address', () => {
  const create = (user: TestUser, url: string) => user.post('/webhook-endpoints', { url });

  it('is refused where it, or one address of its name, is not on the public internet', async () => {
    const inside = [
      '127.0.0.1',
      '10.0.0.1',
      '169.254.169.254',
      '100.64.0.1',
      '::1',
      '::ffff:10.0.0.1',
      'fd00::1',
    ];
    for (const [n, address] of inside.entries()) names.set(`inside-${n}.example.com`, [address]);
    names.set('mixed.example.com', [PUBLIC, '10.0.0.1']);
    const refused = [
      ...[...names.keys(), 'nowhere.example.com', '127.1', '0xa9fea9fe', '[::ffff:7f00:1]', 'localhost'].map(
        (host) => `https://${host}/hook`,
      ),
      ...['http://example.com/', 'https://example.com:22/', 'https://user:pass@example.com/'],
    ];
    for (const url of refused) {
      const answer = await create(seller, url);
      expect([url, answer.status, answer.body.code]).toEqual([url, 422, 'webhook_address_refused']);
    }
  });

  it('is asked for anew at each try: a name that leads inside later gains nothing', async () => {
    const owner = await app.make.buyer();
    names.set('rebound.example.com', [PUBLIC]);
    const made = await create(owner, 'https://rebound.example.com:8443/hook');
    expect(made.status).toBe(201);
    const endpoint = { id: made.body.data.id, secret: '', path: '' };
    names.set('rebound.example.com', ['127.0.0.1']);
    await offerIsMade({ buyerId: owner.id });
    for (const address of ['::1', '169.254.169.254']) {
      names.set('rebound.example.com', [PUBLIC, address]);
      await pass(HOUR_MS);
    }
    const [{ id }] = await deliveriesOf(owner, endpoint);
    const { answers } = (await owner.get(`/webhook-endpoints/${endpoint.id}/deliveries/${id}`)).body.data;
    const because = 'Its name leads to an address that is not on the public internet.';
    expect(answers).toMatchObject(Array(3).fill({ status: null, because }));
    // What could be named once, before this was known of it or where this machine might be tried out.
    await act(owner, endpoint, 'test');
    for (const url of ['https://10.0.0.1/hook', 'http://127.0.0.1:80/', 'https://[::ffff:7f00:1]/hook']) {
      await app.platform.database.change('UPDATE webhook_endpoints SET url = :url WHERE id = :id', {
        ...{ url, id: endpoint.id },
      });
      await pass(HOUR_MS);
      const [{ because: refused, lastStatus }] = await deliveriesOf(owner, endpoint, '?event=webhook.test');
      const told = url.startsWith('http:')
        ? 'Use a port from 1024 on.'
        : 'This address is not on the public internet.';
      expect([url, lastStatus, refused]).toEqual([url, null, told]);
    }
    const moved = { url: 'https://10.0.0.1/hook' };
    expect((await owner.put(`/webhook-endpoints/${endpoint.id}`, moved)).body.code).toBe(
      'webhook_address_refused',
    );
  });

  it('is told to its owner by mail, wants a fresh proof, and each person has ten at most', async () => {
    const owner = await app.make.buyer();
    for (let n = 0; n < 10; n += 1) await endpointOf(owner);
    expect((await create(owner, receiver.addressOf('/more'))).body.code).toBe('too_many_webhook_endpoints');
    expect((await owner.get('/webhook-endpoints')).body.data).toHaveLength(10);
    const letters = await app.mail.sentTo(owner.email);
    expect(letters.filter(({ subject }) => subject.includes('Your events are sent to'))).toHaveLength(10);
    const scopes = { name: 'Hooks', scopes: ['webhooks:read', 'webhooks:write'] };
    const { key } = (await owner.post('/users/me/api-keys', scopes)).body.data;
    const program = app.withToken(key);
    const [{ id }] = (await program.get('/webhook-endpoints')).body.data;
    expect((await program.post(`/webhook-endpoints/${id}/pause`)).status).toBe(200);
    expect((await program.post(`/webhook-endpoints/${id}/rotate-secret`, {})).status).toBe(403);
    expect((await program.post('/webhook-endpoints', { url: receiver.addressOf('/x') })).status).toBe(403);
    const kinds = (await program.get('/webhook-endpoints/event-kinds')).body.data;
    expect(kinds).toContainEqual({
      ...{
        event: 'payout.paid',
        when: 'A payout was sent to its user.',
        fields: ['payoutId', 'amountCents'],
      },
    });
  });

  it('can be tried with a test event', async () => {
    const owner = await app.make.buyer();
    const endpoint = await endpointOf(owner, { events: ['offer.made'] });
    await act(owner, endpoint, 'test');
    const [post] = receiver.postedTo(endpoint.path);
    expect(signersOf(post as never, [endpoint.secret])).toHaveLength(1);
    expect(JSON.parse(String(post?.body))).toMatchObject({ type: 'webhook.test', position: null });
  });

  it('has thirty test events an hour at its host, whoever asks, and as many events as happen', async () => {
    app.clock.advance(HOUR_MS);
    const [one, two] = [await app.make.buyer(), await app.make.seller()];
    const endpoints = [await endpointOf(one), await endpointOf(two, { events: ['offer.made'] })] as const;
    const test = async (owner: TestUser, { id }: Made) =>
      (await owner.post(`/webhook-endpoints/${id}/test`, {})).status;
    for (let n = 0; n < TESTS_OF_A_HOST / 2; n += 1) {
      expect([await test(one, endpoints[0]), await test(two, endpoints[1])]).toEqual([202, 202]);
    }
    const refused = await two.post(`/webhook-endpoints/${endpoints[1].id}/test`, {});
    expect([refused.status, refused.body.code]).toEqual([429, 'too_many_webhook_tests']);
    const { offerId } = await offerIsMade({ sellerId: two.id });
    const bodies = receiver.postedTo(endpoints[1].path).map(({ body }) => String(body));
    expect(bodies.filter((body) => body.includes(offerId))).toHaveLength(1);
    app.clock.advance(HOUR_MS);
    expect(await test(one, endpoints[0])).toBe(202);
  });

  it('is posted no more of an event than its length allows: long texts are cut, and it stays readable', async () => {
    const owner = await app.make.seller();
    const endpoint = await endpointOf(owner);
    const { offerId } = await offerIsMade({ sellerId: owner.id, reason: '😀'.repeat(20_000) });
    const [post] = receiver.postedTo(endpoint.path);
    const body = String(post?.body);
    expect(Buffer.byteLength(body)).toBeLessThan(4_000);
    expect(JSON.parse(body)).toMatchObject({ data: { offerId, reason: `${'😀'.repeat(POSTED_TEXT_MAX)}…` } });
    expect(signersOf(post as never, [endpoint.secret])).toHaveLength(1);
  });
});

describe('a receiver that speaks oddly', () => {
  const open: { close(): void }[] = [];
  afterEach(() => open.splice(0).forEach((each) => each.close()));

  /** Writes what it is told for each posting, and then says nothing more. */
  async function rawReceiver(answer: () => Promise<string> | string): Promise<string> {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => void Promise.resolve(answer()).then((text) => socket.write(text)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => [server.close(), ...sockets.map((socket) => socket.destroy())] });
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`;
  }

  async function posted(answer: (made: Made, owner: TestUser) => Promise<string> | string) {
    const owner = await app.make.seller();
    const made: Made = { id: '', secret: '', path: '' };
    const url = await rawReceiver(() => answer(made, owner));
    made.id = (await owner.post('/webhook-endpoints', { url })).body.data.id as string;
    await offerIsMade({ sellerId: owner.id });
    const [delivery] = await deliveriesOf(owner, made);
    return { owner, made, delivery, endpoint: await read(owner, made) };
  }

  it.each([
    ['101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', 'WAITING', 101],
    ['200 OK\r\nContent-Length: 900\r\n\r\nthe first of many bytes', 'TAKEN', 200],
  ])('is heard by its status, and holds no place: %s', async (answer, status, lastStatus) => {
    const { delivery } = await posted(() => `HTTP/1.1 ${answer}`);
    expect(delivery).toMatchObject({ status, tries: 1, lastStatus });
  });

  it('and never ends is read no further than its first words', async () => {
    const owner = await app.make.seller();
    let sent = 0;
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const endpoint = await endpointOf(owner);
    receiver.answer(endpoint.path, (response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const more = () => {
        while (!response.destroyed && response.write('and so on, '.repeat(1_000))) sent += 11_000;
      };
      response.on('drain', more).on('close', end);
      more();
    });
    await offerIsMade({ sellerId: owner.id });
    await ended;
    expect(await deliveriesOf(owner, endpoint)).toMatchObject([{ status: 'TAKEN', lastStatus: 200 }]);
    // What stands in the buffers on the way; read for its whole patience, it would be a hundred times as much.
    expect(sent).toBeLessThan(8_000_000);
  });

  it('and is paused meanwhile gets nothing more', async () => {
    const owner = await app.make.seller();
    const endpoint = await endpointOf(owner);
    await act(owner, endpoint, 'pause');
    for (let n = 0; n < 3; n += 1) await offerIsMade({ sellerId: owner.id });
    receiver.answer(endpoint.path, async (response) => {
      await owner.post(`/webhook-endpoints/${endpoint.id}/pause`);
      response.writeHead(200).end();
    });
    await act(owner, endpoint, 'resume');
    expect(receiver.postedTo(endpoint.path)).toHaveLength(1);
    expect(await read(owner, endpoint)).toMatchObject({ status: 'PAUSED' });
    await owner.delete(`/webhook-endpoints/${endpoint.id}`);
  });

  const GONE = 'HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n';

  it('and is gone is not asked again, also where its owner pauses it meanwhile', async () => {
    const { endpoint } = await posted(async (made, owner) => {
      await owner.post(`/webhook-endpoints/${made.id}/pause`);
      return GONE;
    });
    expect(endpoint).toMatchObject({ status: 'OFF', offReason: 'GONE' });
  });

  it('and is gone says nothing of the address that took its place', async () => {
    const { endpoint } = await posted(async (made, owner) => {
      await owner.put(`/webhook-endpoints/${made.id}`, { url: receiver.addressOf('/next') });
      return GONE;
    });
    expect(endpoint).toMatchObject({ status: 'ACTIVE', offReason: null });
  });
});

it('an endpoint whose secret was lost goes on with a new one', async () => {
  const owner = await app.make.seller();
  const made = await endpointOf(owner);
  const { id } = made;
  await app.platform.database.change(`UPDATE webhook_endpoints SET sealedSecret = 'gone' WHERE id = :id`, {
    id,
  });
  await offerIsMade({ sellerId: owner.id });
  expect(await read(owner, made)).toMatchObject({ status: 'OFF', offReason: 'SECRET_LOST' });
  await act(owner, made, 'rotate-secret');
  await act(owner, made, 'resume');
  await offerIsMade({ sellerId: owner.id });
  expect(await read(owner, made)).toMatchObject({ status: 'ACTIVE', offReason: null });
});

it('a delivery that waits makes no jobs for those that come after it', async () => {
  const owner = await app.make.seller();
  const made = await endpointOf(owner);
  await offerIsMade({ sellerId: owner.id });
  await app.platform.database.change(
    `UPDATE webhook_deliveries SET status = 'WAITING', nextTryAt = :at WHERE endpointId = :id`,
    { id: made.id, at: app.clock.now() + DAY_MS },
  );
  for (let n = 0; n < 10; n += 1) await offerIsMade({ sellerId: owner.id });
  const [jobs] = await app.platform.database.select<{ waiting: number }>(
    `SELECT COUNT(*) AS waiting FROM jobs WHERE status = 'WAITING' AND payload LIKE :of`,
    { of: `%${made.id}%` },
  );
  expect(Number(jobs?.waiting)).toBe(1);
});
