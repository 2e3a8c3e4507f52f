/**
 * Holds what people were told against a table of who is to be told: in every test app, of everything that a real act or
 * the clock caused there. Whom the table means is read from the rows of the trade, never from the notice. The kinds
 * that were caused are kept for the whole run: `end-run.ts` fails a run of everything that left one out.
 */
import type { App } from '../../src/app';
import type { EventKind } from '../../src/platform/events/events';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/platform/kernel/clock';
import { LETTER_CAP } from '../../src/platform/mail/letter-cap';
import { CAUSED_BY_STRANGERS, type NoticeKind } from '../../src/modules/notifications/kinds';
import { NOTICES } from '../../src/modules/notifications/notices';
import { markCaused } from './caused-kinds';

/**
 * `named`: those sides of the deal, and administrators, whom the event names, without the side that acted. `side that owes`: once it is late, the other side as well. `listeners`:
 * administrators who want to hear of the queue. `former`: a mailbox that is nobody's any more.
 */
type Who =
  | 'user'
  | 'former'
  | 'buyer'
  | 'seller'
  | 'both sides'
  | 'other side'
  | 'side on turn'
  | 'side that owes'
  | 'named'
  | 'admins of their own'
  | 'payer'
  | 'payee'
  | 'receiver'
  | 'reporter'
  | 'owner'
  | 'operator'
  | 'client'
  | 'broker'
  | 'reviewer'
  | 'reviewed'
  | 'holders'
  | 'readers'
  | 'asked'
  | 'asking or asked'
  | 'contesting and holders'
  | 'claimants'
  | 'admins'
  | 'listeners';

