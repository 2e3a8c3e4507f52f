/** What conversations and messages look like on the wire. */
import { z } from 'zod';
import { Flag, Id, Instant, prose, Reason } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { HandedDocument, HandedIds } from '../documents';
import { Person } from '../identity';
import { REPORT_STATES, SUPPORT } from './message.model';

const MEMBER = new RegExp(String.raw`^(?:${SUPPORT}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`);

export const MemberId = z
  .string()
  .regex(MEMBER, `must be the id of a user or \`${SUPPORT}\``)
  .meta({ id: 'MemberId', description: "A user's id, or `support` for MC Exchange support." });

const Content = prose(4_000).describe('The text, as typed.');
const documents = z.array(HandedDocument).describe('What came with it.');
const listingId = Id.nullable().describe('The listing that it is about, where one was named.');

export const NewMessage = z
  .strictObject({
    receiverId: MemberId.optional().describe(
      'Whom it is for. Left out, with a `listingId`: the seller of that listing.',
    ),
    content: Content,
    documentIds: HandedIds,
    listingId: Id.optional().describe('The listing that it is about.'),
  })
  .refine(({ receiverId, listingId: about }) => receiverId !== undefined || about !== undefined, {
    path: ['receiverId'],
    message: 'is needed where no listing is named',
  });
export type NewMessage = z.output<typeof NewMessage>;

export const NewText = z.strictObject({ content: Content, documentIds: HandedIds });
export type NewText = z.output<typeof NewText>;

export const PartnerParams = z.strictObject({ partnerId: MemberId.describe('Who the other side is.') });
export const PersonParams = z.strictObject({ partnerId: Id.describe('Who the other side is.') });
export const UserParams = z.strictObject({ userId: Id.describe('The id of the user.') });

export const ConversationQuery = PageQuery.extend({
  partnerId: MemberId.optional().describe('The conversation with this partner only.'),
});
export type ConversationQuery = z.output<typeof ConversationQuery>;

export const SupportQuery = PageQuery.extend({
  waiting: Flag.optional().describe('`true`: those that wait for an answer only.'),
});
export type SupportQuery = z.output<typeof SupportQuery>;

export const ReadQuery = z.strictObject({
  upToMessageId: Id.optional().describe(
    'The last message that you saw; what came after it stays unread. Left out: all there is.',
  ),
});

export const NewReport = z.strictObject({ reason: Reason });

export const MessageView = z
  .strictObject({
    id: Id,
    partnerId: MemberId.describe('With whom the conversation is.'),
    mine: z.boolean().describe('You wrote it.'),
    content: z
      .string()
      .nullable()
      .describe('Text, not HTML: encode it where you show it. Null where its author deleted the message.'),
    contactHidden: z
      .boolean()
      .describe('It has contact details that its receiver cannot read until the listing is unlocked.'),
    warning: z
      .string()
      .nullable()
      .describe('What both sides are warned of: it asks for payment outside of the platform.'),
    documents,
    listingId,
    transactionId: Id.nullable().describe('The deal in whose room it stands.'),
    createdAt: Instant,
    readAt: Instant.nullable().describe('When the receiver read it.'),
    deletedAt: Instant.nullable().describe('When its author deleted it.'),
  })
  .meta({ id: 'Message' });
export type MessageView = z.output<typeof MessageView>;

export const CLOSED = ['BLOCKED_BY_YOU', 'BLOCKED', 'NO_DEALINGS', 'UNAVAILABLE'] as const;
export type Closed = (typeof CLOSED)[number];

export const ConversationView = z
  .strictObject({
    id: Id.describe('As live news names it.'),
    partner: z
      .strictObject({
        id: MemberId,
        name: z
          .string()
          .describe('First name and initial while you have dealings with them, else `Buyer` or `Seller`.'),
        part: z.enum(['BUYER', 'SELLER', 'SUPPORT']).nullable().describe('In which part they deal with you.'),
      })
      .describe('The other side.'),
    lastMessage: MessageView.nullable().describe('Null before the first.'),
    unread: z.int().describe('How many messages you have not read.'),
    blockedByYou: z.boolean().describe('You closed it to messages.'),
    mayWrite: z.boolean().describe('You can write now.'),
    closed: z
      .enum(CLOSED)
      .nullable()
      .describe(
        'Why you cannot write. NO_DEALINGS: no unlocked listing, offer or deal is between you any more. ' +
          'UNAVAILABLE: their account is not active.',
      ),
    updatedAt: Instant.describe('When the last message came.'),
  })
  .meta({ id: 'Conversation' });
export type ConversationView = z.output<typeof ConversationView>;

export const UnreadCount = z.strictObject({
  unread: z.int().describe('How many messages you have not read.'),
});
export const ReadView = z.strictObject({
  read: z.int().describe('How many messages this marked as read.'),
  unread: z.int().describe('How many are left in this conversation.'),
});

export const SupportThreadView = z
  .strictObject({
    user: Person.describe('Whose thread it is.'),
    waitingSince: Instant.nullable().describe(
      'Since when a message waits for an answer; null where none does.',
    ),
    unread: z.int().describe('How many messages no operator has read.'),
    updatedAt: Instant.describe('When the last message came.'),
  })
  .meta({ id: 'SupportThread' });

/** As administrators read one. */
export const MessageForAdmin = z
  .strictObject({
    id: Id,
    from: Person.nullable().describe('Who wrote it; null where it is from support.'),
    writtenBy: Person.describe('The person who typed it.'),
    content: z.string().nullable().describe('As typed, also of a deleted message; null once it is erased.'),
    contactHidden: z.boolean().describe('It has contact details.'),
    asksOutsidePayment: z.boolean().describe('It asks for payment outside of the platform.'),
    documents,
    listingId,
    transactionId: Id.nullable().describe('The deal in whose room it stands.'),
    createdAt: Instant,
    readAt: Instant.nullable().describe('When the receiver read it.'),
    deletedAt: Instant.nullable().describe('When its author deleted it.'),
  })
  .meta({ id: 'MessageForAdmin' });

export const ReportQuery = PageQuery.extend({
  state: z.enum(REPORT_STATES).default('OPEN').describe('Reports in this state only.'),
});
export type ReportQuery = z.output<typeof ReportQuery>;

export const ReportDecision = z.strictObject({
  decision: z
    .enum(['UPHELD', 'DISMISSED'])
    .describe('Upheld: the conversation is blocked for the one who reported it, until they unblock it.'),
  reason: Reason,
});
export type ReportDecision = z.output<typeof ReportDecision>;

/** What the one who reports gets back. */
export const ReportMade = z
  .strictObject({
    id: Id,
    state: z.enum(REPORT_STATES).describe('Where the report stands.'),
    reason: z.string().describe('Why you reported it.'),
    createdAt: Instant,
  })
  .meta({ id: 'ConversationReport' });

export const ReportForAdmin = z
  .strictObject({
    id: Id,
    state: z.enum(REPORT_STATES).describe('Where the report stands.'),
    reporter: Person.describe('Who reported it.'),
    reported: Person.describe('The other side.'),
    reason: z.string().describe('Why it was reported.'),
    decidedBy: Id.nullable().describe('The admin who decided; null while it is open.'),
    decider: Person.nullable().describe('The same, by name.'),
    decision: z.string().nullable().describe('Why it was decided so.'),
    createdAt: Instant,
    closedAt: Instant.nullable().describe('When it was decided.'),
  })
  .meta({ id: 'ConversationReportForAdmin' });
