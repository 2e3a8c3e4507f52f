/** What reports of abuse look like on the wire. */
import { z } from 'zod';
import { Id, Instant, prose, Reason } from '../../platform/http/wire';
import { recordQuery } from '../../platform/http/record-query';
import { Person } from '../identity';
import { CATEGORIES, OUTCOMES, REPORT_STATES, SUBJECT_TYPES } from './report.model';

const Category = z.enum(CATEGORIES).meta({ id: 'ReportCategory', description: 'What kind of abuse it is.' });
const Description = prose(2_000, 3).describe('What happened, for the administrators alone.');

const SubjectOfReport = z
  .strictObject({
    type: z.enum(SUBJECT_TYPES).describe('What kind of thing it is.'),
    id: Id.describe('Which one.'),
  })
  .meta({ id: 'ReportSubject', description: 'What is reported. Conversations are reported with messages.' });

export const NewReport = z.strictObject({
  subject: SubjectOfReport,
  category: Category,
  description: Description,
});
export type NewReport = z.output<typeof NewReport>;

export const NewUserReport = NewReport.omit({ subject: true });

export const ReportView = z
  .strictObject({
    id: Id,
    subject: SubjectOfReport,
    category: Category,
    description: Description,
    state: z.enum(REPORT_STATES).describe('Where it stands.'),
    acted: z.boolean().nullable().describe('Whether something was done; null before it is decided.'),
    createdAt: Instant,
    closedAt: Instant.nullable().describe('When it was decided or withdrawn.'),
  })
  .meta({ id: 'Report' });

export const ReportQuery = recordQuery('oldest').extend({
  state: z
    .enum([...REPORT_STATES, 'ALL'])
    .default('OPEN')
    .describe('Reports in this state only.'),
  reportedId: Id.optional().describe('About this user or what is theirs only.'),
});
export type ReportQuery = z.output<typeof ReportQuery>;

export const ReportDecision = z.strictObject({
  outcome: z
    .enum(OUTCOMES)
    .describe('What is done. What the report lists as `outcomes` fits; a suspension takes effect at once.'),
  reason: Reason,
  message: Reason.optional().describe(
    'What the person concerned is told, without a word of who reported it. Needed unless nothing is done.',
  ),
});
export type ReportDecision = z.output<typeof ReportDecision>;

export const AbuseReportForAdmin = ReportView.omit({ acted: true })
  .extend({
    reporter: Person.describe('Who reported it.'),
    reported: Person.describe('Whose the subject is.'),
    openAbout: z.int().describe('How many open reports there are about the same subject.'),
    outcomes: z.array(z.enum(OUTCOMES)).describe('What can be decided.'),
    outcome: z.enum(OUTCOMES).nullable().describe('What was decided.'),
    decidedBy: Id.nullable().describe('The admin who decided.'),
    decider: Person.nullable().describe('The same, by name.'),
    reason: z.string().nullable().describe('Why, for the record.'),
  })
  .meta({ id: 'ReportForAdmin' });
