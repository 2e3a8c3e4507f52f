/** The events that messages emit. They name messages and people, and never bear a text. `support`: the operators. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';

const Member = z.string();
const About = z.strictObject({ conversationId: z.string() });

const OneMessage = About.extend({
  messageId: z.string(),
  senderId: Member,
  receiverId: Member,
  listingId: z.string().nullable(),
  /** Of a message in the room of a deal. */
  transactionId: z.string().nullable(),
});
export type MessageNews = z.output<typeof OneMessage>;

export const messageSent = defineEvent('message.sent', OneMessage, {
  when: 'Somebody wrote a message.',
  about: 'conversationId',
  feedOnly: true,
});
export const messageRead = defineEvent(
  'message.read',
  About.extend({
    readerId: Member,
    senderId: Member,
    messageId: z.string(),
    /** And every message before it. */
    upTo: z.boolean(),
    transactionId: z.string().nullable(),
  }),
  { when: 'A message was read, or all up to one.', about: 'conversationId' },
);
export const messageDeleted = defineEvent('message.deleted', OneMessage, {
  when: 'Somebody deleted a message of theirs; a mark stays in its place.',
  about: 'conversationId',
  feedOnly: true,
});
export const messageWaiting = defineEvent('message.waiting', OneMessage.extend({ unread: z.int() }), {
  when: 'Messages have waited unread for two minutes; at most once an hour in a conversation.',
  about: 'conversationId',
});

const Blocking = About.extend({ byId: z.string(), partnerId: z.string() });

export const conversationBlocked = defineEvent('conversation.blocked', Blocking, {
  when: 'Somebody closed a conversation to messages. For the one who did it: the partner is not told.',
  about: 'conversationId',
  feedOnly: true,
});
export const conversationUnblocked = defineEvent('conversation.unblocked', Blocking, {
  when: 'Somebody opened a conversation again that they had closed.',
  about: 'conversationId',
  feedOnly: true,
});

const Reporting = About.extend({ reportId: z.string(), reporterId: z.string(), reportedId: z.string() });

export const conversationReported = defineEvent('conversation.reported', Reporting, {
  when: 'Somebody reported a conversation. For them and the admins: the partner is not told.',
  about: 'reportId',
  feedOnly: true,
});
export const conversationReportDecided = defineEvent(
  'conversation.report_decided',
  Reporting.extend({ outcome: z.enum(['UPHELD', 'DISMISSED']) }),
  {
    when: 'An admin decided a report. Upheld, the conversation is blocked for the one who reported it.',
    about: 'reportId',
  },
);
