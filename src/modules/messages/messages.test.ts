/** Conversations and messages: who may write to whom, what each side reads, and what becomes of it. */
import { HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import type { TestUser } from '../../../tests/support/app';
import { makeListings } from '../../../tests/support/make-listings';
import { makeOffers } from '../../../tests/support/make-offers';
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { recordStatements } from '../../../tests/support/statements';
import { sized } from '../../../tests/support/size';
import { HIDDEN } from '../listings/contact.rules';
import { OUTSIDE_PAYMENT_WARNING } from './messages.view';
import { ERASED_AFTER_MS } from './use-cases/sweep-messages';

let world: DealWorld;
/** A deal whose parties write to each other; what a test needs changed it makes of its own. */
let deal: MadeDeal;
let buyer: TestUser;
let seller: TestUser;
let admin: TestUser;

beforeAll(async () => {
  world = await startDealWorld();
  deal = await world.open();
  ({ buyer, seller } = deal);
  ({ admin } = world);
});
afterAll(() => world.close());

const { later } = { later: (byMs: number) => world.app.later(byMs) };

/** A listing with somebody who has unlocked it. */
async function unlocked() {
  const listings = makeListings(world.app);
  const listing = await listings.active({ usdot: await world.fmcsa.addCarrier() });
  return { listing, seller: listing.seller, buyer: await listings.buyerOf(listing.id) };
}

const revoke = ({ listing, seller: owner, buyer: reader }: Awaited<ReturnType<typeof unlocked>>) =>
  succeed(owner.post(`/listings/${listing.id}/access/${reader.id}/revoke`));

async function write(from: TestUser, to: { id: string }, content = 'Good morning.') {
  const { body } = await succeed(from.post('/messages', { receiverId: to.id, content }));
  return { ...body.data, says: String(body.message) } as Message & { says: string };
}

interface Message {
  id: string;
  mine: boolean;
  content: string | null;
  contactHidden: boolean;
  warning: string | null;
  transactionId: string | null;
  readAt: string | null;
  deletedAt: string | null;
}

const thread = async (reader: TestUser, partner: { id: string }): Promise<Message[]> =>
  (await succeed(reader.get(`/messages/conversations/${partner.id}?limit=100`))).body.data;
const texts = async (reader: TestUser, partner: { id: string }) =>
  (await thread(reader, partner)).map(({ content }) => content);
const conversation = async (reader: TestUser, partner: { id: string }) =>
  (await succeed(reader.get(`/messages/conversations?partnerId=${partner.id}`))).body.data[0];
const unread = async (reader: TestUser): Promise<number> => {
  const { unread: counted } = (await succeed(reader.get('/messages/unread-count'))).body.data;
  const inbox = await succeed(reader.get('/notifications/unread-count'));
  expect(inbox.body.data.unreadMessages).toBe(counted);
  return counted;
};
const read = (reader: TestUser, partner: { id: string }, query = '') =>
  reader.put(`/messages/conversations/${partner.id}/read${query}`);

const told = async (name: string, conversationWith?: string) => {
  const rows = await world.app.platform.database.select<{ payload: string }>(
    'SELECT payload FROM events WHERE name = :name ORDER BY at, id',
    { name },
  );
  const payloads = rows.map(({ payload }) => JSON.parse(payload) as Record<string, unknown>);
  return payloads.filter(
    ({ receiverId, readerId }) =>
      conversationWith === undefined || [receiverId, readerId].includes(conversationWith),
  );
};

const SUPPORT = { id: 'support' };

describe('who may write to whom', () => {
  it('the two of an unlocked listing, by its id as well; the names are those that they know', async () => {
    const sale = await unlocked();
    const { listing } = sale;
    const first = await succeed(
      sale.buyer.post('/messages', { listingId: listing.id, content: 'May I see the books?' }),
    );
    expect(first.body.data).toMatchObject({
      ...{ partnerId: sale.seller.id, mine: true, listingId: listing.id, transactionId: null },
      ...{ contactHidden: false, warning: null, readAt: null, deletedAt: null },
    });
    expect(first.body.message).toBe('Sent.');
    await write(sale.seller, sale.buyer, 'Of course.');
    expect(await texts(sale.seller, sale.buyer)).toEqual(['Of course.', 'May I see the books?']);
    const { conversationId } = (await told('message.sent', sale.seller.id))[0] ?? {};
    expect(await conversation(sale.seller, sale.buyer)).toMatchObject({
      id: conversationId,
      partner: { id: sale.buyer.id, name: 'Test P.', part: 'BUYER' },
      ...{ mayWrite: true, closed: null, unread: 1, blockedByYou: false },
      lastMessage: { content: 'Of course.', mine: true },
    });
    expect(await conversation(sale.buyer, sale.seller)).toMatchObject({
      partner: { name: 'Test P.', part: 'SELLER' },
    });
  });

  it('the two of an offer whose listing is closed to the buyer again, until the offer ends', async () => {
    const sale = await unlocked();
    const offerId = await makeOffers(world.app).offer(sale.buyer, sale.listing.id);
    await revoke(sale);
    await write(sale.buyer, sale.seller);
    await succeed(sale.seller.post(`/offers/${offerId}/reject`, { version: 1, amountCents: 20_000_000 }));
    for (const [from, to] of [
      [sale.buyer, sale.seller],
      [sale.seller, sale.buyer],
    ] as const) {
      expect(await codeOf(from.post('/messages', { receiverId: to.id, content: 'Hello?' }))).toBe(
        '404 not_found',
      );
    }
    expect(await texts(sale.buyer, sale.seller)).toEqual(['Good morning.']);
    expect(await conversation(sale.buyer, sale.seller)).toMatchObject({
      partner: { name: 'Seller' },
      ...{ mayWrite: false, closed: 'NO_DEALINGS' },
    });
    expect((await conversation(sale.seller, sale.buyer)).partner.name).toBe('Buyer');
  });

  it('no listing is named that is not between the two', async () => {
    const [sale, other] = [await unlocked(), await unlocked()];
    const about = { receiverId: sale.seller.id, listingId: other.listing.id, content: 'About another.' };
    expect(await codeOf(sale.buyer.post('/messages', about))).toBe('404 not_found');
    expect(
      await codeOf(other.seller.post('/messages', { listingId: other.listing.id, content: 'Me.' })),
    ).toBe('404 not_found');
    expect(await codeOf(sale.buyer.post('/messages', { content: 'To whom?' }))).toBe('400 invalid_request');
  });

  it('nobody who waits to be let in', async () => {
    const listings = makeListings(world.app);
    const listing = await listings.active({
      approvalRequired: true,
      usdot: await world.fmcsa.addCarrier(),
    });
    const waiting = await listings.buyerOf(listing.id);
    expect(await codeOf(waiting.post('/messages', { listingId: listing.id, content: 'Hello.' }))).toBe(
      '404 not_found',
    );
    expect(await codeOf(listing.seller.get(`/messages/conversations/${waiting.id}`))).toBe('404 not_found');
  });

  it('of many strangers none reads, writes or learns anything, and all are answered as for nobody', async () => {
    const { id: messageId } = await write(buyer, seller, 'A word between us.');
    await succeed(buyer.post(`/transactions/${deal.id}/messages`, { content: 'In the room.' }));
    const strangers = await Promise.all(
      Array.from({ length: sized(50, 9) }, (_, place) =>
        place % 2 ? world.app.make.buyer() : world.app.make.seller(),
      ),
    );
    const partner = (id: string) => `/messages/conversations/${id}`;
    const acts: ((
      who: TestUser,
      id: string,
      message: string,
      room: string,
    ) => ReturnType<TestUser['get']>)[] = [
      (who, id) => who.post('/messages', { receiverId: id, content: 'Hello.' }),
      (who, id) => who.get(partner(id)),
      (who, id) => who.put(`${partner(id)}/read`),
      (who, id) => who.post(`${partner(id)}/block`),
      (who, id) => who.post(`${partner(id)}/report`, { reason: 'For nothing.' }),
      (who, _, message) => who.put(`/messages/${message}/read`),
      (who, _, message) => who.delete(`/messages/${message}`),
      (who, _, __, room) => who.get(`/transactions/${room}/messages`),
      (who, _, __, room) => who.post(`/transactions/${room}/messages`, { content: 'Hello.' }),
    ];
    const tales = new Set<string>();
    for (const [place, stranger] of strangers.entries()) {
      const act = acts[place % acts.length];
      for (const person of [buyer, seller]) {
        const there = await act?.(stranger, person.id, messageId, deal.id);
        const nowhere = await act?.(stranger, newId(), newId(), newId());
        expect([there?.status, there?.body.detail]).toEqual([404, nowhere?.body.detail]);
        tales.add(JSON.stringify(there?.body));
      }
      expect((await stranger.get('/messages/conversations')).body.data).toEqual([]);
      expect(await unread(stranger)).toBe(0);
    }
    expect([...tales].filter((tale) => /word between|room\./.test(tale))).toEqual([]);
  });

  it('in the room of a deal its parties alone: an admin neither reads nor writes', async () => {
    const sent = await succeed(
      seller.post(`/transactions/${deal.id}/messages`, { content: 'The titles are here.' }),
    );
    expect(sent.body.data).toMatchObject({ transactionId: deal.id, listingId: deal.listingId, mine: true });
    await write(seller, buyer, 'Not of the deal.');
    const room = (await succeed(buyer.get(`/transactions/${deal.id}/messages`))).body.data as Message[];
    expect(room[0]).toMatchObject({ content: 'The titles are here.', mine: false });
    expect(room.every(({ transactionId }) => transactionId === deal.id)).toBe(true);
    expect(await texts(buyer, seller)).toEqual(
      expect.arrayContaining(['The titles are here.', 'Not of the deal.']),
    );
    expect(await codeOf(admin.get(`/transactions/${deal.id}/messages`))).toBe('403 forbidden');
    expect(await codeOf(admin.post(`/transactions/${deal.id}/messages`, { content: 'I read.' }))).toBe(
      '403 forbidden',
    );
    expect(await codeOf(admin.get(`/messages/conversations/${buyer.id}`))).toBe('404 not_found');
  });

  it('no admin who acts as somebody reads what people wrote to them', async () => {
    const reason = { reason: 'They asked for help.' };
    const started = await succeed(admin.post(`/admin/users/${buyer.id}/impersonate`, reason));
    const acting = world.app.withToken(started.body.data.accessToken);
    for (const path of [
      '/messages/conversations',
      `/messages/conversations/${seller.id}`,
      `/transactions/${deal.id}/messages`,
    ]) {
      expect(await codeOf(acting.get(path))).toBe('403 not_while_impersonating');
    }
    expect((await succeed(acting.get('/users/me/export'))).body.data.messages).toBeNull();
  });

  it('nobody whose account is suspended or gone, who keeps what was written', async () => {
    const sale = await unlocked();
    await write(sale.seller, sale.buyer, 'Before.');
    await succeed(admin.post(`/admin/users/${sale.seller.id}/suspend`, { reason: 'To be cleared up.' }));
    expect(
      await codeOf(sale.buyer.post('/messages', { receiverId: sale.seller.id, content: 'There?' })),
    ).toBe('409 other_side_unavailable');
    expect(await conversation(sale.buyer, sale.seller)).toMatchObject({ closed: 'UNAVAILABLE' });
    expect(await texts(sale.buyer, sale.seller)).toEqual(['Before.']);
  });
});

describe('what each side reads', () => {
  const CONTACT = 'Call me: (214) 555-0142, or john at prairielantern dot com.';

  it('contact details are hidden while the listing is closed to the buyer, and shown when it opens', async () => {
    const sale = await unlocked();
    await makeOffers(world.app).offer(sale.buyer, sale.listing.id);
    await revoke(sale);
    const masked = `Call me: ${HIDDEN}, or ${HIDDEN}.`;
    for (const [from, to] of [
      [sale.buyer, sale.seller],
      [sale.seller, sale.buyer],
    ] as const) {
      const sent = await write(from, to, CONTACT);
      expect(sent).toMatchObject({ content: CONTACT, contactHidden: true });
      expect(sent.says).toMatch(/^Sent\. The other side reads the contact details/);
      expect((await thread(to, from))[0]).toMatchObject({ content: masked, contactHidden: true });
      expect((await conversation(to, from)).lastMessage.content).toBe(masked);
      const exported = (await succeed(to.get('/users/me/export'))).body.data.messages;
      expect(exported.received).toMatchObject([{ content: masked }]);
      await succeed(read(to, from));
    }
    await succeed(sale.seller.post(`/listings/${sale.listing.id}/access/${sale.buyer.id}/grant`));
    expect(await texts(sale.buyer, sale.seller)).toEqual([CONTACT, CONTACT]);
    expect((await write(sale.buyer, sale.seller, CONTACT)).says).toBe('Sent.');
  });

  it('of a contact that is split over messages each part is hidden, and nothing of what has nothing to do with it', async () => {
    const sale = await unlocked();
    await makeOffers(world.app).offer(sale.buyer, sale.listing.id);
    await revoke(sale);
    const parts = ['My mailbox is john.trucks@gm', 'ail.com, write to me.', 'The rest: 214', '555', '0142'];
    for (const part of parts) await write(sale.buyer, sale.seller, part);
    await later(HOUR_MS);
    for (const part of ['We run 214 loads', '555', '0142 miles.']) {
      await write(sale.buyer, sale.seller, part);
      await later(HOUR_MS);
    }
    expect((await texts(sale.seller, sale.buyer)).toReversed()).toEqual([
      ...[`My mailbox is ${HIDDEN}`, `${HIDDEN}, write to me.`, `The rest: ${HIDDEN}`, HIDDEN, HIDDEN],
      ...['We run 214 loads', '555', '0142 miles.'],
    ]);
    const [last] = (await thread(sale.buyer, sale.seller)).slice(3);
    expect(last).toMatchObject({ content: '0142', contactHidden: true });
  });

  it('a message that asks for payment elsewhere is marked for both, and to support nothing is', async () => {
    const asked = 'Wire the deposit to my bank account and we save the fees.';
    const sent = await write(seller, buyer, asked);
    expect(sent).toMatchObject({ content: asked, warning: OUTSIDE_PAYMENT_WARNING });
    expect(sent.says).toBe(`Sent. ${OUTSIDE_PAYMENT_WARNING}`);
    expect((await thread(buyer, seller))[0]).toMatchObject({
      content: asked,
      warning: OUTSIDE_PAYMENT_WARNING,
    });
    expect(await write(buyer, SUPPORT, `They wrote: ${asked}`)).toMatchObject({
      ...{ warning: null, contactHidden: false },
    });
  });

  it('a text comes back as it was typed, whatever it says; what turns or breaks a line is refused', async () => {
    const typed = [
      '<script>alert(1)</script><img src=x onerror=alert(1)>',
      `'; DROP TABLE messages; -- %s {{7*7}} \${7*7} \\u0000`,
      'Line one\n\tline two, "quoted" & co.',
      'שלום 你好 👩‍🚒 é e\u0301',
      '[contact hidden]',
      'x'.repeat(4_000),
    ];
    for (const text of typed) await write(buyer, seller, text);
    expect((await texts(seller, buyer)).slice(0, typed.length)).toEqual(typed.toReversed());
    for (const text of [
      '',
      ' \n ',
      'x'.repeat(4_001),
      'a\u0000b',
      'a\u202eb',
      'a\u2066b',
      'a\u001bb',
      7,
      null,
    ]) {
      expect(await codeOf(buyer.post('/messages', { receiverId: seller.id, content: text }))).toBe(
        '400 invalid_request',
      );
    }
  });

  it('a message of one key is there once, sent twice at the same time or later', async () => {
    const before = (await thread(buyer, seller)).length;
    const send = (key: string, content: string) =>
      buyer.post('/messages', { receiverId: seller.id, content }, { 'Idempotency-Key': key });
    const key = newId();
    const both = await Promise.all([send(key, 'Once.'), send(key, 'Once.')]);
    expect(both.map(({ status }) => status).filter((status) => status !== 409)).toContain(201);
    expect((await succeed(send(key, 'Once.'))).body.data.content).toBe('Once.');
    expect(await codeOf(send(key, 'Another.'))).toBe('422 idempotency_key_reused');
    expect((await thread(buyer, seller)).length).toBe(before + 1);
  });

  it('two who write to each other for the first time at once have one conversation', async () => {
    const sale = await unlocked();
    await Promise.all([
      write(sale.buyer, sale.seller, 'From the buyer.'),
      write(sale.seller, sale.buyer, 'From the seller.'),
      write(sale.buyer, sale.seller, 'And again.'),
    ]);
    const seen = await texts(sale.buyer, sale.seller);
    expect(seen.toSorted()).toEqual(['And again.', 'From the buyer.', 'From the seller.']);
    expect(await texts(sale.seller, sale.buyer)).toEqual(seen);
    expect((await sale.buyer.get('/messages/conversations')).body.data).toHaveLength(1);
  });

  it('sending costs thirteen statements', async () => {
    const sent = await recordStatements(world.app, () =>
      succeed(
        buyer.post('/messages', { receiverId: seller.id, content: 'Hi.' }, { 'Idempotency-Key': newId() }),
      ),
    );
    expect(sent.statements.map(({ name }) => name).length).toBeLessThanOrEqual(13);
  });
});

describe('reading', () => {
  it('is told to the writer once, however many tabs report it, and up to what was seen', async () => {
    const sale = await unlocked();
    const [one, two] = [
      await write(sale.seller, sale.buyer, 'One.'),
      await write(sale.seller, sale.buyer, 'Two.'),
    ];
    expect(await unread(sale.buyer)).toBe(2);
    const tabs = await Promise.all([
      read(sale.buyer, sale.seller, `?upToMessageId=${one.id}`),
      read(sale.buyer, sale.seller, `?upToMessageId=${one.id}`),
    ]);
    expect(tabs.map(({ body }) => body.data.read).toSorted()).toEqual([0, 1]);
    expect(tabs.map(({ body }) => body.data.unread)).toEqual([1, 1]);
    expect((await thread(sale.seller, sale.buyer)).map(({ readAt }) => readAt !== null)).toEqual([
      false,
      true,
    ]);
    const both = await Promise.all([
      sale.buyer.put(`/messages/${two.id}/read`),
      sale.buyer.put(`/messages/${two.id}/read`),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await read(sale.buyer, sale.seller)).body.data).toEqual({ read: 0, unread: 0 });
    expect(await told('message.read', sale.buyer.id)).toMatchObject([
      { messageId: one.id, upTo: true, senderId: sale.seller.id },
      { messageId: two.id, upTo: false },
    ]);
    expect(await unread(sale.buyer)).toBe(0);
    for (const message of [one, two]) {
      expect(await codeOf(sale.seller.put(`/messages/${message.id}/read`))).toBe('404 not_found');
    }
  });

  it('of one who is away for two minutes a notice tells, one an hour, and none of what was read', async () => {
    const sale = await unlocked();
    const waiting = async () =>
      (await told('message.waiting', sale.buyer.id)).map(({ unread: count }) => count);
    /** To each side: the text stays in the app. */
    const letters = async () => {
      const sent = await Promise.all(
        [sale.buyer, sale.seller].map(({ email }) => world.app.mail.sentTo(email)),
      );
      return sent.map((all) => all.filter(({ text }) => /wait(s)? to be read/.test(text)));
    };
    await write(sale.seller, sale.buyer, 'There?');
    await later(MINUTE_MS);
    expect(await waiting()).toEqual([]);
    await write(sale.seller, sale.buyer, 'Are you?');
    await later(MINUTE_MS);
    expect(await waiting()).toEqual([2]);
    expect((await sale.buyer.get('/notifications')).body.data[0]).toMatchObject({
      ...{ kind: 'MESSAGE_WAITING', title: 'You have a message from Test P.' },
      body: '2 messages wait to be read. Read and answer in the app.',
      path: `/messages/${sale.seller.id}`,
    });
    await write(sale.seller, sale.buyer, 'Hello?');
    await later(30 * MINUTE_MS);
    expect(await waiting()).toEqual([2]);
    await later(30 * MINUTE_MS);
    expect(await waiting()).toEqual([2, 3]);
    await later(3 * HOUR_MS);
    expect(await waiting()).toEqual([2, 3]);
    await write(sale.seller, sale.buyer, 'Last.');
    const open = () => sale.buyer.get('/notifications?kind=MESSAGE_WAITING&unreadOnly=true');
    expect((await open()).body.data).toHaveLength(2);
    await succeed(read(sale.buyer, sale.seller));
    await later(3 * HOUR_MS);
    expect(await waiting()).toEqual([2, 3]);
    // Nor does the app say any longer that they wait.
    expect((await open()).body.data).toEqual([]);
    const [toBuyer = [], toSeller] = await letters();
    expect(toSeller).toEqual([]);
    expect(toBuyer.map(({ subject }) => subject)).toEqual(Array(2).fill('You have a message from Test P.'));
    const [third, second] = toBuyer.map(({ text }) => text);
    expect([second, third]).toEqual([
      expect.stringContaining('2 messages wait to be read.'),
      expect.stringContaining('3 messages wait to be read.'),
    ]);
    expect(`${second} ${third}`).toContain(`/messages/${sale.seller.id}`);
    expect(`${second} ${third}`).not.toMatch(/Hello\?|There\?|Are you/);
    expect(JSON.stringify(await told('message.sent'))).not.toMatch(/Hello|There/);
  });
});

describe('deleting, blocking, reporting', () => {
  it('a deleted message leaves a mark on both sides, and its text is erased in a month', async () => {
    const sale = await unlocked();
    const { id } = await write(sale.seller, sale.buyer, 'I regret this.');
    expect(await codeOf(sale.buyer.delete(`/messages/${id}`))).toBe('404 not_found');
    await succeed(sale.seller.delete(`/messages/${id}`));
    await succeed(sale.seller.delete(`/messages/${id}`));
    for (const [reader, partner] of [
      [sale.buyer, sale.seller],
      [sale.seller, sale.buyer],
    ] as const) {
      expect(await thread(reader, partner)).toMatchObject([
        { id, content: null, deletedAt: expect.any(String) },
      ]);
    }
    expect(await unread(sale.buyer)).toBe(0);
    expect(await told('message.deleted', sale.buyer.id)).toHaveLength(1);
    const stored = async () =>
      (
        await world.app.platform.database.select<{ content: string }>(
          'SELECT content FROM messages WHERE id = :id',
          { id },
        )
      )[0]?.content;
    expect(await stored()).toBe('I regret this.');
    await later(ERASED_AFTER_MS);
    expect(await stored()).toBe('');
  });

  it('a block closes the conversation both ways, in a deal as well, until it is lifted', async () => {
    const own = await world.open();
    const [first, second] = [own.buyer, own.seller];
    await write(first, second);
    await succeed(first.post(`/messages/conversations/${second.id}/block`));
    await succeed(first.post(`/messages/conversations/${second.id}/block`));
    for (const [from, to] of [
      [first, second],
      [second, first],
    ] as const) {
      const blocked = '409 conversation_blocked';
      expect(await codeOf(from.post('/messages', { receiverId: to.id, content: 'Hey.' }))).toBe(blocked);
      expect(await codeOf(from.post(`/transactions/${own.id}/messages`, { content: 'Hey.' }))).toBe(blocked);
    }
    expect(await conversation(first, second)).toMatchObject({ blockedByYou: true, closed: 'BLOCKED_BY_YOU' });
    expect(await conversation(second, first)).toMatchObject({ blockedByYou: false, closed: 'BLOCKED' });
    // The other side cannot lift it.
    await succeed(second.post(`/messages/conversations/${first.id}/unblock`));
    expect(await conversation(second, first)).toMatchObject({ closed: 'BLOCKED' });
    await succeed(first.post(`/messages/conversations/${second.id}/unblock`));
    await write(second, first);
    // What waited while it was blocked is told after all.
    await succeed(first.post(`/messages/conversations/${second.id}/block`));
    await later(HOUR_MS);
    const waiting = async () => (await told('message.waiting', first.id)).map(({ unread: count }) => count);
    expect(await waiting()).toEqual([]);
    await succeed(first.post(`/messages/conversations/${second.id}/unblock`));
    await later(3 * MINUTE_MS);
    expect(await waiting()).toEqual([1]);
    await succeed(first.post(`/messages/conversations/${second.id}/block`));
    await succeed(first.post(`/messages/conversations/${second.id}/unblock`));
    await later(HOUR_MS);
    expect(await waiting()).toEqual([1]);
    expect((await told('conversation.blocked')).filter(({ byId }) => byId === first.id)).toHaveLength(3);
  });

  it('an admin reads a conversation while a report of it is open, each time with a line in the action log', async () => {
    const sale = await unlocked();
    const threat = await write(sale.seller, sale.buyer, 'A threat.');
    await succeed(sale.seller.delete(`/messages/${threat.id}`));
    const path = `/messages/conversations/${sale.seller.id}/report`;
    const reported = await succeed(sale.buyer.post(path, { reason: 'They threaten me.' }));
    const { id } = reported.body.data as { id: string };
    expect(await codeOf(sale.buyer.post(path, { reason: 'Again.' }))).toBe('409 already_reported');

    const open = (await succeed(admin.get('/admin/message-reports'))).body.data as { id: string }[];
    expect(open).toMatchObject([{ id, reporter: { id: sale.buyer.id }, reported: { id: sale.seller.id } }]);
    expect((await admin.get('/admin/queues')).body.data).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ kind: 'CONVERSATION_REPORT', waiting: 1 })]),
    );
    await later(ERASED_AFTER_MS);
    const messages = `/admin/message-reports/${id}/messages`;
    for (const opening of [1, 2]) {
      expect((await succeed(admin.get(messages))).body.data).toMatchObject([
        { content: 'A threat.', from: { id: sale.seller.id }, deletedAt: expect.any(String) },
      ]);
      const lines = await world.app.platform.database.select(
        "SELECT id FROM audit_entries WHERE action = 'conversation.read_by_admin' AND subjectId = :id",
        { id },
      );
      expect(lines).toHaveLength(opening);
    }
    const decide = (decision: string) =>
      admin.post(`/admin/message-reports/${id}/decide`, { decision, reason: 'It is a threat.' });
    const answers = await Promise.all([codeOf(decide('UPHELD')), codeOf(decide('DISMISSED'))]);
    expect(answers).toContain('409 report_decided');
    expect(await codeOf(admin.get(messages))).toBe('409 report_decided');
    expect(await codeOf(admin.get(`/admin/message-reports/${newId()}/messages`))).toBe('404 not_found');
    const [decided] = await told('conversation.report_decided');
    const upheld = decided?.outcome === 'UPHELD';
    expect((await conversation(sale.buyer, sale.seller)).closed).toBe(upheld ? 'BLOCKED_BY_YOU' : null);
    const { reports } = (await succeed(sale.buyer.get('/users/me/export'))).body.data.messages;
    expect(reports).toEqual([
      {
        ...{ id, reportedId: sale.seller.id, reason: 'They threaten me.', state: decided?.outcome },
        ...{ openedAt: expect.any(String), closedAt: expect.any(String) },
      },
    ]);
    expect((await succeed(sale.seller.get('/users/me/export'))).body.data.messages.reports).toEqual([]);
    await later(HOUR_MS);
    const left = 'SELECT content FROM messages WHERE id = :id';
    expect(await world.app.platform.database.select(left, { id: threat.id })).toEqual([{ content: '' }]);
  });
});

