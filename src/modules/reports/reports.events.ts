/** The events that reports emit. None that the reported are told names a reporter, or a report. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';
import { OUTCOMES, SUBJECT_TYPES } from './report.model';

const Made = z.strictObject({
  reportId: z.string(),
  reporterId: z.string(),
  subjectType: z.enum(SUBJECT_TYPES),
  subjectId: z.string(),
});

export const reportMade = defineEvent('report.made', Made, {
  when: 'Somebody reported a user, a listing, a review or a document. For them and the admins: the reported are not told.',
  about: 'reportId',
  feedOnly: true,
});
export const reportDecided = defineEvent('report.decided', Made.extend({ acted: z.boolean() }), {
  when: 'An admin decided a report: told to whoever made it, without what was done.',
  about: 'reportId',
});
export const contentActedOn = defineEvent(
  'report.acted_on',
  z.strictObject({
    userId: z.string(),
    subjectType: z.enum(SUBJECT_TYPES),
    subjectId: z.string(),
    outcome: z.enum(OUTCOMES).exclude(['NO_ACTION']),
    /** For the one whom it concerns. */
    message: z.string(),
  }),
  {
    when: 'An admin warned a user, or acted on something of theirs, after reports: told to that user alone.',
    about: 'subjectId',
  },
);
