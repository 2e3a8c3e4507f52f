/** People are told what concerns them: once each, in words that give nothing away, and they keep house with it. */
import { productEvents } from '../../../tests/support/product-events';
import type { EventKind } from '../../platform/events/events';
import { DAY_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { makeListings } from '../../../tests/support/make-listings';
import * as carriers from '../carriers';
import * as identity from '../identity';
import * as listings from '../listings';
import * as offers from '../offers';
import * as transactions from '../transactions';
import { dayAndTime } from './notice.words';
import { USUAL_TIMES } from './mail-times.rules';
import { NOTICES } from './notices';
import { QUEUE_KINDS, type QueueKind, WATCH_MS } from './queues';

/** News that nobody is told of here, each for a reason. */
const SILENT: Record<string, string> = {
  'notification.created': 'It is the telling itself.',
  'letter.moved': 'It is about a letter that told them.',
  'user.changed': 'The user did it; another e-mail address is told by an event of its own.',
  'user.sessions_ended': 'The user did it, or is told why by an event of its own.',
  'user.email_verified': 'The user did it, and it costs them nothing but keys from before.',
  'api_key.revoked': 'The user did it.',
  'subscription.started': 'The subscriber did it, and sees the credits at once.',
  'subscription.plan_changed': 'The subscriber did it, or the day came that was named when they did.',
  'subscription.changed': 'The gateway’s news: the plan that changes by it tells the subscriber.',
  'invoice.opened': 'The gateway collects it at once; that it was refused is told.',
  'invoice.closed': 'It is not asked for any more.',
  'invoice.paid': 'The gateway’s news: the plan tells the subscriber.',
  'invoice.failed': 'The gateway’s news: the plan tells the subscriber.',
  'checkout.completed': 'The gateway’s news: the plan tells the subscriber.',
  'carrier.fetched': 'A page that waited for the record shows it.',
  'carrier.changed': 'Whose listing or deal suffers from it is told by the listing or the deal.',
  'settings.changed': 'An administrator did it, with a reason that stands in their history.',
  'listing.shown': 'Saved searches look through it, and tell whoever looks for it.',
  'listing.card_changed': 'What is searched in memory follows it; people are told by what changed the card.',
  'listing.withdrawn': 'The seller did it, and the offers on it tell the buyers.',
  'listing.reserved': 'The deal tells both sides.',
  'listing.sold': 'The deal tells both sides.',
  'listing.reserved_carrier_stopped': 'The deal is put on hold and tells everybody.',
  'payment.outside_refund_booked': 'An administrator did it; the payer has had the money already.',
  'payment.outside_refund_undone': 'Administrators find what is open again on the list of stuck money.',
  'refund.taken_back': 'The deal that the money goes back to tells both sides.',
  'transaction.fee_taken_late':
    'Who is paid by it reads it among their transfers; the sides were told of the money itself.',
  'transaction.completed': 'The move that completed the deal is told.',
  'transaction.cancelled': 'The move that canceled the deal is told.',
  'transaction.disputed': 'The move that opened the dispute is told.',
  'transaction.held': 'The move that put the deal on hold is told.',
  'message.sent': 'Who is there sees it; who is away is told by `message.waiting`.',
  'conversation.reported': 'Administrators are told by the queue that it stands in.',
  'message.read': 'The writer sees it in the conversation.',
  'message.deleted': 'A mark stands in its place.',
  'conversation.blocked': 'Who did it knows; the other side sees that the conversation is closed.',
  'conversation.unblocked': 'As the block.',
  'document.uploaded': 'Its owner did it; whoever may read it finds it beside its listing or deal.',
  'document.cleared': 'Its owner sees in their documents that it can be downloaded.',
  'document.deleted': 'Its owner did it, or was told of the quarantine that has ended.',
  'report.made': 'Administrators are told by the queue that it stands in; the reported are not told.',
};

describe('notifications', () => {
  let app: TestApp;
  let buyer: TestUser;
  let seller: TestUser;
  let admin: TestUser;

  beforeAll(async () => {
    app = await startTestApp();
    buyer = await app.make.user({ roles: ['buyer'], firstName: 'Bianca' });
    seller = await app.make.user({ roles: ['seller'], firstName: 'Selim' });
    admin = await app.make.admin();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    await app.settle();
    for (const person of [buyer, seller, admin]) await person.delete('/notifications/clear');
  });

  async function happens<News>(event: EventKind<News>, news: News): Promise<void> {
    await app.emit(event, news);
    await app.settle();
  }

  const readBy = async (
    person: TestUser,
  ): Promise<{ id: string; kind: string; title: string; body: string }[]> =>
    (await person.get('/notifications')).body.data;

  const listing = () => ({ listingId: newId(), sellerId: seller.id, title: 'Midwest dry van company' });
  const offer = (changes: Partial<offers.OfferNews> = {}): offers.OfferNews => ({
    buyNow: false,
    offerId: newId(),
    listingId: newId(),
    listingTitle: 'Midwest dry van company',
    buyerId: buyer.id,
    sellerId: seller.id,
    amountCents: 25_000_000,
    versionNumber: 1,
    side: 'BUYER',
    turn: 'SELLER',
    expiresAt: app.clock.now() + 3 * DAY_MS,
    backupRank: null,
    reason: null,
    ...changes,
  });

  it('has something to say to every kind of news, or a reason to be silent', async () => {
    const told = new Set(NOTICES.map(({ on }) => on.name));
    const forgotten = (await productEvents())
      .filter(({ name }) => !told.has(name) && !(name in SILENT))
      .map(({ name }) => name);
    expect(forgotten).toEqual([]);
    expect(Object.keys(SILENT).filter((name) => told.has(name))).toEqual([]);
  });

  it('tells the other side of an offer, never the one who acted', async () => {
    const made = offer();
    await happens(offers.offerMade, made);
    expect(await readBy(seller)).toMatchObject([
      {
        kind: 'OFFER_MADE',
        urgency: 'immediate',
        title: 'You have an offer of $250,000.00: “Midwest dry van company”',
        body: `Accept it, reject it or make a counter-offer. It expires if you do not answer by ${dayAndTime(made.expiresAt ?? 0, USUAL_TIMES)}.`,
        subject: { type: 'OFFER', id: made.offerId, title: 'Midwest dry van company' },
        path: `/offers/${made.offerId}`,
        readAt: null,
      },
    ]);
    expect(await readBy(buyer)).toEqual([]);

    await happens(offers.offerRejected, offer({ side: 'SELLER', turn: null, reason: 'Too little by half.' }));
    const [rejected] = await readBy(buyer);
    expect(rejected?.body).toBe('The seller rejected $250,000.00. The reason given: “Too little by half.”');
    expect(await readBy(seller)).toHaveLength(1);
  });

  it('tells both sides what the clock did', async () => {
    await happens(offers.newsOf.EXPIRED, offer({ side: null, turn: null, expiresAt: null }));
    expect(await readBy(buyer)).toMatchObject([{ kind: 'OFFER_EXPIRED' }]);
    expect(await readBy(seller)).toMatchObject([{ kind: 'OFFER_EXPIRED' }]);
  });

  it('tells admins what waits for them, each of them, and only those who can sign in', async () => {
    const second = await app.make.admin();
    const away = await app.make.admin();
    for (const each of [admin, second])
      await each.post(`/admin/users/${away.id}/suspend`, { reason: 'On leave for a year.' });
    await happens(listings.listingSubmitted, listing());
    for (const person of [admin, second]) {
      expect(await readBy(person)).toMatchObject([{ kind: 'LISTING_SUBMITTED' }]);
    }
    expect(await readBy(seller)).toEqual([]);
    const rows = await app.platform.database.select(
      `SELECT id FROM notifications WHERE kind = 'LISTING_SUBMITTED' AND userId = :userId`,
      { userId: away.id },
    );
    expect(rows).toEqual([]);
  });

  it('tells admins of what waits for them once when it comes and once when it is late, unless they do not want to hear of it', async () => {
    const deaf = await app.make.admin();
    const silence = { queues: [{ queue: 'PROOF_OF_CONTROL', told: false }] };
    const chosen = await deaf.put('/users/me/notification-preferences', silence);
    expect(chosen.body.data.queues).toContainEqual(silence.queues[0]);
    expect((await seller.put('/users/me/notification-preferences', silence)).status).toBe(403);

    const office = await app.make.admin();
    await app.later(WATCH_MS);
    await office.delete('/notifications/clear');
    const draft = await makeListings(app).draft();
    const asked = { usdot: draft.usdot, description: 'The papers are in the folder.' };
    const ask = async () =>
      expect((await draft.seller.post('/fmcsa/proof-of-control/request-review', asked)).status).toBe(201);
    const told = async () =>
      (await readBy(office)).filter(({ kind }) => kind.startsWith('QUEUE_')).map(({ title }) => title);
    const CAME = 'A proof of control waits for review';
    await ask();
    for (let n = 0; n < 2; n += 1) await app.later(WATCH_MS);
    expect(await told()).toEqual([CAME]);
    for (let n = 0; n < 2; n += 1) await app.later(DAY_MS);
    expect(await told()).toEqual([`Late: ${CAME}`, CAME]);
    expect((await app.mail.sentTo(office.email)).map(({ subject }) => subject)).toContain(`Late: ${CAME}`);
    const declined = {
      userId: draft.seller.id,
      usdot: draft.usdot,
      reason: 'The papers are of another company.',
    };
    expect((await office.post('/admin/proof-of-control/decline', declined)).status).toBe(200);
    // Nobody looks in between.
    await ask();
    await app.later(WATCH_MS);
    expect(await told()).toEqual([CAME, `Late: ${CAME}`, CAME]);
    expect((await readBy(deaf)).filter(({ kind }) => kind.startsWith('QUEUE_'))).toEqual([]);
  });

  it('tells by an event, too, nothing of a queue to those who do not want to hear of it, unless it is theirs', async () => {
    const [deaf, office] = [await app.make.admin(), await app.make.admin()];
    const setQueues = async (told: boolean, queues: readonly QueueKind[]) => {
      const body = { queues: queues.map((queue) => ({ queue, told })) };
      expect((await deaf.put('/users/me/notification-preferences', body)).status).toBe(200);
    };
    await setQueues(false, QUEUE_KINDS);
    const deal = {
      ...{ transactionId: newId(), listingId: newId(), listingTitle: 'Midwest dry van company' },
      ...{ buyerId: buyer.id, sellerId: seller.id, priceCents: 25_000_000 },
    };
    const moved = (
      move: Parameters<typeof transactions.transactionMoved.write>[0]['move'],
      inHouse = false,
    ) => {
      const [from, to] = (
        { APPROVE: ['BUYER_APPROVED', 'ADMIN_FINAL_REVIEW'], HOLD: ['IN_REVIEW', 'IN_REVIEW'] } as const
      )[move as 'APPROVE' | 'HOLD'] ?? ['DISPUTED', 'DISPUTED'];
      return app.emit(transactions.transactionMoved, {
        ...{ ...deal, seq: 3, move, from, to, by: 'TIMER', says: `By ${move}.`, reason: null },
        ...{ tells: ['ADMIN'], inHouse, deadlineAt: null },
      });
    };
    const contested = (holderIds: string[]) =>
      app.emit(carriers.controlContested, {
        contestId: newId(),
        usdot: 1_234_567,
        userId: buyer.id,
        holderIds,
      });
    const causes: [QueueKind, () => Promise<unknown>][] = [
      ['LISTING_REVIEW', () => app.emit(listings.listingSubmitted, listing())],
      ['PREMIUM_REQUEST', () => app.emit(listings.premiumRequested, { ...listing(), requestId: newId() })],
      ['DEAL_REVIEW', () => moved('APPROVE')],
      ['DEAL_ON_HOLD', () => moved('HOLD')],
      ['DEAL_ON_HOLD', () => moved('OBJECT_TO_RELEASE')],
      ['DEAL_ON_HOLD', () => moved('CARD_DISPUTED')],
      ['DEAL_ON_HOLD', () => moved('REFUNDED_OUTSIDE')],
      ['DISPUTE_DECISION', () => moved('SETTLEMENT_EXPIRED')],
      ['DISPUTE_DECISION', () => app.emit(transactions.decisionOverdue, { ...deal, since: app.clock.now() })],
      ['CONTROL_CONTEST', () => contested([])],
    ];
    const count = async (person: TestUser) => {
      await app.settle();
      const { body } = await person.get('/notifications/unread-count');
      await person.delete('/notifications/clear');
      return Number(body.data.unread);
    };
    await Promise.all([count(deaf), count(office)]);
    for (const [queue, cause] of causes) {
      await cause();
      expect([queue, await count(office), await count(deaf)]).toEqual([queue, 1, 0]);
      await setQueues(true, [queue]);
      await cause();
      expect([queue, await count(office), await count(deaf)]).toEqual([queue, 1, 1]);
      await setQueues(false, [queue]);
    }
    // What comes to no queue, and what is said to the holder of a proof.
    await moved('ADD_EVIDENCE');
    await moved('CARD_DISPUTED', true);
    await contested([deaf.id]);
    expect([await count(office), await count(deaf)]).toEqual([3, 3]);
    expect(await app.mail.sentTo(deaf.email)).not.toEqual([]);
  });

  it('tells them of the newest of a long queue, too', async () => {
    const office = await app.make.admin();
    for (let n = 0; n < 22; n += 1) {
      const user = await app.make.buyer();
      const message = { receiverId: 'support', content: `Where is my receipt number ${n}?` };
      expect((await user.post('/messages', message)).status).toBe(201);
    }
    await app.later(WATCH_MS);
    const { body } = await office.get('/notifications?kind=QUEUE_ITEM_CAME&limit=100');
    expect(body.data).toHaveLength(22);
    const queues = (await office.get('/admin/queues')).body.data as { waiting: number; items: unknown[] }[];
    expect(queues.find(({ waiting }) => waiting === 22)?.items).toHaveLength(20);
  });

  it('has words for every queue of the platform', async () => {
    const queues = (await admin.get('/admin/queues')).body.data.map(({ kind }: { kind: string }) => kind);
    expect(queues.toSorted()).toEqual(QUEUE_KINDS.toSorted());
  });

  it('names a buyer to the seller by first name and initial alone', async () => {
    await buyer.put('/users/me', { companyName: 'Pemberton Holdings', phone: '+13125550111' });
    await happens(listings.listingUnlocked, { ...listing(), buyerId: buyer.id, waits: false });
    const [told] = await readBy(seller);
    expect(told?.body).toContain('Bianca P.');
    const text = JSON.stringify(told);
    for (const secret of [buyer.email, 'Pemberton', '5550111', 'Person']) expect(text).not.toContain(secret);
  });

  it('tells a seller in time that closing takes level 3', async () => {
    const deal = {
      ...{ transactionId: newId(), listingId: newId(), listingTitle: 'Midwest dry van company' },
      ...{ buyerId: buyer.id, sellerId: seller.id, priceCents: 25_000_000, offerId: newId() },
      ...{ depositCents: 1_250_000, deadlineAt: app.clock.now() + 3 * DAY_MS },
    };
    await happens(transactions.transactionOpened, deal);
    const proof = { userId: seller.id, usdot: 1_234_567, cause: 'RECORDED', reason: null } as const;
    await happens(carriers.proofOfControlChanged, { ...proof, level: 2 });
    const [proved, opened] = await readBy(seller);
    expect(proved?.body).toContain('Before a sale of it can close, you prove control at level 3');
    expect(opened?.body).toContain('only once you have proved control of the company at level 3');
    await happens(carriers.proofOfControlChanged, { ...proof, level: 3 });
    for (const [told] of [await readBy(seller), await readBy(buyer)]) {
      expect(told?.body).not.toContain('level 3');
    }
  });

  it('passes on what the process of a sale says, to those whom it names', async () => {
    const deal = {
      transactionId: newId(),
      listingId: newId(),
      listingTitle: 'Midwest dry van company',
      buyerId: buyer.id,
      sellerId: seller.id,
      priceCents: 25_000_000,
    };
    const approval = {
      ...deal,
      seq: 3,
      move: 'APPROVE' as const,
      from: 'SELLER_APPROVED' as const,
      to: 'ADMIN_FINAL_REVIEW' as const,
      by: 'BUYER' as const,
      says: 'The buyer approved the due diligence; the platform reviews the deal.',
      reason: null,
      tells: ['BUYER' as const, 'SELLER' as const, 'ADMIN' as const],
      inHouse: false,
      deadlineAt: null,
    };
    await happens(transactions.transactionMoved, approval);
    expect(await readBy(buyer)).toEqual([]);
    expect(await readBy(seller)).toMatchObject([
      {
        kind: 'TRANSACTION_MOVED',
        title: 'The buyer approved the due diligence: “Midwest dry van company”',
        body: 'The buyer approved the due diligence; the platform reviews the deal.',
        subject: { type: 'TRANSACTION', id: deal.transactionId },
      },
    ]);
    expect(await readBy(admin)).toHaveLength(1);

    const overdue = {
      ...{ ...approval, seq: 4, move: 'DECISION_OVERDUE' as const, by: 'TIMER' as const },
      ...{ from: 'DISPUTED' as const, to: 'DISPUTED' as const, tells: ['ADMIN' as const], inHouse: false },
    };
    await happens(transactions.transactionMoved, overdue);
    await happens(transactions.decisionOverdue, { ...deal, since: app.clock.now() });
    expect((await readBy(admin)).map(({ kind }) => kind)).toEqual([
      'TRANSACTION_DECISION_OVERDUE',
      'TRANSACTION_MOVED',
    ]);
    await admin.delete('/notifications/clear');
    await happens(transactions.transactionMoved, approval);

    const decision = {
      ...approval,
      move: 'ADMIN_CANCEL' as const,
      by: 'ADMIN' as const,
      tells: ['ADMIN' as const],
      inHouse: false,
    };
    await happens(transactions.transactionMoved, decision);
    expect(await readBy(admin)).toHaveLength(2);
  });

  it('tells a person once, however often and however much at once an event is delivered', async () => {
    await happens(offers.offerMade, offer());
    const [job] = await app.platform.database.select<{ payload: string }>(
      `SELECT payload FROM jobs WHERE kind = 'offer.made > notifications' ORDER BY id DESC LIMIT 1`,
    );
    const again = JSON.parse(job?.payload ?? '{}') as unknown;
    const shown = () =>
      app.platform.database.select(
        `SELECT id FROM events WHERE name = 'notification.created' AND subject = :id`,
        {
          id: seller.id,
        },
      );
    const before = (await shown()).length;
    for (let n = 0; n < 3; n += 1) await app.platform.queue.enqueue('offer.made > notifications', again);
    await app.settle();
    expect(await readBy(seller)).toHaveLength(1);
    expect(await shown()).toHaveLength(before);
    const [left] = await app.platform.database.select<{ count: number }>(
      `SELECT COUNT(*) AS count FROM jobs WHERE kind = 'offer.made > notifications' AND status <> 'DONE'`,
    );
    expect(Number(left?.count)).toBe(0);
  });

  it('tells by mail and in the app in the same words, once, however often the event is delivered', async () => {
    const user = await app.make.user();
    await app.settle();
    await user.delete('/notifications/clear');
    const key = { name: 'Nightly sync', scopes: ['listings:read'] };
    expect((await user.post('/users/me/api-keys', key)).status).toBe(201);
    await app.settle();
    const delivery = 'api_key.created > notifications';
    const [job] = await app.platform.database.select<{ payload: string }>(
      'SELECT payload FROM jobs WHERE kind = :delivery ORDER BY id DESC LIMIT 1',
      { delivery },
    );
    const again = JSON.parse(job?.payload ?? '{}') as unknown;
    for (let n = 0; n < 3; n += 1) await app.platform.queue.enqueue(delivery, again);
    const letters = await app.mail.sentTo(user.email);
    const notices = await readBy(user);
    expect([letters.length, notices.length]).toEqual([1, 1]);
    expect(letters[0]?.subject).toBe(notices[0]?.title);
    const [, said] = /^Hello Test,\n\n(.+)\n\nSee your account:/s.exec(letters[0]?.text ?? '') ?? [];
    expect(said?.split('\n\n').join(' ')).toBe(notices[0]?.body);
  });

  it('holds back no news that nobody else can cause, and after three an hour what goes to an address that nobody has proven', async () => {
    const squatter = await app.make.user({ emailVerified: false });
    for (const [reader, letters] of [
      [seller, 5],
      [squatter, 3],
    ] as const) {
      const before = (await app.mail.sentTo(reader.email)).length;
      for (let n = 0; n < 5; n += 1) await happens(identity.userPasswordChanged, { userId: reader.id });
      expect((await app.mail.sentTo(reader.email)).length - before).toBe(letters);
    }
  });

  it('keeps secrets that people write into reasons out of mails, notices and the action log', async () => {
    const user = await app.make.user();
    const reason =
      'Sent SSN 078-05-1120, password: hunter2 and DE89 3704 0044 0532 0130 00 about re_3Oq8abcDEFghij12KL.';
    expect((await admin.post(`/admin/users/${user.id}/suspend`, { reason })).status).toBe(200);
    const [letter] = await app.mail.sentTo(user.email);
    await happens(offers.offerRejected, offer({ side: 'SELLER', reason }));
    const [notice] = await readBy(buyer);
    const [entry] = await app.platform.database.select(
      `SELECT reason FROM audit_entries WHERE subjectId = :id AND action = 'user.suspended'`,
      { id: user.id },
    );
    for (const kept of [letter, notice, entry]) {
      expect(kept).toBeDefined();
      const text = JSON.stringify(kept);
      expect(text).toContain('re_3Oq8abcDEFghij12KL');
      for (const secret of ['078-05', 'hunter2', '3704']) expect(text).not.toContain(secret);
    }
  });

  it('tells both mailboxes of a new e-mail address, and keeps the former one for a week', async () => {
    const user = await app.make.user({ firstName: 'Rosa' });
    const email = `person-${newId()}@example.com`;
    await user.post('/auth/change-email', { email, password: user.password });
    const [request] = await app.mail.sentTo(email);
    const token = /token=([\w-]+)/.exec(request?.text ?? '')?.[1];
    expect((await app.anonymous.post('/auth/confirm-email-change', { token })).status).toBe(200);
    for (const mailbox of [user.email, email]) {
      const [newest] = await app.mail.sentTo(mailbox);
      expect(newest).toMatchObject({ kind: 'security-notice', subject: 'Your email address was changed' });
      expect(newest?.text).toMatch(/^Hello Rosa,/);
    }
    const kept = () =>
      app.platform.database.select('SELECT email FROM former_addresses WHERE userId = :id', { id: user.id });
    expect(await kept()).toEqual([{ email: user.email }]);
    await app.later(8 * DAY_MS);
    expect(await kept()).toEqual([]);
  });

  it('mails nothing to a person who has left', async () => {
    const user = await app.make.user();
    expect((await user.send('delete', '/users/me', { password: user.password })).status).toBe(200);
    await happens(identity.userPasswordChanged, { userId: user.id });
    const letters = await app.mail.sentTo(user.email);
    expect(letters.map(({ kind }) => kind)).toEqual(['account-deleted']);
    const [{ email } = { email: '' }] = await app.platform.database.select<{ email: string }>(
      'SELECT email FROM users WHERE id = :id',
      { id: user.id },
    );
    expect(await app.mail.sentTo(email)).toEqual([]);
  });

  it('are welcomed with a newcomer, but not with an admin', async () => {
    const newcomer = await app.make.user({ roles: ['seller'] });
    const office = await app.make.admin();
    await app.settle();
    expect(await readBy(newcomer)).toMatchObject([{ kind: 'USER_REGISTERED' }]);
    expect(await readBy(office)).toEqual([]);
  });

  it('are read page by page, counted, marked and thrown away', async () => {
    for (let n = 0; n < 3; n += 1) await happens(offers.offerMade, offer());
    await happens(listings.listingApproved, listing());
    const first = await seller.get('/notifications?limit=3');
    expect(first.body.data.map(({ kind }: { kind: string }) => kind)).toEqual([
      'LISTING_APPROVED',
      'OFFER_MADE',
      'OFFER_MADE',
    ]);
    const rest = await seller.get(`/notifications?limit=3&cursor=${first.body.pagination.nextCursor}`);
    expect(rest.body.data).toHaveLength(1);
    expect((await seller.get('/notifications/unread-count')).body.data).toEqual({
      unread: 4,
      unreadMessages: 0,
    });
    expect((await seller.get('/notifications/counts')).body.data).toEqual({
      total: 4,
      unread: 4,
      byKind: [
        { kind: 'LISTING_APPROVED', total: 1, unread: 1 },
        { kind: 'OFFER_MADE', total: 3, unread: 3 },
      ],
    });

    const approved = (await seller.get('/notifications?kind=LISTING_APPROVED,OFFER_EXPIRED')).body.data;
    expect(approved).toMatchObject([{ kind: 'LISTING_APPROVED' }]);
    expect((await seller.get('/notifications?kind=NOTHING')).status).toBe(400);

    const { id } = first.body.data[0];
    const read = await seller.put(`/notifications/${id}/read`);
    expect(read.body.data.readAt).not.toBeNull();
    expect((await seller.put(`/notifications/${id}/read`)).body.data.readAt).toBe(read.body.data.readAt);
    expect((await seller.get('/notifications?unreadOnly=true')).body.data).toHaveLength(3);
    expect((await seller.put('/notifications/read-all')).body.data).toEqual({ changed: 3 });
    expect((await seller.get('/notifications?unreadOnly=true')).body.data).toEqual([]);

    expect((await seller.delete(`/notifications/${id}`)).status).toBe(200);
    expect((await seller.delete(`/notifications/${id}`)).status).toBe(404);
    expect((await seller.delete('/notifications/clear')).body.data).toEqual({ changed: 3 });
    expect(await readBy(seller)).toEqual([]);
  });

  it('are nobody else’s business', async () => {
    await happens(offers.offerMade, offer());
    const [{ id } = { id: '' }] = await readBy(seller);
    expect(await readBy(buyer)).toEqual([]);
    expect((await buyer.put(`/notifications/${id}/read`)).status).toBe(404);
    expect((await buyer.delete(`/notifications/${id}`)).status).toBe(404);
    expect((await admin.delete(`/notifications/${id}`)).status).toBe(404);
    await buyer.put('/notifications/read-all');
    await buyer.delete('/notifications/clear');
    expect((await seller.get('/notifications/unread-count')).body.data).toMatchObject({ unread: 1 });
    for (const path of ['/notifications', '/notifications/unread-count', '/notifications/counts']) {
      expect((await app.anonymous.get(path)).status).toBe(401);
    }
    expect((await app.anonymous.put('/notifications/read-all')).status).toBe(401);
    expect((await app.anonymous.delete('/notifications/clear')).status).toBe(401);
    expect((await seller.get('/notifications?unreadOnly=maybe')).status).toBe(400);
    expect((await seller.get('/notifications?cursor=rubbish')).status).toBe(400);
    expect((await seller.get('/notifications?userId=1')).status).toBe(400);
    expect((await seller.put('/notifications/rubbish/read')).status).toBe(404);
  });
});
