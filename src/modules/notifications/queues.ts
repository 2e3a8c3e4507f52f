/** What waits for administrators: in which words they are told that it came, and from when on it is late. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';

interface QueueRule {
  /** As the title of a notice. */
  what: string;
  /** Whether a notice of its own tells that something came. */
  comesByEvent?: true;
  /** Null where a notice of its own tells that it is late. */
  lateAfterMs: number | null;
}

/** By the kinds of `GET /admin/queues`. */
export const QUEUES = {
  LISTING_REVIEW: { what: 'A listing waits for review', comesByEvent: true, lateAfterMs: DAY_MS },
  PREMIUM_REQUEST: { what: 'A premium request waits', comesByEvent: true, lateAfterMs: 2 * DAY_MS },
  PREMIUM_ACCESS: { what: 'A buyer asks about a premium listing', lateAfterMs: DAY_MS },
  PROOF_OF_CONTROL: { what: 'A proof of control waits for review', lateAfterMs: DAY_MS },
  WIRE_EXPECTED: { what: 'A wire is to be looked for at the bank', lateAfterMs: 3 * DAY_MS },
  UNASSIGNED_MONEY: { what: 'Money came that names no payment', lateAfterMs: 3 * DAY_MS },
  REFUND_TO_SEND: { what: 'A refund waits to be sent', lateAfterMs: DAY_MS },
  PAYOUT_TO_SEND: { what: 'A payout waits for its wire', lateAfterMs: DAY_MS },
  DEAL_REVIEW: { what: 'A deal waits to be cleared', comesByEvent: true, lateAfterMs: DAY_MS },
  DEAL_ON_HOLD: { what: 'A deal is on hold', comesByEvent: true, lateAfterMs: 7 * DAY_MS },
  SIDE_UNREACHED: { what: 'Letters to a side whose silence decides do not arrive', lateAfterMs: DAY_MS },
  DISPUTE_DECISION: { what: 'A dispute waits for a decision', lateAfterMs: null },
  EVENT_PARKED: { what: 'An event of the payment gateway is parked', lateAfterMs: DAY_MS },
  SECOND_ADMIN: { what: 'A second administrator is needed', lateAfterMs: DAY_MS },
  SUPPORT_MESSAGE: { what: 'A user wrote to support', lateAfterMs: DAY_MS },
  CONVERSATION_REPORT: { what: 'A conversation was reported', lateAfterMs: DAY_MS },
  DOCUMENT_REVIEW: { what: 'A document waits for review', lateAfterMs: DAY_MS },
  DOCUMENT_QUARANTINE: { what: 'A document waits in quarantine', lateAfterMs: DAY_MS },
  VERIFICATION: { what: 'Something of a user waits to be verified', lateAfterMs: DAY_MS },
  ABUSE_REPORT: { what: 'Something was reported', lateAfterMs: DAY_MS },
  CONTROL_CONTEST: { what: 'A contest of control waits', comesByEvent: true, lateAfterMs: 3 * DAY_MS },
  MAIL_HELD_UP: { what: 'No mail leaves', lateAfterMs: 6 * HOUR_MS },
} as const satisfies Record<string, QueueRule>;
export type QueueKind = keyof typeof QUEUES;
export const QUEUE_KINDS = Object.keys(QUEUES) as QueueKind[];

export const isQueueKind = (kind: string): kind is QueueKind => Object.hasOwn(QUEUES, kind);

export const ruleOf = (kind: QueueKind): QueueRule => QUEUES[kind];

/** How often the queues are looked at. */
export const WATCH_MS = 5 * MINUTE_MS;
