/** What a notice is: one event, whom it concerns, the words, where a click leads, and how it reaches people. */
import type { EventKind } from '../../platform/events/events';
import type { NoticeKind } from './kinds';
import type { QueueKind } from './queues';

/**
 * `inbox`: a row that the person finds in the app; `live`: what the inbox gets is shown at once to whoever is there;
 * `mail`: a letter.
 */
export const CHANNELS = ['inbox', 'live', 'mail'] as const;
export type Channel = (typeof CHANNELS)[number];

/** `immediate` asks for attention now; `low` can wait for a quiet moment. */
export const URGENCIES = ['immediate', 'normal', 'low'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** In which part somebody is told, for notices that tell each side in words of its own. */
export type Reader = 'USER' | 'BUYER' | 'SELLER' | 'ADMIN';

export type Recipient =
  | { kind: 'user'; userId: string; reader: Reader }
  /** Every admin who can sign in. */
  | { kind: 'admins'; reader: 'ADMIN' }
  /** A mailbox that was a person's until a moment ago: identity keeps it under this id for a few days. */
  | { kind: 'former-address'; addressId: string; reader: 'USER' };

export const user = (userId: string): Recipient => ({ kind: 'user', userId, reader: 'USER' });
export const buyer = (userId: string): Recipient => ({ kind: 'user', userId, reader: 'BUYER' });
export const seller = (userId: string): Recipient => ({ kind: 'user', userId, reader: 'SELLER' });
export const ADMINS: Recipient = { kind: 'admins', reader: 'ADMIN' };
export const formerAddress = (addressId: string): Recipient => ({
  kind: 'former-address',
  addressId,
  reader: 'USER',
});

/** What a notice is about, and so the page that it leads to: `links.ts`. */
export interface Link {
  type:
    | 'LISTING'
    | 'OFFER'
    | 'TRANSACTION'
    | 'PAYMENT'
    | 'PAYOUT'
    | 'CARD_DISPUTE'
    | 'OUTSIDE_REFUND'
    | 'CARRIER'
    | 'DOCUMENT'
    | 'DOCUMENT_REQUEST'
    | 'USER'
    | 'PAYOUT_ACCOUNT'
    | 'CREDITS'
    | 'ADMIN_QUEUE'
    /** By the partner's id, or `support`. */
    | 'CONVERSATION'
    | 'SAVED_SEARCHES'
    | 'REVIEW'
    | 'REPORT'
    | 'VERIFICATION'
    | 'PREPARED'
    | 'TELEPHONE_ANSWERS'
    | 'BROKERS'
    | 'WEBHOOK'
    /** Nothing of theirs that they could open now. */
    | 'SITE';
  id: string;
  /** What it is called, as its reader may read it: the title of a listing, `Deposit, $5,000.00`. */
  title: string;
}

export interface NoticeContext {
  reader: Reader;
  /** What other people may read of a person's name; of those alone whom `names` lists. */
  nameOf: (userId: string) => string;
  /** Of the reader's place, as IANA names it: days and times are told by its clock. */
  timeZone: string;
}

/** One of several things that a notice is about, spelled out in letters alone. */
export interface Item {
  title: string;
  text: string;
  link: Link;
}

/** Sentences, or paragraphs in a letter; null where there is nothing to say. */
export type Text = readonly (string | null)[];

export interface Notice<Payload> {
  on: EventKind<Payload>;
  kind: NoticeKind;
  urgency: Urgency;
  /** Unless a person chose otherwise: see `preferences.rules.ts`. */
  channels: readonly Channel[];
  /** Whom it concerns; who is named twice is told once, in the first part. */
  to(event: Payload): Recipient[];
  /** What it brings admins to do: those who do not want to hear of this queue are left out. */
  queue?(event: Payload): QueueKind | null;
  /** The people whose names the words use. */
  names?(event: Payload): string[];
  title(event: Payload, telling: NoticeContext): string;
  text(event: Payload, telling: NoticeContext): Text;
  items?(event: Payload): Item[];
  /** Until when a letter of it is worth reading, where that ends: one that an outage held back longer is not sent. */
  usefulUntil?(event: Payload): number | null;
  /** What it is about, where it can come again and again: of the same a mailbox gets one letter a day, of all such kinds. */
  oneLetterADay?(event: Payload): string;
  link(event: Payload, telling: NoticeContext): Link;
}

/** Infers what the event tells, so that each notice is checked against its own event. */
export const defineNotice = <Payload>(notice: Notice<Payload>): Notice<Payload> => notice;

/** A notice of whatever event: the queue hands it only events of its own kind. */
export type AnyNotice = Notice<unknown>;

/** One person or mailbox that a notice reaches. */
export type Addressee =
  | { kind: 'user'; userId: string; reader: Reader }
  | { kind: 'former-address'; addressId: string; reader: Reader };

/** Each person once: the first recipient that means a person wins. */
export function addressesOf(recipients: readonly Recipient[], adminIds: readonly string[]): Addressee[] {
  const byId = new Map<string, Addressee>();
  const add = (id: string, addressee: Addressee) => {
    if (!byId.has(id)) byId.set(id, addressee);
  };
  for (const recipient of recipients) {
    if (recipient.kind === 'former-address') add(recipient.addressId, recipient);
    else if (recipient.kind === 'user') add(recipient.userId, recipient);
    else for (const userId of adminIds) add(userId, { kind: 'user', userId, reader: recipient.reader });
  }
  return [...byId.values()];
}
