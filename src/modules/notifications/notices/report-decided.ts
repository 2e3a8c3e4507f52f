/** Tells whoever reported something that it is decided, and not what was done to whom. */
import { reportDecided } from '../../reports';
import { defineNotice, user } from '../notice';
import { WORD_FOR } from '../report.words';

export const reportDecidedNotice = defineNotice({
  on: reportDecided,
  kind: 'REPORT_DECIDED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ reporterId }) => [user(reporterId)],
  title: ({ subjectType }) => `We decided your report of ${WORD_FOR[subjectType]}`,
  text: ({ acted }) => [
    acted
      ? 'An administrator looked into it and acted on it. We do not say what was done.'
      : 'An administrator looked into it and found nothing against our rules.',
    'Thank you for telling us. The person you reported does not learn that it was you.',
  ],
  link: ({ reportId }) => ({ type: 'REPORT', id: reportId, title: 'Your reports' }),
});
