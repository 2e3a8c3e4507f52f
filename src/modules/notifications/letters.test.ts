/** Of every kind of notice: what people do causes exactly its notices and letters, to exactly its people, with a link that leads somewhere. */
import { newId } from '../../platform/kernel/ids';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { previewKinds } from '../../cli/mail-preview';
import { DAY_MS } from '../../platform/kernel/clock';
import { examplesOf } from '../../platform/kernel/examples';
import type { TestUser } from '../../../tests/support/app';
import { appAddresses } from '../../../tests/support/app-addresses';
import { makeListings } from '../../../tests/support/make-listings';
import { makeOffers } from '../../../tests/support/make-offers';
import { type DealWorld, startDealWorld, succeed } from '../../../tests/support/make-transactions';
import { makeTemporaryFolder } from '../../../tests/support/temporary-folder';
import type { NoticeKind } from './kinds';
import { NOTICES } from './notices';

/** By no letter, unless somebody asks for one. */
const IN_APP: readonly NoticeKind[] = [
  'LISTING_NDA_ACCEPTED',
  'USER_REGISTERED',
  'CREDITS_PURCHASED',
  'LISTING_SUBMITTED',
  'LISTING_PREMIUM_REQUESTED',
  'LISTING_CARRIER_RESPELLED',
  'INVOICE_REFUNDED_OUTSIDE',
  'INVOICE_DISPUTE_CLOSED',
  'PAYMENT_DISPUTE_CLOSED',
  'QUEUE_ITEM_CAME',
  'PREPARED_ENDED',
];
/** Whoever is told cannot sign in, or is not meant to find a stranger's doings in the app. */
const BY_LETTER: readonly NoticeKind[] = [
  'USER_SUSPENDED',
  'USER_BLOCKED',
  'USER_DELETED',
  'USER_REGISTERED_AGAIN',
  'USER_EMAIL_CLAIMED',
];
/** Admins find these in the app; the parties get a letter. */
const ADMINS_IN_APP: readonly NoticeKind[] = ['TRANSACTION_MOVED'];

