/** Tells people who are away that somebody wrote to them. The text stays in the app. */
import { messageWaiting, SUPPORT } from '../../messages';
import { defineNotice, user } from '../notice';

const US = 'MC Exchange support';

export const messageWaitingNotice = defineNotice({
  on: messageWaiting,
  kind: 'MESSAGE_WAITING',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ receiverId }) => [user(receiverId)],
  names: ({ senderId }) => (senderId === SUPPORT ? [] : [senderId]),
  title: ({ senderId }, { nameOf }) =>
    senderId === SUPPORT ? `You have a message from ${US}` : `You have a message from ${nameOf(senderId)}`,
  text: ({ unread }) => [
    unread === 1 ? 'It waits to be read.' : `${unread} messages wait to be read.`,
    'Read and answer in the app.',
  ],
  link: ({ senderId }, { nameOf }) => ({
    type: 'CONVERSATION',
    id: senderId,
    title: senderId === SUPPORT ? US : nameOf(senderId),
  }),
});
