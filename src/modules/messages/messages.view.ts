/** Row → wire: messages and conversations as one reader may see them. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import { type Identity, type Person, personOf, type User } from '../identity';
import { type Message, type Report, SUPPORT } from './message.model';
import type {
  Closed,
  ConversationView,
  MessageForAdmin,
  MessageView,
  ReportForAdmin,
  ReportMade,
  SupportThreadView,
} from './messages.schema';
import type { ConversationFile, SideRow } from './use-cases/read-conversations';

const SUPPORT_NAME = 'MC Exchange support';
const FORMER_USER = 'Former user';

export const OUTSIDE_PAYMENT_WARNING =
  'This message asks for payment outside of MC Exchange. Pay only through the platform: what is sent elsewhere is not ' +
  'held in escrow, and we cannot get it back.';

/** As `readerId`, one of the two, reads it: what its author typed is the author's to read in full. */
export function presentMessage(message: Message, readerId: string, contactOpen: boolean): MessageView {
  const { fromId, toId, content, masked, warned } = message;
  const mine = fromId === readerId;
  const deleted = message.deletedAt !== null;
  const contactHidden = masked !== null && !contactOpen && !deleted;
  return {
    id: message.id,
    partnerId: mine ? toId : fromId,
    mine,
    content: deleted ? null : contactHidden && !mine ? masked : content,
    contactHidden,
    warning: warned && !deleted ? OUTSIDE_PAYMENT_WARNING : null,
    documents: deleted || (!mine && !contactOpen) ? [] : (message.documents ?? []),
    listingId: message.listingId,
    transactionId: message.transactionId,
    createdAt: iso(message.createdAt),
    readAt: iso(message.readAt),
    deletedAt: iso(message.deletedAt),
  };
}

/** A word to the author about what they wrote. */
export const sayMessage = ({ contactHidden, warning }: MessageView): string =>
  [
    'Sent.',
    contactHidden
      ? 'The other side reads the contact details in it only once the listing is unlocked for them.'
      : null,
    warning,
  ]
    .filter((part) => part !== null)
    .join(' ');

function closedBecause({ side, standing, partner }: ConversationFile): Closed | null {
  if (side.partnerId === SUPPORT) return null;
  if (side.blockedAt !== null) return 'BLOCKED_BY_YOU';
  if (!standing?.mayWrite) return 'NO_DEALINGS';
  if (partner?.status !== 'ACTIVE') return 'UNAVAILABLE';
  return side.partnerBlockedAt === null ? null : 'BLOCKED';
}

function nameOf({ side, standing, partner }: ConversationFile, identity: Identity): string {
  if (side.partnerId === SUPPORT) return SUPPORT_NAME;
  if (!partner || partner.deletedAt !== null) return FORMER_USER;
  if (standing?.mayWrite) return identity.displayName(partner);
  return standing?.partnerPart === 'BUYER' ? 'Buyer' : 'Seller';
}

export const presentConversation =
  (identity: Identity) =>
  (file: ConversationFile): ConversationView => {
    const { side, lastMessage, unread, standing } = file;
    const closed = closedBecause(file);
    return {
      id: side.conversationId,
      partner: {
        id: side.partnerId,
        name: nameOf(file, identity),
        part: side.partnerId === SUPPORT ? 'SUPPORT' : (standing?.partnerPart ?? null),
      },
      lastMessage: lastMessage && presentMessage(lastMessage, side.memberId, standing?.contactOpen ?? true),
      unread,
      blockedByYou: side.blockedAt !== null,
      mayWrite: closed === null,
      closed,
      updatedAt: iso(side.lastMessageAt),
    };
  };

export const presentSupportThread = ({
  side,
  unread,
  users,
}: {
  side: SideRow;
  unread: number;
  users: Map<string, User>;
}): z.input<typeof SupportThreadView> => ({
  user: personOf(side.partnerId, users),
  waitingSince: iso(side.unreadSince),
  unread,
  updatedAt: iso(side.lastMessageAt),
});

export function presentForAdmin(
  message: Message,
  people: Map<string, User>,
): z.input<typeof MessageForAdmin> {
  const { fromId, byUserId, content } = message;
  const writer: Person = personOf(byUserId, people);
  return {
    id: message.id,
    from: fromId === SUPPORT ? null : writer,
    writtenBy: writer,
    content: message.erasedAt === null ? content : null,
    contactHidden: message.masked !== null,
    asksOutsidePayment: message.warned,
    documents: message.documents ?? [],
    listingId: message.listingId,
    transactionId: message.transactionId,
    createdAt: iso(message.createdAt),
    readAt: iso(message.readAt),
    deletedAt: iso(message.deletedAt),
  };
}

export const presentReport = (report: Report): z.input<typeof ReportMade> => ({
  id: report.id,
  state: report.state,
  reason: report.reason,
  createdAt: iso(report.openedAt),
});

export const presentReportForAdmin = ({
  report,
  people,
}: {
  report: Report;
  people: Map<string, User>;
}): z.input<typeof ReportForAdmin> => ({
  ...presentReport(report),
  reporter: personOf(report.reporterId, people),
  reported: personOf(report.reportedId, people),
  decidedBy: report.decidedBy,
  decider: report.decidedBy === null ? null : personOf(report.decidedBy, people),
  decision: report.decision,
  closedAt: iso(report.closedAt),
});