/** Of what is not caused here by an act, but told as its module tells it: who hears of it. */
const TOLD: Partial<Record<NoticeKind, readonly string[]>> = {
  USER_EMAIL_CLAIMED: ['seller'],
  USER_EMAIL_CHANGE_REQUESTED: ['seller'],
  USER_EMAIL_CHANGED: ['seller'],
  USER_SECOND_FACTOR_CHANGED: ['seller'],
  USER_RECOVERY_CODE_USED: ['seller'],
  USER_IMPERSONATED: ['seller'],
  SECURITY_LOG_IN_GUESSED: ['seller'],
  SECURITY_REFRESH_REPLAYED: ['seller'],
  DOCUMENT_VERIFIED: ['seller'],
  DOCUMENT_REJECTED: ['seller'],
  DOCUMENT_QUARANTINED: ['seller'],
  DOCUMENT_RELEASED: ['seller'],
  DOCUMENT_REFUSED: ['seller'],
  DOCUMENT_REPLACED: ['buyer'],
  DOCUMENT_REQUESTED: ['seller'],
  DOCUMENT_REQUEST_ENDED: ['buyer'],
  CONTROL_CLAIMED_TWICE: ['admins', 'seller'],
  CONTROL_CONTESTED: ['admins', 'buyer'],
  CONTROL_CONTEST_CLOSED: ['buyer', 'seller'],
  SOLD_COMPANY_CLAIMED: ['admins', 'buyer'],
  PAYMENT_PROCESSING: ['buyer'],
  PAYMENT_PARTLY_PAID: ['buyer'],
  PAYMENT_WIRE_CORRECTED: ['buyer'],
  PAYMENT_OVERPAID: ['buyer'],
  PAYMENT_FAILED: ['buyer'],
  REFUND_SUCCEEDED: ['buyer'],
  REFUND_FAILED: ['admins'],
  PAYMENT_DISPUTED: ['admins'],
  PAYMENT_DISPUTE_CLOSED: ['admins'],
  INVOICE_DISPUTED: ['admins'],
  INVOICE_REFUNDED_OUTSIDE: ['admins'],
  PAYMENT_REFUNDED_OUTSIDE: ['admins'],
  INVOICE_DISPUTE_CLOSED: ['admins'],
  PAYOUT_PAID: ['seller'],
  PAYOUT_FAILED: ['seller'],
  PAYOUT_BANK_FAILED: ['seller'],
  PAYOUT_DESTINATION_CHANGED: ['seller'],
  PAYOUT_DESTINATION_DROPPED: ['seller'],
  CREDITS_LOW: ['seller'],
  CREDITS_RETURNED: ['seller'],
  CREDITS_EXPIRED: ['seller'],
  CREDITS_TAKEN_BACK: ['seller'],
  SUBSCRIPTION_PAST_DUE: ['seller'],
  SUBSCRIPTION_RENEWAL_NEAR: ['seller'],
  SUBSCRIPTION_ENDING: ['seller'],
  SUBSCRIPTION_RENEWED: ['seller'],
  SUBSCRIPTION_ENDED: ['seller'],
  LISTING_REJECTED: ['seller'],
  LISTING_CHANGE_REJECTED: ['seller'],
  LISTING_CARRIER_RESPELLED: ['admins'],
  LISTING_EXPIRING: ['seller'],
  LISTING_EXPIRED: ['seller'],
  LISTING_RELEASED: ['seller'],
  LISTING_ACCESS_REQUESTED: ['seller'],
  LISTING_ACCESS_GRANTED: ['buyer'],
  LISTING_ACCESS_REVOKED: ['buyer'],
  LISTING_ACCESS_WAITING: ['seller'],
  LISTING_ACCESS_WITHDRAWN: ['seller'],
  SAVED_SEARCH_ALERT: ['seller'],
  LISTING_PREMIUM_REQUESTED: ['admins'],
  LISTING_PREMIUM_APPROVED: ['seller'],
  LISTING_PREMIUM_REJECTED: ['seller'],
  LISTING_PREMIUM_LAPSED: ['seller'],
  LISTING_PREMIUM_BEGAN: ['seller'],
  LISTING_PREMIUM_ENDED: ['seller'],
  PREMIUM_ACCESS_ANSWERED: ['buyer'],
  EXCLUSIVITY_ENDED: ['buyer', 'seller'],
  OFFER_VERSION_WITHDRAWN: ['seller'],
  OFFER_REMINDER: ['buyer'],
  OFFER_BACKUP_REVIVABLE: ['buyer'],
  OFFER_REVIVED: ['seller'],
  TRANSACTION_REMINDER: ['admins', 'buyer', 'seller'],
  TRANSACTION_DATE_REMINDER: ['admins', 'buyer', 'seller'],
  TRANSACTION_DECISION_OVERDUE: ['admins'],
  REVIEW_OPENED: ['buyer', 'seller'],
  REVIEW_REMINDER: ['seller'],
  REVIEW_SHOWN: ['buyer'],
  REVIEW_REPLIED: ['seller'],
  REVIEW_HIDDEN: ['buyer', 'seller'],
  REVIEW_RESTORED: ['buyer', 'seller'],
  MESSAGE_WAITING: ['buyer'],
  CONVERSATION_REPORT_DECIDED: ['buyer'],
  REPORT_DECIDED: ['buyer'],
  REPORT_ACTED_ON: ['seller'],
  VERIFICATION_CHANGED: ['seller'],
  VERIFICATION_ENDING: ['seller'],
  DRAFT_PREPARED: ['seller'],
  PREPARED_ENDED: ['some admins'],
  TELEPHONE_ANSWER_RECORDED: ['seller'],
  TELEPHONE_ANSWER_ENDED: ['seller', 'some admins'],
  MANDATE_GIVEN: ['seller'],
  MANDATE_ANSWERED: ['buyer'],
  MANDATE_ENDED: ['buyer', 'seller'],
  CLIENT_NEWS: ['seller'],
  BROADCAST_SENT: ['seller'],
  WEBHOOK_ADDRESS_SET: ['seller'],
  WEBHOOK_SWITCHED_OFF: ['seller'],
  PAYMENT_IN_TROUBLE: ['admins'],
  QUEUE_ITEM_CAME: ['some admins'],
  QUEUE_ITEM_LATE: ['some admins'],
};