export const WHO_IS_TOLD: Record<NoticeKind, readonly Who[]> = {
  USER_REGISTERED: ['user'],
  USER_SUSPENDED: ['user', 'admins of their own'],
  USER_BLOCKED: ['user'],
  USER_REINSTATED: ['user'],
  USER_DELETED: ['former'],
  USER_REGISTERED_AGAIN: ['user'],
  USER_EMAIL_CLAIMED: ['user'],
  USER_EMAIL_CHANGE_REQUESTED: ['user'],
  USER_EMAIL_CHANGED: ['user', 'former'],
  USER_PASSWORD_CHANGED: ['user'],
  USER_ACCESS_VOIDED: ['user'],
  USER_SECOND_FACTOR_CHANGED: ['user'],
  USER_RECOVERY_CODE_USED: ['user'],
  USER_ROLES_CHANGED: ['user'],
  API_KEY_CREATED: ['user'],
  USER_IMPERSONATED: ['user'],
  WEBHOOK_ADDRESS_SET: ['user'],
  WEBHOOK_SWITCHED_OFF: ['user'],
  SECURITY_LOG_IN_GUESSED: ['user'],
  SECURITY_REFRESH_REPLAYED: ['user'],
  PROOF_OF_CONTROL_CHANGED: ['user'],
  CONTROL_CLAIMED_TWICE: ['claimants', 'admins'],
  CONTROL_CONTESTED: ['holders', 'admins'],
  CONTROL_CONTEST_CLOSED: ['contesting and holders'],
  SOLD_COMPANY_CLAIMED: ['buyer', 'admins'],
  PAYMENT_SUCCEEDED: ['payer'],
  PAYMENT_PROCESSING: ['payer'],
  PAYMENT_PARTLY_PAID: ['payer'],
  PAYMENT_OVERPAID: ['payer'],
  PAYMENT_WIRE_CORRECTED: ['payer'],
  PAYMENT_FAILED: ['payer'],
  REFUND_SUCCEEDED: ['payer'],
  PAYMENT_IN_TROUBLE: ['admins'],
  REFUND_FAILED: ['admins'],
  PAYMENT_DISPUTED: ['admins'],
  PAYMENT_DISPUTE_CLOSED: ['admins'],
  INVOICE_DISPUTED: ['admins'],
  PAYMENT_REFUNDED_OUTSIDE: ['admins'],
  INVOICE_REFUNDED_OUTSIDE: ['admins'],
  INVOICE_DISPUTE_CLOSED: ['admins'],
  PAYOUT_PAID: ['payee'],
  PAYOUT_FAILED: ['payee'],
  PAYOUT_BANK_FAILED: ['user'],
  PAYOUT_DESTINATION_CHANGED: ['user'],
  PAYOUT_DESTINATION_DROPPED: ['user'],
  CREDITS_PURCHASED: ['user'],
  CREDITS_GRANTED: ['user'],
  CREDITS_LOW: ['user'],
  CREDITS_RETURNED: ['user'],
  CREDITS_EXPIRED: ['user'],
  CREDITS_TAKEN_BACK: ['user'],
  SUBSCRIPTION_PAST_DUE: ['user'],
  SUBSCRIPTION_RENEWAL_NEAR: ['user'],
  SUBSCRIPTION_ENDING: ['user'],
  SUBSCRIPTION_RENEWED: ['user'],
  SUBSCRIPTION_ENDED: ['user'],
  LISTING_SUBMITTED: ['admins'],
  LISTING_APPROVED: ['seller'],
  LISTING_REJECTED: ['seller'],
  LISTING_CHANGE_REJECTED: ['seller'],
  LISTING_SUSPENDED: ['seller'],
  LISTING_REINSTATED: ['seller'],
  LISTING_CARRIER_RESPELLED: ['admins'],
  LISTING_EXPIRING: ['seller'],
  LISTING_EXPIRED: ['seller'],
  LISTING_RELEASED: ['seller'],
  EXCLUSIVITY_ENDED: ['both sides'],
  LISTING_UNLOCKED: ['seller'],
  LISTING_NDA_ACCEPTED: ['both sides'],
  LISTING_ACCESS_REQUESTED: ['seller'],
  LISTING_ACCESS_GRANTED: ['buyer'],
  LISTING_ACCESS_REVOKED: ['buyer'],
  LISTING_ACCESS_WAITING: ['seller'],
  LISTING_ACCESS_WITHDRAWN: ['seller'],
  SAVED_SEARCH_ALERT: ['user'],
  LISTING_PREMIUM_REQUESTED: ['admins'],
  LISTING_PREMIUM_APPROVED: ['seller'],
  LISTING_PREMIUM_REJECTED: ['seller'],
  LISTING_PREMIUM_LAPSED: ['seller'],
  LISTING_PREMIUM_BEGAN: ['seller'],
  LISTING_PREMIUM_ENDED: ['seller'],
  PREMIUM_ACCESS_ANSWERED: ['buyer'],
  OFFER_MADE: ['other side'],
  OFFER_COUNTERED: ['other side'],
  OFFER_VERSION_WITHDRAWN: ['other side'],
  OFFER_WITHDRAWN: ['other side'],
  OFFER_REJECTED: ['other side'],
  OFFER_ACCEPTED: ['other side'],
  OFFER_SUPERSEDED: ['buyer'],
  OFFER_EXPIRED: ['both sides'],
  OFFER_REMINDER: ['side on turn'],
  OFFER_BACKUP_REVIVABLE: ['buyer'],
  OFFER_REVIVED: ['other side'],
  OFFER_CLOSED: ['buyer'],
  TRANSACTION_OPENED: ['both sides'],
  TRANSACTION_MOVED: ['named'],
  TRANSACTION_REMINDER: ['named'],
  TRANSACTION_DATE_REMINDER: ['named'],
  TRANSACTION_ITEMS_DUE: ['side that owes'],
  TRANSACTION_DECISION_OVERDUE: ['admins'],
  DOCUMENT_QUARANTINED: ['owner'],
  DOCUMENT_RELEASED: ['owner'],
  DOCUMENT_REFUSED: ['owner'],
  DOCUMENT_REJECTED: ['owner'],
  DOCUMENT_VERIFIED: ['owner'],
  DOCUMENT_REPLACED: ['readers'],
  DOCUMENT_REQUESTED: ['asked'],
  DOCUMENT_REQUEST_ENDED: ['asking or asked'],
  REVIEW_OPENED: ['both sides'],
  REVIEW_REMINDER: ['user'],
  REVIEW_SHOWN: ['reviewed'],
  REVIEW_REPLIED: ['reviewer'],
  REVIEW_HIDDEN: ['reviewer', 'reviewed'],
  REVIEW_RESTORED: ['reviewer', 'reviewed'],
  REPORT_DECIDED: ['reporter'],
  REPORT_ACTED_ON: ['user'],
  DRAFT_PREPARED: ['user'],
  PREPARED_ENDED: ['operator'],
  TELEPHONE_ANSWER_RECORDED: ['user'],
  TELEPHONE_ANSWER_ENDED: ['user', 'operator'],
  MANDATE_GIVEN: ['broker'],
  MANDATE_ANSWERED: ['client'],
  MANDATE_ENDED: ['client', 'broker'],
  CLIENT_NEWS: ['broker'],
  BROADCAST_SENT: ['user'],
  VERIFICATION_CHANGED: ['user'],
  VERIFICATION_ENDING: ['user'],
  QUEUE_ITEM_CAME: ['listeners'],
  QUEUE_ITEM_LATE: ['listeners'],
  MESSAGE_WAITING: ['receiver'],
  CONVERSATION_REPORT_DECIDED: ['reporter'],
};

