/** A way by which notices reach people. */
import type { EventFacts } from '../../../platform/events/events';
import type { NoticeKind } from '../kinds';
import type { Addressee, Link } from '../notice';

/** A notice in the words for one addressee. */
export interface ToldNotice {
  kind: NoticeKind;
  addressee: Addressee;
  title: string;
  paragraphs: string[];
  link: Link;
}

/** Writes rows in the unit that takes the event off the queue. The same event twice adds nothing. */
export type Deliver = (told: readonly ToldNotice[], facts: EventFacts) => Promise<void>;
