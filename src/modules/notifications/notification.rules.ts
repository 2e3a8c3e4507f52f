/** What a notice is, whom it reaches, and how sums and times are put into its sentences. */
import type { EventKind } from '../../platform/events/outbox';

/** All who run the platform, instead of one person. */
export const ADMINS = 'ADMINS';

export interface Notice {
  /** A person's id, or `ADMINS`. */
  to: string;
  /** A few words: the subject line. */
  title: string;
  /** A sentence or three, for somebody who sells or buys a trucking company and not for us. */
  body: string;
  /** Where a click leads. */
  subject: { type: SubjectType; id: string };
}

export type SubjectType =
  | 'LISTING'
  | 'OFFER'
  | 'TRANSACTION'
  | 'PAYMENT'
  | 'PAYOUT'
  | 'CARD_DISPUTE'
  | 'CARRIER'
  | 'USER'
  | 'CREDITS';

/** What other people may read of a person's name. */
export type NameOf = (userId: string) => string;

/** Who is told what when this happens. */
export interface Rule<News> {
  event: EventKind<News>;
  /** The people whom `tell` will name. */
  mentions: (news: News) => string[];
  tell: (news: News, nameOf: NameOf) => Notice[];
}

/** A rule of whatever news: it shows itself to one who can deal with any. */
export type AnyRule = (hear: <News>(rule: Rule<News>) => void) => void;

export const when =
  <News>(
    event: EventKind<News>,
    tell: Rule<News>['tell'],
    mentions: Rule<News>['mentions'] = () => [],
  ): AnyRule =>
  (hear) =>
    hear({ event, tell, mentions });

export interface AddressedNotice extends Notice {
  userId: string;
}

/** One notice a person, the first that names him, whether he is meant himself or as one of the admins. */
export function addressNotices(notices: readonly Notice[], adminIds: readonly string[]): AddressedNotice[] {
  const byUser = new Map<string, AddressedNotice>();
  for (const notice of notices) {
    for (const userId of notice.to === ADMINS ? adminIds : [notice.to]) {
      if (!byUser.has(userId)) byUser.set(userId, { ...notice, userId });
    }
  }
  return [...byUser.values()];
}

/** `offer.made` → `OFFER_MADE`, the form of every name on the wire. */
export const kindOf = (event: { name: string }): string => event.name.toUpperCase().replaceAll('.', '_');

const DAY_AND_TIME = new Intl.DateTimeFormat('en-US', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** `November 24, 2026 at 3:05 PM UTC` */
export const dayAndTime = (instant: number): string => `${DAY_AND_TIME.format(instant)} UTC`;

/** Joins what there is into one text; what is null is left out. */
export const sentences = (...parts: (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' ');

/** Somebody's own words, marked as such; null where nothing was said. */
export const saying = (words: string | null): string | null => words && `The reason given: “${words}”`;
