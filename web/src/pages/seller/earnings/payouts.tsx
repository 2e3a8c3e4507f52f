/** What was paid out, and what became of it. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { asProblem } from '../../../api/problem';
import { type Payout, payoutsQuery } from '../../../api/earnings';
import { money } from '../../../format/money';
import { Chip, type Tone } from '../../../ui/chip';
import { DataTable } from '../../../ui/data-table';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { earningsWords as says } from '../../../words/seller';

const TONES: Record<Payout['status'], Tone> = {
  REQUESTED: 'info',
  AWAITING_WIRE: 'info',
  PAID: 'ok',
  FAILED: 'bad',
  RETURNED: 'bad',
};

const whereTo = ({ method, bankAccountDigits }: Payout): string =>
  bankAccountDigits ? `${says.methods[method]} ${says.ending(bankAccountDigits)}` : says.methods[method];

const whyOf = ({ failureReason, returnedCents }: Payout): string =>
  [failureReason, returnedCents > 0 && says.back(money(returnedCents))].filter(Boolean).join(' ') ||
  words.common.none;

export function Payouts() {
  const payouts = useInfiniteQuery(payoutsQuery);
  const rows = payouts.data?.pages.flatMap((page) => page.data) ?? [];
  if (payouts.isPending) return <Skeleton heights={[40, 56]} />;
  if (payouts.isError)
    return <ProblemNote problem={asProblem(payouts.error)} onRetry={() => void payouts.refetch()} />;
  return (
    <section className="stack-tight">
      <h2>{says.payouts}</h2>
      {rows.length === 0 ? (
        <p className="card second">{says.payoutsEmpty}</p>
      ) : (
        <DataTable
          headed
          caption={says.payouts}
          columns={[
            { name: says.asked, cell: ({ requestedAt }) => <Moment at={requestedAt} /> },
            { name: says.to, cell: whereTo },
            {
              name: says.status,
              cell: ({ status }) => <Chip tone={TONES[status]}>{says.payoutStatuses[status]}</Chip>,
            },
            { name: says.why, cell: whyOf },
            {
              name: says.ended,
              cell: ({ endedAt }) => (endedAt ? <Moment at={endedAt} day /> : words.common.none),
            },
            { name: says.amount, figure: true, cell: ({ amountCents }) => money(amountCents) },
          ]}
          rows={rows}
          keyOf={({ id }) => id}
        />
      )}
      <MoreButton list={payouts} />
    </section>
  );
}
