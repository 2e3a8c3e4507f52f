/** A way by which notices reach people. */
import type { EventFacts } from '../../../platform/events/events';
import type { NoticeKind } from '../kinds';
import type { Addressee, Item, Link, Urgency } from '../notice';

/** A notice in the words for one addressee. */
export interface ToldNotice {
  kind: NoticeKind;
  urgency: Urgency;
  addressee: Addressee;
  title: string;
  paragraphs: string[];
  /** Spelled out in letters alone. */
  items: readonly Item[];
  link: Link;
  /** Where the link leads, from the root of the site. */
  path: string;
  /** Whether it is shown at once to whoever is there. */
  live: boolean;
}

/** Writes rows in the unit that takes the event off the queue. The same event twice adds nothing. */
export type Deliver = (told: readonly ToldNotice[], facts: EventFacts) => Promise<void>;