describe('support', () => {
  it('answers a user as one voice, whichever operator writes', async () => {
    const user = await world.app.make.buyer();
    expect(await thread(user, SUPPORT)).toEqual([]);
    await write(user, SUPPORT, 'How do I unlock? Call me: 214-555-0142.');
    const threads = async (query = '') =>
      (await succeed(admin.get(`/admin/support/conversations${query}`))).body.data as {
        user: { id: string };
      }[];
    expect((await threads('?waiting=true')).map((each) => each.user.id)).toContain(user.id);
    await later(5 * MINUTE_MS);
    expect((await admin.get('/notifications')).body.data[0]).toMatchObject({
      ...{ kind: 'QUEUE_ITEM_CAME', title: 'A user wrote to support' },
    });
    const path = `/admin/support/conversations/${user.id}`;
    expect((await succeed(admin.get(path))).body.data).toMatchObject([
      { content: 'How do I unlock? Call me: 214-555-0142.', from: { id: user.id } },
    ]);
    await succeed(world.secondAdmin.post(`${path}/messages`, { content: 'With one credit.' }));
    expect((await threads('?waiting=true')).map((each) => each.user.id)).not.toContain(user.id);
    const [answer, question] = await thread(user, SUPPORT);
    expect(answer).toMatchObject({ content: 'With one credit.', mine: false, partnerId: 'support' });
    expect(question?.readAt).not.toBeNull();
    expect(JSON.stringify(await thread(user, SUPPORT))).not.toContain(world.secondAdmin.id);
    expect(await conversation(user, SUPPORT)).toMatchObject({
      partner: { id: 'support', name: 'MC Exchange support', part: 'SUPPORT' },
      ...{ unread: 1, mayWrite: true },
    });
    await write(user, SUPPORT, 'Thank you.');
    expect((await succeed(admin.put(`${path}/read`))).body.data).toEqual({ read: 1, unread: 0 });
    expect(
      await codeOf(admin.post(`/admin/support/conversations/${admin.id}/messages`, { content: 'Me.' })),
    ).toBe('403 forbidden');
    expect(await codeOf(admin.get(`/admin/support/conversations/${newId()}`))).toBe('404 not_found');
    expect(await codeOf(user.post('/messages/conversations/support/block'))).toBe('404 not_found');
    const [draft, live] = [
      await makeListings(world.app).draft({ usdot: await world.fmcsa.addCarrier() }),
      await unlocked(),
    ];
    const about = (listingId: string) =>
      codeOf(user.post('/messages', { receiverId: 'support', listingId, content: 'About it.' }));
    expect([await about(draft.id), await about(newId())]).toEqual(['404 not_found', '404 not_found']);
    expect(
      (await user.post('/messages', { receiverId: 'support', listingId: live.listing.id, content: 'x' }))
        .status,
    ).toBe(201);
  });
});

