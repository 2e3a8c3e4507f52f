/** What people are told at once, on whichever instance: to whom, in which order, and when it ends. */
import { z } from 'zod';
import { sized } from '../../../tests/support/size';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { connectLive, type LiveClient, type LiveClientOptions } from '../../../tests/support/live-client';
import {
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { PROMISED_COMMANDS, PROMISED_LIVE_EVENTS } from '../../../tests/support/promised-paths';
import { newId } from '../../platform/kernel/ids';
import { MINUTE_MS } from '../../platform/kernel/clock';
import { once } from '../../platform/kernel/once';
import { userChanged } from '../identity';
import { transactionMoved } from '../transactions';
import { COMMANDS, LOGGED, OwnEventView, PASSING } from './live.schema';

const PAGE = 'https://app.example.com';
/** Empty and hostile payloads, over all events. */
const HOSTILE_LEAST = 200;

type MoveNews = Parameters<typeof transactionMoved.write>[0];

let world: DealWorld;
let one: TestApp;
/** Another instance over the same database; this one counts. */
let other: TestApp;
let deal: MadeDeal;
let anotherDeal: MadeDeal;
const open: LiveClient[] = [];

beforeAll(async () => {
  world = await startDealWorld({ CORS_ORIGINS: PAGE });
  one = world.app;
  const environment = { CORS_ORIGINS: PAGE, RATE_LIMIT_PROFILE: 'standard' };
  other = await startTestApp({
    home: one.home,
    environment: { ...environment, REDIS_KEY_PREFIX: one.config.REDIS_KEY_PREFIX },
  });
  deal = await world.open();
  anotherDeal = await world.open();
  await settle();
});
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});
afterAll(async () => {
  await closeOther();
  await world.close();
});

/** What time it is, is the same for both. */
const advance = (ms: number) => [one, other].forEach(({ clock }) => clock.advance(ms));

const closeOther = once(() => other.close());

/** What happened is told on both instances. */
async function settle(): Promise<void> {
  await one.settle();
  await other.platform.events.catchUp();
}

async function tokenOf({ email, password }: TestUser): Promise<string> {
  const { body } = await succeed(one.anonymous.post('/auth/login', { email, password }));
  return String(body.data.accessToken);
}

async function connect(
  person: TestUser | string | null,
  at = one,
  options: LiveClientOptions = {},
): Promise<LiveClient> {
  const client = await connectLive(
    at.url,
    typeof person === 'object' && person !== null ? await tokenOf(person) : (person ?? ''),
    options,
  );
  open.push(client);
  return client;
}

/** A move of a deal, as its module tells it. */
const moved = ({ id, listingId, buyer, seller }: MadeDeal, told: Partial<MoveNews> = {}): MoveNews => ({
  ...{ transactionId: id, listingId, listingTitle: 'Dry van', buyerId: buyer.id, sellerId: seller.id },
  ...{ priceCents: 20_000_000, seq: 9, move: 'UPDATE_CHECKLIST', from: 'IN_REVIEW', to: 'IN_REVIEW' },
  ...{ by: 'BUYER', says: 'An item was settled.', reason: 'Folder 7', inHouse: false, deadlineAt: null },
  ...{ tells: ['BUYER', 'SELLER'], ...told },
});

const tell = (of: MadeDeal, told?: Partial<MoveNews>) => one.emit(transactionMoved, moved(of, told));

const changesIn = (events: Record<string, unknown>[]): unknown[] =>
  events.map(({ data }) => (data as { change: string }).change);

const refusalOf = (connecting: Promise<unknown>): Promise<string> =>
  connecting.then(
    () => 'let in',
    (error: Error) => error.message,
  );

const idsOf = (events: Record<string, unknown>[]): unknown[] => events.map(({ id }) => id);

const read = async (person: TestUser, query: string) =>
  (await succeed(person.get(`/events${query}`))).body.data as {
    events: (Record<string, unknown> & { event: string; id: string; cursor: string })[];
    cursor: string;
    hasMore: boolean;
  };

