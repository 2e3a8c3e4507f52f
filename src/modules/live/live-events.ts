/**
 * Which events of the log a person is told, on a socket and by cursor: as what, to whom and with which ids. Every public
 * event is among them: those without a line of their own by the name of `account:updated`.
 */
import type { EventKind, LoggedEvent } from '../../platform/events/events';
import { ownEventOf, readersOf } from '../feed';
import * as listings from '../listings';
import { messageRead, messageSent, SUPPORT } from '../messages';
import { notificationCreated } from '../notifications';
import * as offers from '../offers';
import { transactionMoved, transactionOpened } from '../transactions';
import type { LoggedData, LoggedName } from './live.schema';
import { type Room, transactionRoom } from './rooms';

/** An event of the log as a socket is told it. */
export interface LiveEvent {
  as: LoggedName;
  data: Record<string, unknown>;
  /** The people whom it concerns. */
  to: readonly string[];
  /** Who can read it again: they, and whoever of the room reads the same elsewhere. */
  readers: readonly string[];
  /** Whoever is in this room is told as well. */
  room: Room | null;
}

interface EventMapping<Name extends LoggedName, Payload> {
  data(payload: Payload, change: string): LoggedData<Name>;
  /** Unless said, those whom the feed names. */
  to?(payload: Payload): readonly string[];
  room?(payload: Payload): Room | null;
  /** Besides those whom it is told. */
  alsoReadBy?(payload: Payload): readonly string[];
}

interface LiveKind {
  name: string;
  tell(event: LoggedEvent): LiveEvent;
}

/** `offer.countered` → `COUNTERED` */
const changeOf = (name: string): string => name.slice(name.indexOf('.') + 1).toUpperCase();

const live = <Name extends LoggedName, Payload>(
  { name }: EventKind<Payload>,
  as: Name,
  { data, to, room, alsoReadBy }: EventMapping<Name, NoInfer<Payload>>,
): LiveKind => ({
  name,
  tell(event) {
    const payload = event.payload as Payload;
    const told = [...new Set(to ? to(payload) : readersOf(event))];
    return {
      as,
      data: data(payload, changeOf(name)),
      to: told,
      readers: [...new Set([...told, ...readersOf(event), ...(alsoReadBy?.(payload) ?? [])])],
      room: room?.(payload) ?? null,
    };
  },
});

const ofOffer = {
  data: ({ offerId, listingId }: offers.OfferNews, change: string) => ({ offerId, listingId, change }),
};
const ofListing = {
  data: ({ listingId }: { listingId: string }, change: string) => ({ listingId, change }),
};

/** Operators read what waits in their queue. */
const persons = (...members: string[]) => members.filter((member) => member !== SUPPORT);

const LIVE_KINDS: readonly LiveKind[] = [
  live(notificationCreated, 'notification', {
    data: ({ notificationId, kind, urgency }) => ({ notificationId, kind, urgency }),
    // Some want to be told of it later, or not in this way.
    to: (created) => (created.live ? [created.userId] : []),
  }),

  live(offers.offerMade, 'offer:new', ofOffer),
  live(offers.offerCountered, 'offer:updated', ofOffer),
  live(offers.offerVersionWithdrawn, 'offer:updated', ofOffer),
  live(offers.offerWithdrawn, 'offer:updated', ofOffer),
  live(offers.offerRejected, 'offer:updated', ofOffer),
  live(offers.offerAccepted, 'offer:updated', ofOffer),
  live(offers.offerSuperseded, 'offer:updated', ofOffer),
  live(offers.newsOf.EXPIRED, 'offer:updated', ofOffer),
  live(offers.offerBackupRevivable, 'offer:updated', ofOffer),
  live(offers.offerRevived, 'offer:updated', ofOffer),
  live(offers.offerClosed, 'offer:updated', ofOffer),

  live(transactionOpened, 'transaction:updated', {
    data: ({ transactionId, listingId }, change) => ({
      ...{ transactionId, listingId, change },
      state: 'AWAITING_DEPOSIT',
    }),
  }),
  live(transactionMoved, 'transaction:updated', {
    data: ({ transactionId, listingId, to, move }) => ({ transactionId, listingId, state: to, change: move }),
    // Everybody in the room reads the timeline, where the acts of the office are left out.
    room: ({ transactionId, inHouse }) => (inHouse ? null : transactionRoom(transactionId)),
    alsoReadBy: ({ inHouse, buyerId, sellerId }) => (inHouse ? [] : [buyerId, sellerId]),
  }),

  live(listings.listingSubmitted, 'listing:updated', ofListing),
  live(listings.listingApproved, 'listing:updated', ofListing),
  live(listings.listingRejected, 'listing:updated', ofListing),
  live(listings.listingChangeRejected, 'listing:updated', ofListing),
  live(listings.listingSuspended, 'listing:updated', ofListing),
  live(listings.listingReinstated, 'listing:updated', ofListing),
  live(listings.listingWithdrawn, 'listing:updated', ofListing),
  live(listings.listingExpired, 'listing:updated', ofListing),
  live(listings.listingReserved, 'listing:updated', ofListing),
  live(listings.listingReleased, 'listing:updated', ofListing),
  live(listings.listingSold, 'listing:updated', ofListing),
  live(listings.listingUnlocked, 'listing:updated', ofListing),
  live(listings.accessRequested, 'listing:updated', ofListing),
  live(listings.accessGranted, 'listing:updated', ofListing),
  live(listings.accessRevoked, 'listing:updated', ofListing),
  live(listings.accessWithdrawn, 'listing:updated', ofListing),
  live(listings.premiumApproved, 'listing:updated', ofListing),
  live(listings.premiumRejected, 'listing:updated', ofListing),
  live(listings.premiumLapsed, 'listing:updated', ofListing),
  live(listings.premiumBegan, 'listing:updated', ofListing),
  live(listings.premiumEnded, 'listing:updated', ofListing),

  live(messageSent, 'message:new', {
    data: ({ messageId, conversationId, transactionId }) => ({ messageId, conversationId, transactionId }),
    to: ({ senderId, receiverId }) => persons(senderId, receiverId),
  }),
  live(messageRead, 'message:read', {
    data: ({ messageId, conversationId, upTo }) => ({ messageId, conversationId, upTo }),
    to: ({ senderId, readerId }) => persons(senderId, readerId),
  }),
];

const byName = new Map(LIVE_KINDS.map((kind) => [kind.name, kind]));

function tellPublic(event: LoggedEvent): LiveEvent | null {
  const own = ownEventOf(event);
  if (own === null) return null;
  const data: LoggedData<'account:updated'> = { change: own.type, subject: own.subject };
  const readers = readersOf(event);
  return { as: 'account:updated', data, to: readers, readers, room: null };
}

/** Null for an event that is nobody's own. */
export const liveEventOf = (event: LoggedEvent): LiveEvent | null =>
  byName.get(event.name)?.tell(event) ?? tellPublic(event);
