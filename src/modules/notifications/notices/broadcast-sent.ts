/** Passes on what administrators tell many people at once. */
import { broadcastSent } from '../../broadcasts';
import { defineNotice, user } from '../notice';

export const broadcastSentNotice = defineNotice({
  on: broadcastSent,
  kind: 'BROADCAST_SENT',
  urgency: 'low',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ title }) => title,
  text: ({ content }) =>
    content.split(/\n\s*\n/).map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim()),
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