describe('what clients may rely on', () => {
  it('is told by its name, with the fields that it has in every release', () => {
    const told: Record<string, { data: z.ZodType }> = { ...LOGGED, ...PASSING };
    interface Schema {
      type?: string;
      anyOf?: Schema[];
      $ref?: string;
      properties?: Record<string, Schema>;
      required?: string[];
      $defs?: Record<string, Schema>;
    }
    const shapes = Object.entries(told).map(([name, { data }]) => {
      const schema = z.toJSONSchema(data) as Schema;
      const resolved = (part: Schema = {}): Schema =>
        part.$ref === undefined ? part : resolved(schema.$defs?.[part.$ref.split('/').at(-1) ?? '']);
      const kindOf = (part?: Schema): string =>
        resolved(part).type ?? resolved(part).anyOf?.map(kindOf).join(' or ') ?? 'any';
      const { properties = {}, required = [] } = resolved(schema);
      return [name, Object.fromEntries(required.map((field) => [field, kindOf(properties[field])]))];
    });
    expect(Object.fromEntries(shapes)).toMatchObject(PROMISED_LIVE_EVENTS);
    // Those of the log come with what puts them in order, and can be read again under the same name.
    const again = OwnEventView.options.map(({ shape }) => [shape.event.value, Object.keys(shape).toSorted()]);
    const envelope = ['cursor', 'data', 'event', 'id', 'occurredAt'];
    expect(again).toEqual(Object.keys(LOGGED).map((name) => [name, envelope]));
  });

  it('is asked by its name, and acknowledged or refused', async () => {
    const { id: transactionId, buyer } = deal;
    await succeed(buyer.post(`/transactions/${transactionId}/messages`, { content: 'Good morning.' }));
    const [about] = (await succeed(buyer.get('/messages/conversations'))).body.data as {
      id: string;
    }[];
    const rooms = { transactionId, conversationId: String(about?.id) };
    const client = await connect(buyer);
    const codes = [];
    for (const [name, field] of PROMISED_COMMANDS)
      codes.push([
        name,
        await client.codeOf(name, field ? { [field]: rooms[field] } : {}),
        await client.codeOf(name, { of: 'nothing' }),
      ]);
    expect(codes).toEqual(PROMISED_COMMANDS.map(([name]) => [name, 'ok', 'invalid_request']));
    expect(new Set(PROMISED_COMMANDS.map(([name]) => name))).toEqual(new Set(Object.keys(COMMANDS)));
  });
});