it('one who leaves takes along what they wrote, but what belongs to a deal, and is exported all of it before', async () => {
  const own = await world.at('COMPLETED');
  const [leaving, staying] = [own.buyer, own.seller];
  await write(leaving, staying, 'Between us.');
  await succeed(leaving.post(`/transactions/${own.id}/messages`, { content: 'Of the deal.' }));
  await write(staying, leaving, 'To you.');
  await write(leaving, SUPPORT, 'For support.');
  const exported = (await succeed(leaving.get('/users/me/export'))).body.data.messages;
  const contents = (list: Message[]) => list.map(({ content }) => content);
  expect(contents(exported.sent)).toEqual(['Between us.', 'Of the deal.', 'For support.']);
  expect(contents(exported.received)).toEqual(['To you.']);
  await succeed(leaving.send('delete', '/users/me', { password: leaving.password }));
  await world.app.settle();
  expect(await texts(staying, leaving)).toEqual(['To you.', 'Of the deal.', null]);
  expect((await conversation(staying, leaving)).partner.name).toBe('Former user');
  const left = await world.app.platform.database.select(
    'SELECT content FROM messages WHERE fromId = :id AND transactionId IS NULL',
    { id: leaving.id },
  );
  expect(left).toEqual([{ content: '' }, { content: '' }]);
  expect(await codeOf(staying.post('/messages', { receiverId: leaving.id, content: 'Gone?' }))).toBe(
    '409 other_side_unavailable',
  );
});
