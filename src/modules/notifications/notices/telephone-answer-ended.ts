/** Tells of a telephone answer that was undone, or that could not be taken any more. */
import { telephoneAnswerEnded } from '../../assistance';
import { defineNotice, type Recipient, user } from '../notice';
import { headline } from '../notice.words';

export const telephoneAnswerEndedNotice = defineNotice({
  on: telephoneAnswerEnded,
  kind: 'TELEPHONE_ANSWER_ENDED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  // Not whoever undid it.
  to: ({ userId, operatorId, byUserId }) =>
    [user(userId), { kind: 'user', userId: operatorId, reader: 'ADMIN' } satisfies Recipient].filter(
      (told) => told.kind !== 'user' || told.userId !== byUserId,
    ),
  title: ({ status, title }) =>
    headline(
      status === 'UNDONE' ? 'An answer by telephone was undone' : 'An answer by telephone was not taken',
      title,
    ),
  text: ({ says, because }, { reader }) => [
    `It was this: ${reader === 'ADMIN' ? `“${says}”` : says}`,
    because,
    because === null ? null : 'Nothing has changed by it. Read how things stand, and answer there.',
  ],
  link: ({ answerId, title }) => ({ type: 'TELEPHONE_ANSWERS', id: answerId, title }),
});
