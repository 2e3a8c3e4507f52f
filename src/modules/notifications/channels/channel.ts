/** A way by which notices reach people. */
import type { EventFacts } from '../../../platform/events/events';
import type { User } from '../../identity';
import type { NoticeKind } from '../kinds';
import type { MailTimes } from '../mail-times.rules';
import type { Addressee, Item, Link, Urgency } from '../notice';

/** A notice in the words for one addressee. */
export interface ToldNotice {
  /** What it tells of. */
  facts: EventFacts;
  kind: NoticeKind;
  urgency: Urgency;
  addressee: Addressee;
  title: string;
  paragraphs: string[];
  /** Spelled out in letters alone. */
  items: readonly Item[];
  link: Link;
  /** Until when a letter of it is worth reading; null where that does not end. */
  usefulUntil: number | null;
  /** Of the same a mailbox gets one letter a day; null where it gets each. */
  oneLetterADay: string | null;
  /** Where the link leads, from the root of the site. */
  path: string;
  /** Whether it is shown at once to whoever is there. */
  live: boolean;
}

/** What was read of the addressees. */
export interface Known {
  users: ReadonlyMap<string, User>;
  /** Of those who chose when their letters leave. */
  times: ReadonlyMap<string, MailTimes>;
}

/** Writes rows in the unit that takes the events off the queue. The same event twice adds nothing. */
export type Deliver = (told: readonly ToldNotice[], known: Known) => Promise<void>;
