/** Conversations that one side has reported, the longest wait first. */
import { Link } from '@tanstack/react-router';
import { conversationReportsQuery } from '../../../api/admin-talk';
import type { components } from '../../../api/schema';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RecordList } from '../record-list';

const { reported: says, state: states } = adminWords.talk;
const { cells, filters: filterWords } = adminWords;
const { adminPages: pages } = words.pages;

type State = components['schemas']['ConversationReportState'];

const FILTERS: readonly Filter[] = [
  { kind: 'choice', key: 'state', label: filterWords.status, names: states, any: states.OPEN },
];

export function AdminMessageReportsPage() {
  const { state } = useFilters(FILTERS);
  return (
    <AdminPage title={pages.messageReports.title}>
      <FilterBar filters={FILTERS} />
      <RecordList
        query={conversationReportsQuery({ state: (state ?? 'OPEN') as State })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.reporter, cell: ({ reporter }) => <Who person={reporter} /> },
          { name: says.reported, cell: ({ reported }) => <Who person={reported} /> },
          { name: says.reason, cell: ({ reason }) => reason },
          { name: cells.since, cell: ({ createdAt }) => <Moment at={createdAt} /> },
          {
            name: cells.status,
            cell: (report) =>
              report.decision ? `${states[report.state]}: ${report.decision}` : states[report.state],
          },
          {
            name: cells.acts,
            cell: (report) =>
              report.state === 'OPEN' ? (
                <Link to="/admin/message-reports/$id" params={{ id: report.id }}>
                  {says.read}
                </Link>
              ) : null,
          },
        ]}
      />
    </AdminPage>
  );
}