const channelsOf = (kind: NoticeKind, who: string): string => {
  if (BY_LETTER.includes(kind)) return 'mail';
  const inApp = IN_APP.includes(kind) || (who === 'admins' && ADMINS_IN_APP.includes(kind));
  return inApp ? 'inbox' : 'inbox mail';
};

describe('what people are told', () => {
  let world: DealWorld;
  let buyer: TestUser;
  let seller: TestUser;
  let rival: TestUser;
  const names = new Map<string, string>();
  const reached = new Set<string>();
  const pages = new Map<string, number>();
  /** Of the browser app its page and the list of its addresses: what letters lead to is in it. */
  let webFolder: string;
  let seen = new Set<string>();

  async function person(name: string, roles: string[]): Promise<TestUser> {
    const made = await world.app.make.user({ roles, firstName: name });
    names.set(made.id, name);
    return made;
  }

  beforeAll(async () => {
    webFolder = makeTemporaryFolder('test');
    writeFileSync(
      join(webFolder, 'pages.json'),
      JSON.stringify(appAddresses().map((path) => ({ path, title: '', description: '' }))),
    );
    writeFileSync(join(webFolder, 'index.html'), '<html><head></head></html>');
    world = await startDealWorld({ WEB_FOLDER: webFolder });
    buyer = await person('buyer', ['buyer']);
    seller = await person('seller', ['seller']);
    rival = await person('rival', ['buyer']);
    await makeListings(world.app).giveCredits(seller.id, 9);
    await told();
  });
  afterAll(async () => {
    await world.close();
    rmSync(webFolder, { recursive: true });
  });

  /** From the root of the site. */
  const linksIn = (text: string): string[] =>
    [...text.matchAll(/https?:\/\/\S+/g)].map(([link]) => link.replace(world.app.config.siteUrl, ''));

  async function follow(link: string): Promise<void> {
    const page = link.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replace(/token=.*/, 'token=');
    if (!pages.has(page)) pages.set(page, (await fetch(`${world.app.url}${link || '/'}`)).status);
  }

  /** All that was told since it was last asked, as `OFFER_MADE seller inbox mail`; every link was followed. */
  async function told(): Promise<string[]> {
    const { database } = world.app.platform;
    await world.app.settle();
    const inbox = await database.select<{ id: string; eventId: string; userId: string; path: string }>(
      'SELECT id, eventId, userId, path FROM notifications',
    );
    const letters = await database.select<{ id: string; onceKey: string; body: string; status: string }>(
      'SELECT id, onceKey, body, status FROM mail_outbox WHERE onceKey IS NOT NULL',
    );
    const events = await database.select<{ id: string; name: string }>('SELECT id, name FROM events');
    const nameOf = new Map(events.map(({ id, name }) => [id, name]));
    const admins = await world.app.modules.identity.listAdminIds();
    const by = new Map<string, Set<string>>();
    const add = (eventId: string, userId: string, channel: string) => {
      const kind = NOTICES.find(({ on }) => on.name === nameOf.get(eventId))?.kind ?? eventId;
      const key = `${eventId} ${kind} ${admins.includes(userId) ? `admin:${userId}` : (names.get(userId) ?? 'somebody')}`;
      by.set(key, (by.get(key) ?? new Set()).add(channel));
    };
    const links = new Set<string>();
    for (const row of inbox.filter(({ id }) => !seen.has(id))) {
      add(row.eventId, row.userId, 'inbox');
      links.add(row.path);
    }
    for (const row of letters.filter(({ id }) => !seen.has(id))) {
      const [eventId = '', userId = ''] = row.onceKey.split(' ');
      add(eventId, userId, 'mail');
      for (const link of linksIn(row.body)) links.add(link);
    }
    seen = new Set([...inbox, ...letters].map(({ id }) => id));
    for (const link of links) await follow(link);
    const lines = [...by].map(([key, channels]) => {
      const [eventId = '', kind = '', who = ''] = key.split(' ');
      return { eventId, kind, who, how: [...channels].toSorted().join(' ') };
    });
    for (const { kind } of lines) reached.add(kind);
    // Admins are told all of them, in the same way.
    const each = lines.filter(({ who }) => !who.startsWith('admin:'));
    const office = new Map<string, number>();
    for (const { eventId, kind, who, how } of lines) {
      const key = `${eventId} ${kind} ${how}`;
      if (who.startsWith('admin:')) office.set(key, (office.get(key) ?? 0) + 1);
    }
    const ofOffice = [...office].map(([key, count]) => {
      const [, kind = '', ...how] = key.split(' ');
      return `${kind} ${count === admins.length ? 'admins' : 'some admins'} ${how.join(' ')}`;
    });
    return [...each.map(({ kind, who, how }) => `${kind} ${who} ${how}`), ...ofOffice].toSorted();
  }

  const lineOf = (line: string): string => {
    const [kind, who = ''] = line.split(' ');
    return `${line} ${channelsOf(kind as NoticeKind, who)}`;
  };
  async function tells(...lines: string[]): Promise<void> {
    expect(await told()).toEqual(lines.map(lineOf).toSorted());
  }

  it('from a draft to a deal that is called off', async () => {
    const offers = makeOffers(world.app);
    const { offerId, listingId } = await world.offered({ buyer, seller });
    await tells(
      ...['CREDITS_GRANTED seller', 'LISTING_SUBMITTED admins', 'PROOF_OF_CONTROL_CHANGED seller'],
      ...['LISTING_APPROVED seller', 'CREDITS_GRANTED buyer', 'LISTING_UNLOCKED seller', 'OFFER_MADE seller'],
      ...['LISTING_NDA_ACCEPTED buyer', 'LISTING_NDA_ACCEPTED seller'],
    );
    await succeed(seller.post(`/offers/${offerId}/counter`, { amountCents: 21_000_000, version: 1 }));
    await tells('OFFER_COUNTERED buyer');
    const tooMuch = { ...(await offers.seen(offerId)), reason: 'Too much.' };
    await succeed(buyer.post(`/offers/${offerId}/reject`, tooMuch));
    await tells('OFFER_REJECTED seller');
    const second = await offers.offer(buyer, listingId);
    await succeed(buyer.post(`/offers/${second}/withdraw`, {}));
    await tells('OFFER_MADE seller', 'OFFER_WITHDRAWN seller');
    const third = await offers.offer(buyer, listingId);
    await makeListings(world.app).unlock(rival, listingId);
    await offers.offer(rival, listingId, { amountCents: 19_000_000 });
    await tells(
      ...['OFFER_MADE seller', 'CREDITS_GRANTED rival', 'LISTING_UNLOCKED seller', 'OFFER_MADE seller'],
      ...['LISTING_NDA_ACCEPTED rival', 'LISTING_NDA_ACCEPTED seller'],
    );

    const { body } = await succeed(seller.post(`/offers/${third}/accept`, await offers.seen(third)));
    await tells(
      ...['OFFER_ACCEPTED buyer', 'OFFER_SUPERSEDED rival'],
      ...['TRANSACTION_OPENED buyer', 'TRANSACTION_OPENED seller'],
    );
    const id = String(body.data.transactionId);
    const deal = { id, offerId: third, listingId, usdot: 0, buyer, seller };
    await world.advance(deal, 'OPENED', 'SIGNED');
    await tells('TRANSACTION_MOVED buyer', 'TRANSACTION_MOVED seller');
    await world.advance(deal, 'SIGNED', 'IN_REVIEW');
    await tells('PAYMENT_SUCCEEDED buyer', 'TRANSACTION_MOVED buyer', 'TRANSACTION_MOVED seller');
    await succeed(buyer.post(`/transactions/${id}/cancel`, { reason: 'The yard is gone.' }));
    await tells('TRANSACTION_MOVED seller');
  });

  it('of a listing that stops and goes on', async () => {
    const { listingId } = await world.offered({ buyer, seller });
    await told();
    const path = `/admin/listings/${listingId}`;
    const read = () => makeListings(world.app).readVersion(listingId);
    await succeed(
      world.admin.post(`${path}/suspend`, { ...(await read()), reason: 'The record has changed.' }),
    );
    await tells('LISTING_SUSPENDED seller', 'OFFER_CLOSED buyer');
    await succeed(world.admin.post(`${path}/reinstate`, await read()));
    await tells('LISTING_REINSTATED seller');
  });

  it('of an account', async () => {
    const { admin, app } = world;
    const scopes = ['offers:read'];
    await succeed(buyer.post('/users/me/api-keys', { name: 'Nightly export', scopes }));
    await tells('API_KEY_CREATED buyer');
    const again = await app.anonymous.post('/auth/register', {
      ...{ email: seller.email, password: 'green lantern over the canal', role: 'BUYER' },
      ...{ firstName: 'Somebody', lastName: 'Else' },
    });
    expect([again.status, again.body.code]).toEqual([201, undefined]);
    await tells('USER_REGISTERED_AGAIN seller');
    const order = { credits: 3, method: 'CARD', paymentMethodId: 'pm_card_visa' };
    await succeed(buyer.post('/credits/purchase', order));
    await tells('PAYMENT_SUCCEEDED buyer', 'CREDITS_PURCHASED buyer');
    const changed = { currentPassword: buyer.password, newPassword: 'violet harbour under the moon' };
    await succeed(buyer.post('/auth/change-password', changed));
    await tells('USER_PASSWORD_CHANGED buyer', 'USER_ACCESS_VOIDED buyer');
    const reason = { reason: 'Asked twice for papers.' };
    const roles = { roles: ['BUYER', 'SELLER'], ...reason };
    await succeed(admin.post(`/admin/users/${rival.id}/roles`, roles));
    await tells('USER_ROLES_CHANGED rival');
    for (const [act, kind] of [
      ['suspend', 'USER_SUSPENDED'],
      ['unblock', 'USER_REINSTATED'],
      ['block', 'USER_BLOCKED'],
    ] as const) {
      await succeed(admin.post(`/admin/users/${rival.id}/${act}`, reason));
      await tells(`${kind} rival`);
    }
    const leaving = await person('leaving', ['buyer']);
    await tells('USER_REGISTERED leaving');
    await succeed(leaving.send('delete', '/users/me', { password: leaving.password }));
    // To the address that was theirs.
    await tells('USER_DELETED somebody');
  });

  it('of the clock', async () => {
    await world.offered({ buyer: await person('late', ['buyer']), seller: await person('slow', ['seller']) });
    await told();
    await world.app.later(12 * DAY_MS);
    await tells('OFFER_EXPIRED late', 'OFFER_EXPIRED slow', 'TRANSACTION_ITEMS_DUE seller');
  });

  it.each(NOTICES.map(({ kind }) => kind))('%s', async (kind) => {
    if (reached.has(kind)) return;
    const notice = NOTICES.find((each) => each.kind === kind);
    if (!notice) throw new Error(`There is no notice of ${kind}.`);
    const people: Record<string, string> = {
      ...{ buyerId: buyer.id, sellerId: seller.id, userId: seller.id, payerId: buyer.id },
      ...{
        ownerId: seller.id,
        authorId: seller.id,
        subjectId: buyer.id,
        reporterId: buyer.id,
        askerId: buyer.id,
      },
      ...{ holderIds: buyer.id, readerIds: buyer.id, adminIds: world.admin.id, operatorId: world.admin.id },
      ...{ clientId: buyer.id, brokerId: seller.id, receiverId: buyer.id },
      // Of the same there is one letter a day.
      listingId: newId(),
    };
    const example = examplesOf(notice.on.schema, (name) => people[name]).find(
      (event) => notice.to(event).length > 0,
    );
    await world.app.emit(notice.on, example);
    const hears = TOLD[kind] ?? [];
    expect(hears).not.toEqual([]);
    await tells(...hears.map((who) => `${kind} ${who}`));
  });

  it('every link leads to a page, also of letters that nobody was sent here: of several together, or with a secret', async () => {
    const samples = await previewKinds(world.app.config, world.app.clock.now());
    for (const { text } of samples.values()) for (const link of linksIn(text)) await follow(link);
    expect([...pages].filter(([, status]) => status !== 200)).toEqual([]);
  });
});