/** Events of which the process or the notice tells nobody in these cases. */
const TELLS_NOBODY: Partial<Record<NoticeKind, (event: Told) => boolean>> = {
  // Of what was given up before its money came, the refund tells.
  PAYMENT_SUCCEEDED: ({ late }) => late === true,
  // Unless its time has run out, the deal tells.
  EXCLUSIVITY_ENDED: ({ ranOut }) => ranOut !== true,
  // The request for consent tells.
  LISTING_UNLOCKED: ({ waits }) => waits === true,
  USER_ACCESS_VOIDED: ({ keysRevoked }) => keysRevoked === 0,
  USER_ROLES_CHANGED: ({ byAdmin }) => byAdmin !== true,
  USER_REGISTERED: ({ roles }) => Array.isArray(roles) && roles.includes('admin'),
  USER_DELETED: ({ formerAddressId }) => formerAddressId === null,
  // Events of their own tell these.
  TRANSACTION_MOVED: ({ move }) => ['OPEN', 'DECISION_OVERDUE'].includes(String(move)),
};

/** The queue that an event brings something into: admins choose which of them they hear of. */
const QUEUE_OF: Partial<Record<NoticeKind, (event: Told) => string>> = {
  LISTING_SUBMITTED: () => 'LISTING_REVIEW',
  LISTING_PREMIUM_REQUESTED: () => 'PREMIUM_REQUEST',
  CONTROL_CONTESTED: () => 'CONTROL_CONTEST',
  TRANSACTION_DECISION_OVERDUE: () => 'DISPUTE_DECISION',
  TRANSACTION_MOVED: ({ move, to }) =>
    move === 'APPROVE' && to === 'ADMIN_FINAL_REVIEW'
      ? 'DEAL_REVIEW'
      : move === 'HOLD' || move === 'OBJECT_TO_RELEASE'
        ? 'DEAL_ON_HOLD'
        : move === 'SETTLEMENT_EXPIRED'
          ? 'DISPUTE_DECISION'
          : '',
};

type Told = Record<string, unknown>;

interface Row {
  id: string;
  [column: string]: unknown;
}

/** What tests told as if a module had; across the apps of one database. */
const pretended = new Set<string>();
const keyOf = (name: string, payload: string): string => `${name} ${payload}`;

