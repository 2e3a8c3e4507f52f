/** The demo: whom one may try it as, and a clock that can be moved forward. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { asProblem } from '../../../api/problem';
import { advanceClock, clockQuery } from '../../../api/demo';
import { configQuery } from '../../../api/queries';
import { NotFound, PageProblem } from '../../../app/page-states';
import { useMove } from '../../../app/use-move';
import { useMe } from '../../../app/use-session';
import { shortMoment } from '../../../format/time';
import { DataTable } from '../../../ui/data-table';
import { FormProblem } from '../../../ui/form-problem';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { demoWords as says } from '../../../words/demo';

const DAY_MS = 86_400_000;

export function DemoPage() {
  const config = useQuery(configQuery);
  if (config.isPending) return <Skeleton heights={[34, 200, 120]} />;
  const { title } = words.pages.demoPages.demo;
  if (config.isError)
    return <PageProblem title={title} error={config.error} onRetry={() => void config.refetch()} />;
  // In production there is no such page.
  if (!config.data.outbox) return <NotFound />;
  const { demoPeople } = config.data;
  return (
    <div className="stack">
      <PageHeading>{title}</PageHeading>
      <p className="second">{says.lead}</p>
      <Clock />
      <section className="stack-tight">
        <h2>{says.people}</h2>
        <p className="second">{says.peopleNote}</p>
        {demoPeople.length === 0 ? (
          <p className="card second">{says.noPeople}</p>
        ) : (
          <DataTable
            headed
            caption={says.people}
            columns={[
              { name: says.who, cell: ({ what }) => what },
              { name: says.email, cell: ({ email }) => email },
              { name: says.password, cell: ({ password }) => password },
            ]}
            rows={demoPeople}
            keyOf={({ email }) => email}
          />
        )}
      </section>
      <section className="card stack-tight">
        <h2>{says.more}</h2>
        <p>
          <a href="/outbox">{says.outbox}</a>
        </p>
        <p>
          <a href="/api/docs/">{says.api}</a>
        </p>
        <p>
          <a href="/api/health/ready">{says.health}</a>
        </p>
      </section>
    </div>
  );
}

function Clock() {
  const clock = useQuery(clockQuery);
  const me = useMe();
  // Whatever was read before is of another day.
  const moving = useMove((byMs: number) => advanceClock(byMs), { changes: [[]] });
  const isAdmin = me?.roles.includes('ADMIN') === true;
  return (
    <section className="card stack-tight">
      <h2>{says.clock}</h2>
      {clock.isPending && <Skeleton heights={[40]} />}
      {clock.isError && <ProblemNote problem={asProblem(clock.error)} onRetry={() => void clock.refetch()} />}
      {clock.data && (
        <>
          <p>
            <strong>{says.now(shortMoment(clock.data.now))}</strong>
          </p>
          <p className="second">{clock.data.movable ? says.clockNote : says.still}</p>
          {clock.data.movable && !isAdmin && <p className="second">{says.adminOnly}</p>}
          <FormProblem>{moving.problem}</FormProblem>
          {clock.data.movable && (
            <div className="row">
              <Button disabled={!isAdmin} loading={moving.busy} onClick={() => moving.act(DAY_MS)}>
                {says.day}
              </Button>
              <Button
                variant="default"
                disabled={!isAdmin}
                loading={moving.busy}
                onClick={() => moving.act(7 * DAY_MS)}
              >
                {says.week}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}
