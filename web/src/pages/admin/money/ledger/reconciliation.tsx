/** Runs the reconciliation by hand, and tells what does not hold. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { reconcileQuery } from '../../../../api/admin';
import { asProblem } from '../../../../api/problem';
import { shortMoment } from '../../../../format/time';
import { Chip } from '../../../../ui/chip';
import { DataTable } from '../../../../ui/data-table';
import { ProblemNote } from '../../../../ui/problem-note';
import { adminWords } from '../../../../words/admin';
import { sayPart } from '../../action.rules';

const { ledger: says } = adminWords.money;

export function Reconciliation() {
  const run = useQuery(reconcileQuery);
  return (
    <section className="card stack-tight">
      <h2>{says.reconcileTitle}</h2>
      <p className="second">{says.reconcileNote}</p>
      <div>
        <Button variant="default" loading={run.isFetching} onClick={() => void run.refetch()}>
          {says.reconcile}
        </Button>
      </div>
      {run.isError && <ProblemNote problem={asProblem(run.error)} onRetry={() => void run.refetch()} />}
      {run.data && (
        <>
          <p role="status">
            <Chip tone={run.data.ok ? 'ok' : 'bad'}>
              {run.data.ok
                ? says.ok(shortMoment(run.data.checkedAt))
                : says.broken(run.data.violations.length)}
            </Chip>
          </p>
          {run.data.violations.length > 0 && (
            <DataTable
              dense
              caption={says.violations}
              rows={run.data.violations}
              keyOf={({ check, subject }) => `${check}:${subject}`}
              columns={[
                { name: says.part, cell: ({ part }) => sayPart(part) },
                { name: says.subject, cell: ({ subject }) => subject },
                { name: says.detail, cell: ({ detail }) => detail },
              ]}
            />
          )}
          <DataTable
            dense
            caption={says.parts}
            rows={run.data.parts}
            keyOf={({ part }) => part}
            columns={[
              { name: says.part, cell: ({ part }) => sayPart(part) },
              { name: says.violations, figure: true, cell: ({ violations }) => violations },
              { name: says.seconds, figure: true, cell: ({ durationMs }) => says.took(durationMs) },
            ]}
          />
        </>
      )}
    </section>
  );
}
