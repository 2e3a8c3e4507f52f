/** Where administrators begin: what waits and for how long, what money is stuck, and how the platform is. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type QueueKind, queuesQuery, stuckMoneyQuery } from '../../../api/admin';
import { asProblem } from '../../../api/problem';
import { shortMoment } from '../../../format/time';
import { Empty } from '../../../ui/empty';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { withoutRequests } from '../action.rules';
import classes from '../admin.module.css';
import { AdminPage } from '../admin-page';
import { aged, Sum } from '../cells';
import { useFilters } from '../filters';
import { Health } from './health';
import { OneQueue, QueueTable } from './queues';

const { start: says, codes } = adminWords;
const { adminPages: pages } = words.pages;

const STUCK_SHOWN = 5;

export function AdminStartPage() {
  const queues = useQuery(queuesQuery);
  const { queue: chosen } = useFilters([
    { kind: 'choice', key: 'queue', label: says.queue, names: codes.queue },
  ]);
  const waiting = queues.data?.filter((queue) => queue.waiting > 0) ?? [];
  const one = queues.data?.find(({ kind }) => kind === chosen);
  return (
    <AdminPage title={pages.start.title}>
      <div className={classes.tiles}>
        <div className={classes.side}>
          {queues.isPending && <Skeleton heights={[36, 32, 32, 32, 32]} />}
          {queues.isError && (
            <ProblemNote problem={asProblem(queues.error)} onRetry={() => void queues.refetch()} />
          )}
          {queues.isSuccess && waiting.length === 0 && (
            <Empty>{says.nothing(shortMoment(new Date(queues.dataUpdatedAt).toISOString()))}</Empty>
          )}
          {one ? (
            <OneQueue queue={one} kind={one.kind as QueueKind} />
          ) : (
            waiting.length > 0 && <QueueTable queues={waiting} />
          )}
        </div>
        <div className={classes.side}>
          <Stuck />
          <Health />
        </div>
      </div>
    </AdminPage>
  );
}

function Stuck() {
  const stuck = useQuery(stuckMoneyQuery);
  return (
    <section className="card stack-tight">
      <h2>{says.stuckTitle}</h2>
      {stuck.isPending && <Skeleton heights={[20, 20]} />}
      {stuck.isError && <ProblemNote problem={asProblem(stuck.error)} onRetry={() => void stuck.refetch()} />}
      {stuck.data?.length === 0 && <p className="second">{says.stuckNone}</p>}
      {stuck.data?.slice(0, STUCK_SHOWN).map(({ kind, subject, amountCents, ageHours, whatToDo }) => (
        <div key={`${kind}:${subject}`}>
          <p className="row">
            <strong className="figure">
              <Sum cents={amountCents} />
            </strong>
            <span className="note">{aged(ageHours)}</span>
          </p>
          <p className="note">{codes.stuckToDo[kind] ?? withoutRequests(whatToDo)}</p>
        </div>
      ))}
      {(stuck.data?.length ?? 0) > 0 && (
        <p>
          <Link to="/admin/money">{says.stuckAll(stuck.data?.length ?? 0)}</Link>
        </p>
      )}
    </section>
  );
}
