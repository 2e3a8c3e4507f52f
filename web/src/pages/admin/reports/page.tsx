/** Reports of abuse, the longest wait first, and the decision on each. */
import { Link } from '@tanstack/react-router';
import { type Asked, reportsQuery } from '../../../api/admin';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { type Act, Acts } from '../acts';
import { AdminPage } from '../admin-page';
import { Ref, Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { OpenDocument } from '../open-document';
import { RECORD_FILTERS, recordAsked } from '../record-filters';
import { RecordList } from '../record-list';

const { reports: says, codes, cells, filters: filterWords } = adminWords;
const { adminPages: pages } = words.pages;

type Schemas = components['schemas'];
type Report = Schemas['ReportForAdmin'];

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  {
    kind: 'choice',
    key: 'state',
    label: filterWords.status,
    names: { ...codes.reportState, ALL: filterWords.any },
    any: codes.reportState.OPEN,
  },
  { kind: 'text', key: 'reportedId', label: filterWords.reportedId },
];

export function AdminReportsPage() {
  const values = useFilters(FILTERS);
  const { state, reportedId } = values;
  return (
    <AdminPage title={pages.reports.title}>
      <FilterBar filters={FILTERS} list="/admin/reports" />
      <RecordList
        query={reportsQuery({
          ...recordAsked(values),
          reportedId,
          state: (state ?? 'OPEN') as Asked<'listReports'>['state'],
        })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.reported, cell: ({ reported }) => <Who person={reported} /> },
          { name: says.what, cell: ({ subject }) => <Subject subject={subject} /> },
          { name: says.category, cell: ({ category }) => codes.reportCategory[category] },
          { name: says.description, cell: ({ description }) => description },
          { name: says.reporter, cell: ({ reporter }) => <Who person={reporter} /> },
          { name: cells.since, cell: ({ createdAt }) => <Moment at={createdAt} /> },
          {
            name: cells.status,
            cell: ({ outcome, openAbout }) => (outcome ? codes.reportOutcome[outcome] : says.open(openAbout)),
          },
          { name: cells.acts, cell: (report) => <Acts inRow acts={actsOf(report)} /> },
        ]}
      />
    </AdminPage>
  );
}

function Subject({ subject: { type, id } }: { subject: Report['subject'] }) {
  const name = codes.reportSubject[type];
  if (type === 'LISTING') {
    return (
      <Link to="/admin/listings/$id" params={{ id }}>
        {name}
      </Link>
    );
  }
  if (type === 'DOCUMENT') return <OpenDocument id={id} label={name} />;
  return (
    <>
      {name} <Ref id={id} />
    </>
  );
}

const actsOf = ({ id, state, outcomes }: Report): Act[] =>
  state === 'OPEN'
    ? [
        {
          label: says.decide,
          note: says.decideNote,
          fields: [
            {
              kind: 'choice',
              name: 'outcome',
              label: says.outcome,
              names: Object.fromEntries(outcomes.map((outcome) => [outcome, codes.reportOutcome[outcome]])),
            },
            { kind: 'reason', name: 'reason', label: says.reason },
            { kind: 'reason', name: 'message', label: says.message, optional: true },
          ],
          send: (read) =>
            answerOf(
              api.POST('/admin/reports/{id}/decide', {
                params: { path: { id } },
                body: {
                  outcome: read.choice<Schemas['ReportForAdminOutcome']>('outcome'),
                  reason: read.text('reason'),
                  message: read.textOrNone('message'),
                },
              }),
            ),
        },
      ]
    : [];
