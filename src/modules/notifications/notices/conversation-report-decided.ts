/** Tells whoever reported a conversation what came of it. */
import { conversationReportDecided } from '../../messages';
import { defineNotice, user } from '../notice';

export const conversationReportDecidedNotice = defineNotice({
  on: conversationReportDecided,
  kind: 'CONVERSATION_REPORT_DECIDED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ reporterId }) => [user(reporterId)],
  title: ({ outcome }) =>
    outcome === 'UPHELD'
      ? 'We agree with your report of a conversation'
      : 'We found no fault in a conversation',
  text: ({ outcome }) => [
    outcome === 'UPHELD'
      ? 'The conversation is blocked: neither side can write in it. You can unblock it whenever you like.'
      : 'An administrator read the conversation that you reported and saw nothing against our rules. You can block it yourself.',
  ],
  link: ({ reportedId }) => ({ type: 'CONVERSATION', id: reportedId, title: 'The conversation' }),
});
