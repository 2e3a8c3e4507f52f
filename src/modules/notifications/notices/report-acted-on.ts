/** Warns people about something of theirs, without a word of who reported it. */
import { contentActedOn } from '../../reports';
import { defineNotice, user } from '../notice';
import { MISTAKEN } from '../notice.words';
import { WORD_FOR } from '../report.words';

export const reportActedOnNotice = defineNotice({
  on: contentActedOn,
  kind: 'REPORT_ACTED_ON',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ subjectType }) =>
    subjectType === 'USER'
      ? 'A warning about your account'
      : `A warning about ${WORD_FOR[subjectType]} of yours`,
  text: ({ message }) => [
    `An administrator says: “${message}”`,
    'If it happens again, we may suspend what it is about, or your account.',
    MISTAKEN,
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
