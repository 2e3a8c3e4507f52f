/** Where the work of each queue is done in the browser, and where one of its items is. */
import type { QueueKind } from '../../api/admin';

interface QueuePage {
  to: string;
  search?: Readonly<Record<string, string>>;
  /** Of one item, where it has a page of its own. */
  item?(id: string): string;
}

const deal = (id: string) => `/deals/${id}`;

export const QUEUE_PAGES: Readonly<Record<QueueKind, QueuePage>> = {
  LISTING_REVIEW: { to: '/admin/listings', item: (id) => `/admin/listings/${id}` },
  PREMIUM_REQUEST: { to: '/admin/premium', search: { status: 'PENDING' } },
  PREMIUM_ACCESS: { to: '/admin/premium-access', search: { status: 'OPEN' } },
  PROOF_OF_CONTROL: { to: '/admin/control' },
  CONTROL_CONTEST: { to: '/admin/control' },
  WIRE_EXPECTED: { to: '/admin/money/wires' },
  UNASSIGNED_MONEY: { to: '/admin/money/unassigned', search: { state: 'PARKED' } },
  REFUND_TO_SEND: { to: '/admin/money/refunds', search: { status: 'AWAITING_WIRE' } },
  PAYOUT_TO_SEND: { to: '/admin/money/payouts', search: { status: 'AWAITING_WIRE' } },
  DEAL_REVIEW: { to: '/admin/deals', search: { status: 'ADMIN_FINAL_REVIEW' }, item: deal },
  DEAL_ON_HOLD: { to: '/admin/deals', search: { onHold: 'true' }, item: deal },
  SIDE_UNREACHED: { to: '/admin/closings', item: deal },
  DISPUTE_DECISION: { to: '/admin/disputes', item: deal },
  EVENT_PARKED: { to: '/admin/money/events', search: { status: 'PARKED' } },
  SECOND_ADMIN: { to: '/admin/money/approvals' },
  DOCUMENT_REVIEW: { to: '/admin/documents' },
  DOCUMENT_QUARANTINE: { to: '/admin/documents' },
  VERIFICATION: { to: '/admin/verifications' },
  ABUSE_REPORT: { to: '/admin/reports' },
  SUPPORT_MESSAGE: {
    to: '/admin/support',
    search: { waiting: 'true' },
    item: (id) => `/admin/support/${id}`,
  },
  CONVERSATION_REPORT: {
    to: '/admin/message-reports',
    item: (id) => `/admin/message-reports/${id}`,
  },
  MAIL_HELD_UP: { to: '/admin/mail', search: { status: 'WAITING' } },
};
