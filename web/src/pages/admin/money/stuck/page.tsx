/** Money that does not move, the longest wait first, and what to do about each. */
import { useQuery } from '@tanstack/react-query';
import { stuckMoneyQuery } from '../../../../api/admin';
import { asProblem } from '../../../../api/problem';
import { useNow } from '../../../../app/use-now';
import { DataTable } from '../../../../ui/data-table';
import { Empty } from '../../../../ui/empty';
import { ProblemNote } from '../../../../ui/problem-note';
import { Skeleton } from '../../../../ui/skeleton';
import { words } from '../../../../words';
import { adminWords } from '../../../../words/admin';
import { named, withoutRequests } from '../../action.rules';
import { Acts } from '../../acts';
import classes from '../../admin.module.css';
import { AdminPage } from '../../admin-page';
import { aged, SecondWord, Subject, Sum } from '../../cells';
import { actsOnStuck } from './stuck-acts';

const { money, codes, cells } = adminWords;
const { stuck: says } = money;
const { adminPages: pages } = words.pages;

export function AdminStuckPage() {
  const stuck = useQuery(stuckMoneyQuery);
  const now = useNow();
  return (
    <AdminPage title={pages.stuck.title}>
      {stuck.isPending && <Skeleton heights={[36, 32, 32, 32]} />}
      {stuck.isError && <ProblemNote problem={asProblem(stuck.error)} onRetry={() => void stuck.refetch()} />}
      {stuck.data?.length === 0 && <Empty>{says.empty}</Empty>}
      {stuck.data && stuck.data.length > 0 && (
        <DataTable
          dense
          caption={says.caption}
          rows={stuck.data}
          keyOf={({ kind, subject }) => `${kind}:${subject}`}
          columns={[
            {
              name: says.kind,
              cell: ({ kind }) => named(codes.stuckKind, kind, codes.otherMoney),
            },
            { name: says.subject, cell: ({ subject }) => <Subject text={subject} /> },
            { name: cells.amount, figure: true, cell: ({ amountCents }) => <Sum cents={amountCents} /> },
            { name: cells.waits, figure: true, cell: ({ ageHours }) => aged(ageHours) },
            {
              name: says.todo,
              cell: ({ kind, whatToDo }) => codes.stuckToDo[kind] ?? withoutRequests(whatToDo),
            },
            {
              name: cells.acts,
              cell: (row) => {
                const here = actsOnStuck(row, now);
                return here === null ? null : (
                  <span className={classes.cell}>
                    <SecondWord id={here.id} />
                    <Acts inRow acts={here.acts} />
                  </span>
                );
              },
            },
          ]}
        />
      )}
    </AdminPage>
  );
}
