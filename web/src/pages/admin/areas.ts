/** The pages of the administrators in the order of their work, and the queues that are worked off on each. */
import type { QueueKind } from '../../api/admin';
import { words } from '../../words';
import { adminWords } from '../../words/admin';

const { adminPages: pages } = words.pages;
const { nav: says } = adminWords;

interface AdminArea {
  to: string;
  label: string;
  queues?: readonly QueueKind[];
}

export const AREAS: readonly { title: string; pages: readonly AdminArea[] }[] = [
  {
    title: says.queues,
    pages: [
      { to: '/admin', label: says.start },
      { to: '/admin/listings', label: pages.listings.title, queues: ['LISTING_REVIEW'] },
      { to: '/admin/control', label: pages.control.title, queues: ['PROOF_OF_CONTROL', 'CONTROL_CONTEST'] },
      { to: '/admin/verifications', label: pages.verifications.title, queues: ['VERIFICATION'] },
      {
        to: '/admin/documents',
        label: pages.documents.title,
        queues: ['DOCUMENT_REVIEW', 'DOCUMENT_QUARANTINE'],
      },
      { to: '/admin/support', label: pages.support.title, queues: ['SUPPORT_MESSAGE'] },
      { to: '/admin/reports', label: pages.reports.title, queues: ['ABUSE_REPORT'] },
      {
        to: '/admin/message-reports',
        label: pages.messageReports.title,
        queues: ['CONVERSATION_REPORT'],
      },
      {
        to: '/admin/premium-access',
        label: pages.premiumAccess.title,
        queues: ['PREMIUM_ACCESS'],
      },
      { to: '/admin/premium', label: pages.premium.title, queues: ['PREMIUM_REQUEST'] },
    ],
  },
  {
    title: says.sales,
    pages: [
      { to: '/admin/deals', label: pages.deals.title, queues: ['DEAL_REVIEW', 'DEAL_ON_HOLD'] },
      { to: '/admin/closings', label: pages.closings.title, queues: ['SIDE_UNREACHED'] },
      { to: '/admin/prepared', label: pages.prepared.title },
      { to: '/admin/telephone-answers', label: pages.telephoneAnswers.title },
      { to: '/admin/disputes', label: pages.disputes.title, queues: ['DISPUTE_DECISION'] },
      { to: '/admin/offers', label: pages.offers.title },
    ],
  },
  {
    title: says.money,
    pages: [
      { to: '/admin/money', label: says.stuck },
      { to: '/admin/money/approvals', label: pages.approvals.title, queues: ['SECOND_ADMIN'] },
      { to: '/admin/money/payments', label: pages.payments.title },
      { to: '/admin/money/wires', label: pages.wires.title, queues: ['WIRE_EXPECTED'] },
      {
        to: '/admin/money/unassigned',
        label: pages.unassigned.title,
        queues: ['UNASSIGNED_MONEY'],
      },
      { to: '/admin/money/payouts', label: pages.payouts.title, queues: ['PAYOUT_TO_SEND'] },
      { to: '/admin/money/refunds', label: pages.refunds.title, queues: ['REFUND_TO_SEND'] },
      { to: '/admin/money/card-disputes', label: pages.cardDisputes.title },
      { to: '/admin/money/events', label: pages.events.title, queues: ['EVENT_PARKED'] },
      { to: '/admin/subscriptions', label: pages.subscriptions.title },
      { to: '/admin/money/ledger', label: pages.ledger.title },
      { to: '/admin/money/transfers', label: pages.transfers.title },
    ],
  },
  {
    title: says.house,
    pages: [
      { to: '/admin/users', label: pages.users.title },
      { to: '/admin/featured', label: pages.featured.title },
      { to: '/admin/brokers', label: pages.brokers.title },
      { to: '/admin/reviews', label: pages.reviews.title },
      { to: '/admin/broadcasts', label: pages.broadcasts.title },
      { to: '/admin/waivers', label: pages.waivers.title },
      { to: '/admin/mail', label: pages.mail.title, queues: ['MAIL_HELD_UP'] },
      { to: '/admin/webhook-endpoints', label: pages.webhookEndpoints.title },
      { to: '/admin/audit', label: pages.audit.title },
      { to: '/admin/analytics', label: pages.analytics.title },
      { to: '/admin/settings', label: pages.settings.title },
      { to: '/admin/jobs', label: pages.jobs.title },
    ],
  },
];