export function pretend<Payload>(kind: EventKind<Payload>, payload: Payload): void {
  pretended.add(keyOf(kind.name, kind.write(payload).payload));
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Null for what a test has broken on purpose. */
function readable(payload: string): Told | null {
  try {
    return JSON.parse(payload) as Told;
  } catch {
    return null;
  }
}

/** Sentences about who was told and should not have been, or the other way round. */
export async function findMistold({ platform }: Pick<App, 'platform'>): Promise<string[]> {
  const { select } = platform.database;
  const names = NOTICES.map(({ on }) => on.name);
  const kindOf = new Map(NOTICES.map(({ on, kind }) => [on.name, kind]));
  const happened = (
    await select<{ id: string; name: string; payload: string | Told; at: number }>(
      'SELECT id, name, payload, at FROM events WHERE name IN (:names)',
      { names },
    )
  ).flatMap(({ id, name, payload, at }) => {
    const kind = kindOf.get(name);
    const event = typeof payload === 'string' ? readable(payload) : payload;
    const key = keyOf(name, typeof payload === 'string' ? payload : JSON.stringify(payload));
    return kind && event && !pretended.has(key) ? [{ id, kind, event, at: Number(at) }] : [];
  });
  if (happened.length === 0) return [];

  const rows = async (query: string): Promise<Map<string, Row>> =>
    new Map((await select<Row>(query)).map((row) => [row.id, row]));
  const listings = await rows('SELECT id, sellerId FROM listings');
  const offers = await rows('SELECT id, buyerId, listingId FROM offers');
  const deals = await rows('SELECT id, buyerId, sellerId FROM transactions');
  const payments = await rows('SELECT id, payerId FROM payments');
  const payouts = await rows('SELECT id, userId FROM payouts');
  const messages = await rows('SELECT id, toId FROM messages');
  const documents = await rows('SELECT id, ownerId FROM documents');
  const reviews = await rows('SELECT id, authorId, subjectId FROM reviews');
  const reports = await rows(
    'SELECT id, reporterId FROM conversation_reports UNION ALL SELECT id, reporterId FROM reports',
  );
  const mandates = await rows('SELECT id, clientId, brokerId FROM broker_mandates');
  /** Since when each has been one; whoever is barred cannot act on what admins are told. */
  const admins = new Map(
    (
      await select<{ userId: string; grantedAt: number; status: string }>(
        `SELECT r.userId, r.grantedAt, u.status FROM user_roles r JOIN users u ON u.id = r.userId WHERE r.role = 'admin'`,
      )
    ).map(({ userId, grantedAt, status }) => [userId, status === 'ACTIVE' ? Number(grantedAt) : Infinity]),
  );
  /** The channels that people have switched off, by person and kind. */
  const off = new Map<string, Set<string>>();
  for (const { userId, kind, channel } of await select<{ userId: string; kind: string; channel: string }>(
    'SELECT userId, kind, channel FROM notification_choices WHERE chosen = 0',
  ))
    off.set(`${userId} ${kind}`, (off.get(`${userId} ${kind}`) ?? new Set()).add(channel));
  const channelsOf = new Map(NOTICES.map(({ kind, channels }) => [kind, channels]));
  const isSilenced = (who: string, kind: NoticeKind): boolean =>
    (channelsOf.get(kind) ?? []).every(
      (channel) => channel === 'live' || off.get(`${who} ${kind}`)?.has(channel) === true,
    );
  /** Whoever has left, and whom a test has made up, is told nothing. */
  const users = new Set(
    (await select<{ id: string }>('SELECT id FROM users WHERE deletedAt IS NULL')).map(({ id }) => id),
  );
  /** Not told yet; what is done is forgotten after a month. */
  const waits = new Set(
    (
      await select<{ payload: string | { eventId: string } }>(
        `SELECT payload FROM jobs WHERE status <> 'DONE' AND kind LIKE '% > notifications'`,
      )
    ).map(({ payload }) => (typeof payload === 'string' ? (JSON.parse(payload) as Told) : payload).eventId),
  );
  /** How often each was told what they have deleted since: which event it was of, no row says any more. */
  const kept = new Set((await select<{ id: string }>('SELECT id FROM notifications')).map(({ id }) => id));
  const deleted = new Map<string, number>();
  for (const { payload } of await select<{ payload: string | Told }>(
    `SELECT payload FROM events WHERE name = 'notification.created'`,
  )) {
    const { notificationId, userId, kind } =
      typeof payload === 'string' ? (JSON.parse(payload) as Told) : payload;
    const key = `${text(userId)} ${text(kind)}`;
    if (!kept.has(text(notificationId))) deleted.set(key, (deleted.get(key) ?? 0) + 1);
  }
  const wasDeleted = (who: string, kind: NoticeKind): boolean => {
    const left = deleted.get(`${who} ${kind}`) ?? 0;
    deleted.set(`${who} ${kind}`, left - 1);
    return left > 0;
  };
  const reached = new Map<string, Set<string>>();
  const reach = (eventId: string, id: string) => {
    reached.set(eventId, (reached.get(eventId) ?? new Set()).add(id));
  };
  for (const { eventId, userId } of await select<{ eventId: string; userId: string }>(
    'SELECT eventId, userId FROM notifications UNION SELECT eventId, userId FROM notification_held_letters',
  ))
    reach(eventId, userId);
  for (const { onceKey } of await select<{ onceKey: string }>(
    'SELECT onceKey FROM mail_outbox WHERE onceKey IS NOT NULL',
  )) {
    const [eventId = '', id = ''] = onceKey.split(' ');
    reach(eventId, id);
  }

  const sellerOf = (event: Told): string => {
    const offer = offers.get(text(event.offerId));
    const listing = listings.get(text(offer?.listingId ?? event.listingId));
    return text(deals.get(text(event.transactionId))?.sellerId ?? listing?.sellerId);
  };
  const buyerOf = (event: Told): string =>
    text(
      deals.get(text(event.transactionId))?.buyerId ??
        offers.get(text(event.offerId))?.buyerId ??
        event.buyerId,
    );
  const side = (which: unknown, event: Told): string[] =>
    which === 'BUYER' ? [buyerOf(event)] : which === 'SELLER' ? [sellerOf(event)] : [];
  const idsOf: Record<Who, (event: Told) => string[]> = {
    user: ({ userId, byUserId }) => (userId === byUserId ? [] : [text(userId)]),
    former: ({ formerAddressId }) => [text(formerAddressId)],
    buyer: (event) => [buyerOf(event)],
    seller: (event) => [sellerOf(event)],
    'both sides': (event) => [buyerOf(event), sellerOf(event)],
    'other side': (event) => side(event.side === 'BUYER' ? 'SELLER' : event.side && 'BUYER', event),
    'side on turn': (event) => side(event.turn, event),
    'side that owes': (event) =>
      event.overdue === true ? [buyerOf(event), sellerOf(event)] : side(event.owner, event),
    named: (event) =>
      [...list(event.tells), ...list(event.next), ...list(event.who)]
        .filter((who) => who === 'ADMIN' || who !== event.by)
        .flatMap((who) => (who === 'ADMIN' ? [...admins.keys()] : side(who, event))),
    payer: ({ paymentId }) => [text(payments.get(text(paymentId))?.payerId)],
    payee: ({ payoutId }) => [text(payouts.get(text(payoutId))?.userId)],
    operator: ({ operatorId, byUserId }) => (operatorId === byUserId ? [] : [text(operatorId)]),
    client: ({ mandateId, byUserId }) =>
      [text(mandates.get(text(mandateId))?.clientId)].filter((who) => who !== byUserId),
    // Who has yet to answer stands in no row.
    broker: ({ mandateId, byUserId, brokerId }) =>
      [text(mandates.get(text(mandateId))?.brokerId ?? brokerId)].filter((who) => who !== byUserId),
    receiver: ({ messageId }) => [text(messages.get(text(messageId))?.toId)],
    reporter: ({ reportId }) => [text(reports.get(text(reportId))?.reporterId)],
    owner: ({ documentId }) => [text(documents.get(text(documentId))?.ownerId)],
    reviewer: ({ reviewId }) => [text(reviews.get(text(reviewId))?.authorId)],
    reviewed: ({ reviewId }) => [text(reviews.get(text(reviewId))?.subjectId)],
    holders: ({ holderIds }) => list(holderIds).map(text),
    asked: ({ ownerId }) => [text(ownerId)],
    'asking or asked': ({ state, askerId, ownerId }) => [text(state === 'CANCELED' ? ownerId : askerId)],
    readers: ({ readerIds }) => list(readerIds).map(text),
    'contesting and holders': ({ userId, holderIds }) => [text(userId), ...list(holderIds).map(text)],
    claimants: ({ claimant, others }) =>
      [claimant, ...list(others)].map((one) => text((one as Told | undefined)?.userId)),
    admins: () => [...admins.keys()],
    'admins of their own': ({ administrator, userId }) =>
      administrator === true ? [...admins.keys()].filter((who) => who !== userId) : [],
    listeners: ({ adminIds }) => list(adminIds).map(text),
  };
  /**
   * What strangers cause without end reaches a mailbox so often in an hour, and in a day. What happened within a minute is
   * told at once, in whatever order.
   */
  const isCapped = (who: string, kind: NoticeKind, at: number): boolean => {
    const before = (ms: number) =>
      happened.filter(
        (other) =>
          other.kind === kind &&
          other.at <= at + MINUTE_MS &&
          other.at > at - ms &&
          reached.get(other.id)?.has(who),
      ).length;
    return (
      CAUSED_BY_STRANGERS.includes(kind) &&
      (before(HOUR_MS) >= (LETTER_CAP.HOUR ?? Infinity) || before(DAY_MS) >= (LETTER_CAP.DAY ?? Infinity))
    );
  };

  return happened.flatMap(({ id, kind, event, at }): string[] => {
    const nobody = TELLS_NOBODY[kind]?.(event) === true;
    const expected = new Set(nobody ? [] : WHO_IS_TOLD[kind].flatMap((who) => idsOf[who](event)));
    const got = reached.get(id) ?? new Set<string>();
    const wrong = [...got].filter((who) => !expected.has(who));
    const excused = (who: string) =>
      (who !== '' && !users.has(who)) ||
      (admins.get(who) ?? 0) > at ||
      isSilenced(who, kind) ||
      off.has(`${who} QUEUE ${QUEUE_OF[kind]?.(event) ?? ''}`) ||
      isCapped(who, kind, at) ||
      wasDeleted(who, kind);
    const missed = !waits.has(id) ? [...expected].filter((who) => !got.has(who) && !excused(who)) : [];
    if (!waits.has(id) && got.size > 0) markCaused(kind);
    const about = JSON.stringify(event).slice(0, 300);
    return [
      ...wrong.map((who) => `${kind} told ${who}, who is not to be told: ${about}`),
      ...missed.map((who) => `${kind} did not tell ${who || 'anybody'}: ${about}`),
    ];
  });
}
