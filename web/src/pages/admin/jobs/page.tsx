/** Background work: how its lanes keep up, and the jobs that failed for good. */
import { useQuery } from '@tanstack/react-query';
import { jobsQuery } from '../../../api/admin';
import { answerOf, api } from '../../../api/client';
import { asProblem } from '../../../api/problem';
import { DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { sayPart } from '../action.rules';
import { Acts } from '../acts';
import { AdminPage } from '../admin-page';

const { jobs: says } = adminWords.people;
const { codes, cells, money } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

export function AdminJobsPage() {
  const jobs = useQuery(jobsQuery);
  return (
    <AdminPage title={pages.jobs.title}>
      {jobs.isPending && <Skeleton heights={[220, 120]} />}
      {jobs.isError && <ProblemNote problem={asProblem(jobs.error)} onRetry={() => void jobs.refetch()} />}
      {jobs.data && (
        <>
          <DataTable
            dense
            caption={says.lanesCaption}
            rows={jobs.data.lanes}
            keyOf={({ lane }) => lane}
            columns={[
              { name: says.lane, cell: ({ lane }) => codes.lane[lane] },
              { name: says.waiting, figure: true, cell: ({ waiting }) => waiting },
              { name: says.due, figure: true, cell: ({ due }) => due },
              {
                name: says.oldest,
                figure: true,
                cell: ({ due, oldestDueMs }) => (due > 0 ? money.ledger.took(oldestDueMs) : common.none),
              },
            ]}
          />
          <h2>{says.deadTitle}</h2>
          {jobs.data.deadJobs.length === 0 ? (
            <Empty>{says.deadEmpty}</Empty>
          ) : (
            <DataTable
              dense
              caption={says.deadCaption}
              rows={jobs.data.deadJobs}
              keyOf={({ id }) => id}
              columns={[
                { name: says.kind, cell: ({ kind }) => <span title={kind}>{sayPart(kind)}</span> },
                { name: says.attempts, figure: true, cell: ({ attempts }) => attempts },
                { name: says.error, cell: ({ lastError }) => lastError ?? common.none },
                { name: says.queued, cell: ({ createdAt }) => <Moment at={createdAt} /> },
                {
                  name: cells.acts,
                  cell: ({ id }) => (
                    <Acts
                      inRow
                      acts={[
                        {
                          label: says.revive,
                          note: says.reviveNote,
                          send: () =>
                            answerOf(api.POST('/admin/jobs/{id}/revive', { params: { path: { id } } })),
                        },
                      ]}
                    />
                  ),
                },
              ]}
            />
          )}
          {jobs.data.orphanKinds.length > 0 && (
            <DataTable
              dense
              caption={says.orphansCaption}
              rows={jobs.data.orphanKinds}
              keyOf={({ kind }) => kind}
              columns={[
                { name: says.kind, cell: ({ kind }) => <span title={kind}>{sayPart(kind)}</span> },
                { name: says.count, figure: true, cell: (orphan) => orphan.jobs },
                { name: says.queued, cell: ({ oldestAt }) => <Moment at={oldestAt} /> },
              ]}
            />
          )}
        </>
      )}
    </AdminPage>
  );
}