describe('the door', () => {
  it('opens to a good token of a person and to nobody else, and says why', async () => {
    const [person, admin] = [await one.make.buyer(), world.admin];
    const token = await tokenOf(person);
    const { body: key } = await succeed(
      person.post('/users/me/api-keys', { name: 'Live', scopes: ['events:read'] }),
    );
    const { body: acting } = await succeed(
      admin.post(`/admin/users/${person.id}/impersonate`, { reason: 'Looks into a ticket' }),
    );
    const refused = [
      connect('', one, { auth: {} }),
      connect('', one, { auth: { token: [token] } }),
      connect(`${token}x`),
      connect(String(key.data.key)),
      connect(String(acting.data.accessToken)),
    ];
    expect(await Promise.all(refused.map(refusalOf))).toEqual([
      ...['unauthorized', 'unauthorized', 'unauthorized', 'scope_missing', 'not_while_impersonating'],
    ]);
    const client = await connect(token);
    expect(client.named('ready')).toEqual([
      { cursor: expect.stringMatching(/^\d+$/), expiresAt: expect.any(String), online: [] },
    ]);
    await succeed(admin.post(`/admin/users/${person.id}/suspend`, { reason: 'Looks odd' }));
    expect(await refusalOf(connect(token))).toBe('unauthorized');
  });

  it('opens to the pages that the configuration names, and to no other origin, whatever it shows', async () => {
    const token = await tokenOf(deal.buyer);
    const origins = [
      PAGE,
      one.config.siteUrl,
      one.url,
      'https://evil.example.com',
      'null',
      `${PAGE}.evil.example.com`,
    ];
    const answers = await Promise.all(origins.map((origin) => refusalOf(connect(token, one, { origin }))));
    expect(answers).toEqual(['let in', 'let in', 'let in', ...Array(3).fill('websocket error')]);
    // By long polling there is a request that a page could read.
    const polled = (origin: string) =>
      fetch(`${one.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin } });
    const [ours, theirs] = [await polled(PAGE), await polled('https://evil.example.com')];
    expect([ours.status, theirs.status]).toEqual([200, 403]);
    expect([ours, theirs].map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual([
      PAGE,
      null,
    ]);
    expect(theirs.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('opens once for each connection, and closes it behind whoever leaves', async () => {
    const token = await tokenOf(await one.make.buyer());
    const address = `${one.url}/socket.io/?EIO=4&transport=polling`;
    const GOOD = `40${JSON.stringify({ token })}`;
    const begin = async (first = GOOD) => {
      const { sid } = JSON.parse((await (await fetch(address)).text()).slice(1)) as { sid: string };
      const headers = { 'content-type': 'text/plain;charset=UTF-8' };
      /** 200 where the connection is open, 400 where it is gone. */
      const send = async (body: string) =>
        (await fetch(`${address}&sid=${sid}`, { method: 'POST', headers, body })).status;
      expect(await send(first)).toBe(200);
      // It is told that the connection ends, and then that there is none.
      const isGone = async () => {
        while ((await fetch(`${address}&sid=${sid}`)).status !== 400);
        return true;
      };
      return { send, isGone };
    };
    const PONG = '3';
    for (const packet of ['41', GOOD]) {
      const { send, isGone } = await begin();
      await until(() => one.modules.live.statistics().sockets === 1);
      expect(await send(PONG)).toBe(200);
      await send(packet);
      await until(() => one.modules.live.statistics().sockets === 0);
      expect(await isGone()).toBe(true);
    }
    // Whoever was refused tries again with another connection, and nobody with two tries at a time.
    const { opened, refused } = one.modules.live.statistics();
    const second = await begin('40{"token":"of nobody"}');
    await until(() => one.modules.live.statistics().refused === refused + 1);
    await second.send(GOOD);
    expect(await second.isGone()).toBe(true);
    const both = await begin(`${GOOD}\u001e${GOOD}`);
    expect(await both.isGone()).toBe(true);
    expect(one.modules.live.statistics().opened).toBe(opened);
  });

  it('lets a person have so many connections and no more, and counts them for operators', async () => {
    const person = await one.make.buyer();
    const token = await tokenOf(person);
    for (let n = 0; n < 20; n += 1) await connect(token);
    expect(await refusalOf(connect(token))).toBe('too_many_sockets');
    const { body } = await succeed(world.admin.get('/health/stats'));
    expect(body.data.sockets).toMatchObject({ sockets: 20, people: 1 });
    open.splice(0, 1).forEach((client) => client.close());
    await until(() => one.modules.live.statistics().sockets === 19);
    expect(await refusalOf(connect(token))).toBe('let in');
  });
});

/** Turns go by until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

describe('what people are told', () => {
  it('comes to both sides on every instance, in the order of the log, with ids and states alone', async () => {
    const sellers = await connect(deal.seller);
    const buyers = await connect(deal.buyer, other);
    await tell(deal, { move: 'APPROVE', to: 'BUYER_APPROVED' });
    await tell(deal, { tells: ['SELLER'], by: 'ADMIN' });
    await tell(deal, { tells: [], by: 'ADMIN', inHouse: true });
    await tell(deal, { move: 'ACCEPT_TERMS' });
    await settle();
    expect(await sellers.hears('transaction:updated')).toEqual({
      ...{ id: expect.any(String), cursor: expect.any(String), occurredAt: expect.any(String) },
      data: {
        ...{ transactionId: deal.id, listingId: deal.listingId },
        ...{ state: 'BUYER_APPROVED', change: 'APPROVE' },
      },
    });
    await Promise.all([sellers.hears('transaction:updated', 3), buyers.hears('transaction:updated', 2)]);
    const [mine, theirs] = [sellers, buyers].map((client) => client.named('transaction:updated'));
    expect(changesIn(mine ?? [])).toEqual(['APPROVE', 'UPDATE_CHECKLIST', 'ACCEPT_TERMS']);
    expect(theirs).toEqual([mine?.[0], mine?.[2]]);
    const cursors = sellers.named('transaction:updated').map(({ cursor }) => Number(cursor));
    expect(cursors).toEqual(cursors.toSorted((a, b) => a - b));
  });

  it('comes of an offer as new and then as updated, and of a listing to whoever has to do with it', async () => {
    const [seller, buyer] = [await one.make.seller(), await one.make.buyer()];
    const [sellers, buyers] = [await connect(seller, other), await connect(buyer)];
    const { offerId, listingId } = await world.offered({ seller, buyer });
    await succeed(buyer.post(`/offers/${offerId}/withdraw`));
    await settle();
    for (const client of [sellers, buyers]) {
      expect(await client.hears('offer:new')).toMatchObject({ data: { offerId, listingId, change: 'MADE' } });
      expect(await client.hears('offer:updated')).toMatchObject({ data: { offerId, change: 'WITHDRAWN' } });
    }
    expect(changesIn(sellers.named('listing:updated'))).toEqual(['SUBMITTED', 'APPROVED', 'UNLOCKED']);
    expect(buyers.named('listing:updated')).toMatchObject([{ data: { listingId, change: 'UNLOCKED' } }]);
  });

  it('comes of a message to both, on every instance, and to whoever is in the room of its deal', async () => {
    const { id: transactionId, buyer, seller } = deal;
    const [buyers, sellers, strangers] = [
      await connect(buyer),
      await connect(seller, other),
      await connect(anotherDeal.buyer),
    ];
    expect(await sellers.codeOf('join:transaction', { transactionId })).toBe('ok');
    await succeed(
      buyer.post(`/transactions/${transactionId}/messages`, { content: 'When is the inspection?' }),
    );
    await settle();
    const { data } = (await sellers.hears('message:new')) as { data: Record<string, string> };
    expect(data).toEqual({
      messageId: expect.any(String),
      conversationId: expect.any(String),
      transactionId,
    });
    expect(await sellers.hears('transaction:message')).toEqual(data);
    expect(await buyers.hears('message:new')).toMatchObject({ data });
    const room = { conversationId: data.conversationId };
    for (const client of [buyers, sellers]) expect(await client.codeOf('join:conversation', room)).toBe('ok');
    expect(await strangers.codeOf('join:conversation', room)).toBe('not_found');
    await buyers.ask('typing:start', room);
    await succeed(seller.put(`/messages/conversations/${buyer.id}/read`));
    await settle();
    expect(await buyers.hears('message:read')).toMatchObject({
      data: { messageId: data.messageId, upTo: true },
    });
    await succeed(seller.post(`/messages/conversations/${buyer.id}/block`));
    expect(await (await connect(seller)).ask('join:conversation', room)).toMatchObject({ success: true });
    await strangers.caughtUp();
    expect(strangers.told.map(([name]) => name)).toEqual(['ready']);
    await succeed(seller.post(`/messages/conversations/${buyer.id}/unblock`));
  });

  it('stays what it is for those whom it does not concern: foreign rooms open to nobody', async () => {
    const [people, rooms, events] = [sized(50, 4), sized(200, 25), sized(10_000, 50)];
    const strangers = await Promise.all(Array.from({ length: people }, () => one.make.buyer()));
    // They have been welcomed.
    await settle();
    // One after another: so many log-ins at once are another test's.
    const clients: LiveClient[] = [];
    for (const each of strangers) clients.push(await connect(each));
    const foreign = [deal.id, ...Array.from({ length: rooms - 1 }, newId)];
    for (const client of clients) {
      const answers = await Promise.all(
        foreign.flatMap((id) => [
          client.codeOf('join:transaction', { transactionId: id }),
          client.codeOf('join:conversation', { conversationId: id }),
          client.codeOf('typing:start', { transactionId: id }),
        ]),
      );
      expect(new Set(answers)).toEqual(new Set(['not_found', 'not_in_room']));
    }
    await one.platform.database.atomically(async () => {
      for (let n = 0; n < events; n += 1) await one.platform.events.emit(transactionMoved, moved(deal));
    });
    await settle();
    for (const client of clients) {
      await client.caughtUp();
      expect(client.told.map(([name]) => name)).toEqual(['ready']);
    }
  });

  it('comes to an admin in the room of a deal too, who is no side of it', async () => {
    const [admins, buyers] = [await connect(world.admin), await connect(deal.buyer)];
    const room = { transactionId: deal.id };
    for (const event of ['join:transaction', 'typing:start']) {
      for (const client of [admins, buyers]) expect(await client.codeOf(event, room)).toBe('ok');
    }
    await tell(deal, { tells: [] });
    await tell(deal, { tells: [], inHouse: true, by: 'ADMIN' });
    await settle();
    await Promise.all([admins.hears('transaction:updated'), buyers.hears('transaction:updated')]);
    await admins.ask('leave:transaction', room);
    await tell(deal);
    await settle();
    await buyers.hears('transaction:updated', 2);
    await admins.caughtUp();
    expect(admins.told.map(([name]) => name)).toEqual(['ready', 'transaction:updated']);
    expect(buyers.named('transaction:updated')).toHaveLength(2);
    expect(buyers.named('typing:start')).toEqual([]);
  });
});

it('shows at once no notice that its reader finds in the app alone', async () => {
  const { seller } = deal;
  const client = await connect(seller);
  const shown = () => client.named('notification').length;
  const setLive = (live: boolean) =>
    succeed(
      seller.put('/users/me/notification-preferences', {
        kinds: [{ kind: 'TRANSACTION_MOVED', channels: { live } }],
      }),
    );
  await setLive(false);
  const before = shown();
  await tell(deal);
  await settle();
  const [quiet] = (await succeed(seller.get('/notifications?limit=1'))).body.data as { kind: string }[];
  await setLive(true);
  await tell(deal);
  await settle();
  await client.caughtUp();
  expect([quiet?.kind, shown() - before]).toEqual(['TRANSACTION_MOVED', 1]);
});

describe('who was away', () => {
  it('reads on from their cursor: everything once, in order, also what is not sorted yet', async () => {
    const { seller } = deal;
    const stranger = anotherDeal.buyer;
    const before = await connect(seller);
    const [{ cursor }] = before.named('ready') as [{ cursor: string }];
    before.close();
    for (const seq of [1, 2, 3]) await tell(deal, { seq });
    await tell(anotherDeal);
    await settle();
    // Nobody has walked the log over these.
    for (const seq of [4, 5]) await tell(deal, { seq, move: 'APPROVE' });
    const whole = await read(seller, `?cursor=${cursor}`);
    const moves = whole.events.filter(({ event }) => event === 'transaction:updated');
    expect(changesIn(moves)).toEqual([...Array(3).fill('UPDATE_CHECKLIST'), 'APPROVE', 'APPROVE']);
    const notices = whole.events.filter(({ event }) => event === 'notification');
    const inbox = await succeed(seller.get('/notifications?limit=3'));
    const told = notices.map(({ data }) => (data as { notificationId: string }).notificationId);
    expect(told.toSorted()).toEqual((idsOf(inbox.body.data as { id: string }[]) as string[]).toSorted());
    const paged = [];
    for (let page = await read(seller, `?cursor=${cursor}&limit=2`); ;) {
      paged.push(...page.events);
      if (!page.hasMore) break;
      page = await read(seller, `?cursor=${page.cursor}&limit=2`);
    }
    expect(paged).toEqual(whole.events);
    const back = await connect(seller, other);
    await settle();
    await back.caughtUp();
    const later = await read(seller, `?cursor=${whole.cursor}`);
    const all = idsOf([...whole.events, ...later.events]);
    const came = idsOf(back.placed());
    expect(all.filter((id) => came.includes(id))).toEqual(came);
    expect(new Set(all).size).toBe(all.length);
    const theirs = (await read(stranger, `?cursor=${cursor}`)).events;
    expect(theirs.filter(({ event }) => event === 'transaction:updated')).toHaveLength(1);
    expect(await read(stranger, '')).toMatchObject({ events: [], hasMore: false });
    // What the room was told each side reads again, though the process tells one of them only; the office's own nobody.
    const { cursor: from } = await read(deal.buyer, '');
    await tell(deal, { seq: 6, move: 'APPROVE', by: 'ADMIN', tells: ['SELLER'] });
    await tell(deal, { seq: 7, move: 'APPROVE', by: 'ADMIN', tells: ['ADMIN'], inHouse: true });
    for (const person of [deal.buyer, seller]) {
      const again = (await read(person, `?cursor=${from}`)).events;
      expect(changesIn(again.filter(({ event }) => event === 'transaction:updated'))).toEqual(['APPROVE']);
    }
    const beyond = await stranger.get('/events?cursor=999999999999');
    expect([beyond.status, beyond.body.code]).toEqual([400, 'bad_cursor']);
  });

  it('reads all but the one that cannot be read, on whichever page it stands', async () => {
    const { seller } = deal;
    const { cursor } = await read(seller, '');
    for (const seq of [1, 2, 3, 4, 5, 6]) await tell(deal, { seq });
    await settle();
    const whole = await read(seller, `?cursor=${cursor}`);
    const moved = whole.events.filter(({ event }) => event === 'transaction:updated');
    const { change, select } = one.platform.database;
    for (const broken of ['{"broken"', '["x", 7]']) {
      for (const place of [0, 3, moved.length - 1]) {
        const { id } = moved[place] as { id: string };
        const [{ payload = '' } = {}] = await select<{ payload: string }>(
          'SELECT payload FROM events WHERE id = :id',
          { id },
        );
        await change('UPDATE events SET payload = :broken WHERE id = :id', { broken, id });
        const others = idsOf(whole.events).filter((each) => each !== id);
        const paged = [];
        for (let page = await read(seller, `?cursor=${cursor}&limit=2`); ;) {
          paged.push(...page.events);
          if (!page.hasMore) break;
          page = await read(seller, `?cursor=${page.cursor}&limit=2`);
        }
        expect(idsOf(paged)).toEqual(others);
        await change('UPDATE events SET payload = :payload WHERE id = :id', { payload, id });
      }
    }
  });

  it('has missed nothing of what happened while they were let in', async () => {
    const { seller } = deal;
    const cursor = (await read(seller, '')).cursor;
    const connecting = connect(seller, other);
    let isIn = false;
    const end = () => void (isIn = true);
    void connecting.then(end, end);
    // However long it takes to let them in: all the while, and once more.
    while (!isIn) {
      await tell(deal);
      await other.platform.events.catchUp();
    }
    const client = await connecting;
    await tell(deal);
    await settle();
    await client.caughtUp();
    const { events } = await read(seller, `?cursor=${cursor}`);
    const [{ cursor: from }] = client.named('ready') as [{ cursor: string }];
    const due = events.filter((event) => Number(event.cursor) > Number(from));
    expect(due.length).toBeGreaterThan(0);
    expect(idsOf(client.placed()).slice(-due.length)).toEqual(idsOf(due));
  });
});

describe('a socket ends', () => {
  it.each([
    ['of whoever logs out', (user: TestUser) => user.post('/auth/logout')],
    [
      'of whoever is suspended',
      (user: TestUser) => world.admin.post(`/admin/users/${user.id}/suspend`, { reason: 'Odd' }),
    ],
  ])('%s, on every instance, and those of others go on', async (_, act) => {
    const [user, bystander] = [await one.make.buyer(), await connect(await one.make.buyer())];
    // The session of the client itself.
    const token = user.token;
    const sockets = [await connect(token), await connect(token, other)];
    await succeed(act(user));
    await settle();
    for (const socket of sockets) {
      expect(await socket.ended()).toBe('io server disconnect');
      expect(socket.named('session:ended')).toMatchObject([{ success: false, code: 'unauthorized' }]);
    }
    expect(bystander.isOpen()).toBe(true);
  });

  it('with its token, to the second', async () => {
    const client = await connect(await one.make.buyer());
    advance(one.config.ACCESS_TOKEN_MINUTES * MINUTE_MS - 2_000);
    one.modules.live.tick();
    await client.caughtUp();
    advance(2_000);
    one.modules.live.tick();
    expect(await client.ended()).toBe('io server disconnect');
  });

  it('or goes on as what its person is now: who ceased to be an admin is in the rooms of one no more, on any instance', async () => {
    const user = await one.make.admin();
    const clients = [await connect(user.token), await connect(user.token, other)];
    const room = { transactionId: deal.id };
    for (const client of clients) expect(await client.codeOf('join:transaction', room)).toBe('ok');
    const roles = { roles: ['BUYER'], reason: 'Left the office' };
    for (const by of [world.admin, world.secondAdmin])
      await succeed(by.post(`/admin/users/${user.id}/roles`, roles));
    await settle();
    await tell(deal);
    await settle();
    for (const client of clients) {
      expect(await client.codeOf('join:transaction', room)).toBe('not_found');
      expect(client.named('transaction:updated')).toEqual([]);
    }
  });
});

describe('a side of a deal', () => {
  it('sees the other come, write and leave, and nobody else does', async () => {
    const { id: transactionId, buyer, seller } = deal;
    const stranger = await connect(anotherDeal.buyer);
    const sellers = await connect(seller);
    const buyers = await connect(buyer);
    expect(await sellers.hears('user:online')).toEqual({ userId: buyer.id });
    expect(buyers.named('ready')).toMatchObject([{ online: [seller.id] }]);
    const second = await connect(buyer);
    expect(await buyers.codeOf('typing:start', { transactionId })).toBe('not_in_room');
    for (const client of [buyers, second, sellers]) await client.ask('join:transaction', { transactionId });
    await buyers.ask('typing:start', { transactionId });
    const typing = { userId: buyer.id, transactionId, conversationId: null };
    expect(await sellers.hears('typing:start')).toEqual(typing);
    buyers.close();
    expect(await sellers.hears('typing:stop')).toEqual(typing);
    await second.caughtUp();
    expect(sellers.named('user:offline')).toEqual([]);
    second.close();
    expect(await sellers.hears('user:offline')).toEqual({ userId: buyer.id });
    await stranger.caughtUp();
    expect([...stranger.told, ...second.told].map(([name]) => name)).toEqual(['ready', 'ready']);
  });

  it('of a conversation sees the other no more once one has blocked it, or they have nothing to do with each other', async () => {
    const { buyer, seller, listingId, offerId } = await world.offered();
    await succeed(buyer.post('/messages', { listingId, content: 'Is the yard leased?' }));
    await settle();
    /** Whether the buyer, who is there already, sees the seller come. */
    async function seesThemCome(): Promise<boolean> {
      const buyers = await connect(buyer);
      const sellers = await connect(seller);
      await buyers.caughtUp();
      const seen = buyers.named('user:online').length > 0;
      for (const client of [buyers, sellers]) client.close();
      await until(() => one.modules.live.statistics().sockets === 0);
      return seen;
    }
    const buyers = await connect(buyer);
    await succeed(seller.post(`/messages/conversations/${buyer.id}/block`));
    await settle();
    const sellers = await connect(seller);
    await buyers.caughtUp();
    expect(buyers.named('user:online')).toEqual([]);
    for (const client of [buyers, sellers]) client.close();
    await until(() => one.modules.live.statistics().sockets === 0);
    await succeed(seller.post(`/messages/conversations/${buyer.id}/unblock`));
    expect(await seesThemCome()).toBe(true);
    await succeed(buyer.post(`/offers/${offerId}/withdraw`));
    await succeed(seller.post(`/listings/${listingId}/access/${buyer.id}/revoke`));
    expect(await seesThemCome()).toBe(false);
  });

  const redisUrl = process.env.REDIS_URL;
  (redisUrl ? it : it.skip)('sees it on another instance too, where Redis is', async () => {
    const { id: transactionId, buyer, seller } = anotherDeal;
    const sellers = await connect(seller);
    const buyers = await connect(buyer, other);
    expect(await sellers.hears('user:online')).toEqual({ userId: buyer.id });
    for (const client of [buyers, sellers]) await client.ask('join:transaction', { transactionId });
    await buyers.ask('typing:start', { transactionId });
    expect(await sellers.hears('typing:start')).toMatchObject({ userId: buyer.id });
    buyers.close();
    expect(await sellers.hears('typing:stop')).toMatchObject({ userId: buyer.id });
    expect(await sellers.hears('user:offline')).toEqual({ userId: buyer.id });
  });
});

describe('what a client sends', () => {
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
  const PAYLOADS: unknown[][] = [
    [],
    [null],
    [undefined],
    [''],
    [0],
    [-1e308],
    [true],
    [[]],
    [[[]]],
    [{}],
    [{ transactionId: null }],
    [{ transactionId: '' }],
    [{ transactionId: ['x'] }],
    [{ transactionId: { $ne: null } }],
    [{ transactionId: "' OR 1=1 --" }],
    [{ transactionId: `${'a'.repeat(60_000)}` }],
    [{ conversationId: '../../etc/passwd' }],
    [{ conversationId: newId(), transactionId: newId(), more: 1 }],
    [{ toString: 'x', constructor: null }],
    [JSON.parse('{"__proto__":{"admin":true}}')],
    [deep(500)],
    [Buffer.from([0, 1, 2])],
    [{ transactionId: Buffer.alloc(1_000) }],
    ['\u0000\ud800'],
    [newId(), newId()],
    [{ transactionId: newId() }, { transactionId: newId() }, 3],
  ];
  const EVENTS = [
    ...Object.keys(COMMANDS),
    'notification',
    '__proto__',
    'constructor',
    'x'.repeat(5_000),
    '',
  ];

  it('is refused where it is empty or hostile, each time, and the process lives', async () => {
    const client = await connect(deal.buyer);
    const pairs = EVENTS.flatMap((event) => PAYLOADS.map((payload) => ({ event, payload })));
    expect(pairs.length).toBeGreaterThanOrEqual(HOSTILE_LEAST);
    const answers = await Promise.all(
      pairs.map(async ({ event, payload }) => ({
        event,
        payload,
        answer: await client.ask(event, ...payload),
      })),
    );
    const taken = answers.filter(({ answer }) => answer.success !== false);
    // The only event without a payload of its own.
    expect(new Set(taken.map(({ event }) => event))).toEqual(new Set(['ping']));
    for (const { answer } of answers.filter((each) => !taken.includes(each))) {
      expect([400, 404, 409]).toContain(answer.status);
      expect(answer).toMatchObject({
        type: `/api/problems/${String(answer.code)}`,
        requestId: expect.any(String),
      });
      expect(JSON.stringify(answer)).not.toMatch(/SELECT|node_modules| at /);
    }
    expect(client.isOpen()).toBe(true);
  });

  it('is refused aloud where no acknowledgement was asked for', async () => {
    const client = await connect(deal.buyer);
    client.socket.emit('join:transaction', { transactionId: newId() });
    expect(await client.hears('refused')).toMatchObject({
      event: 'join:transaction',
      code: 'not_found',
      status: 404,
    });
  });

  it('ends a connection of which no frame could be read, or that is too long, and no other', async () => {
    const [bystander, long, garbled, reserved] = await Promise.all(
      [1, 2, 3, 4].map(() => connect(deal.buyer)),
    );
    long?.socket.emit('ping', 'x'.repeat(70_000));
    garbled?.socket.io.engine.write('2["ping"');
    reserved?.socket.io.engine.write('42["disconnect",{}]');
    for (const client of [long, garbled, reserved]) expect(await client?.ended()).toMatch(/transport/);
    expect(await bystander?.codeOf('ping')).toBe('ok');
  });

  it('is counted, for each connection and for each person', async () => {
    const buyer = await one.make.buyer();
    const token = await tokenOf(buyer);
    const clients = [await connect(token, other), await connect(token, other), await connect(token, other)];
    const codes = async (client: LiveClient | undefined, times: number) =>
      client ? Promise.all(Array.from({ length: times }, () => client.codeOf('ping'))) : [];
    const first = await codes(clients[0], 121);
    expect(first.filter((code) => code === 'ok')).toHaveLength(120);
    expect(first.at(-1)).toBe('too_many_requests');
    await codes(clients[1], 120);
    const third: unknown[] = [];
    for (let n = 0; n < 61; n += 1) third.push(await clients[2]?.codeOf('ping'));
    expect(third).toEqual([...Array(60).fill('ok'), 'too_many_requests']);
    advance(MINUTE_MS);
    // The window of a connection is over; that of the person goes by the clock of the wall.
    expect(await clients[0]?.codeOf('ping')).toBe('too_many_requests');
    for (let n = 0; n < 700; n += 1) clients[1]?.socket.emit('ping', {});
    expect(await clients[1]?.ended()).toBe('io server disconnect');
  });
});

it('tells nobody of what is not for sockets, and walks on', async () => {
  const client = await connect(deal.buyer);
  await one.emit(userChanged, { userId: deal.buyer.id });
  await settle();
  expect((await client.ask('ping', {})).data).toMatchObject({
    cursor: String(await one.platform.events.head()),
  });
  expect(client.told.map(([name]) => name)).toEqual(['ready']);
});

it('says whether the instances hear each other', async () => {
  const { body } = await one.anonymous.get('/health/ready');
  const part = (body.parts ?? body.data.parts).find(({ name }: { name: string }) => name === 'live');
  expect(part).toMatchObject({ required: false, status: process.env.REDIS_URL ? 'up' : 'in_process' });
});

it('lets everybody go when it stops: they come back by themselves, elsewhere', async () => {
  const client = await connect(deal.buyer, other);
  const stayed = await connect(deal.buyer);
  await closeOther();
  expect(await client.ended()).toBe('transport close');
  expect(await stayed.codeOf('ping')).toBe('ok');
});
