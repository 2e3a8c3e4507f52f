/** The money of a deal: what is due, each payment, and every movement of its escrow account. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import {
  type Deal,
  type DealPayment,
  dealPaymentsQuery,
  type EscrowLine,
  escrowLinesQuery,
} from '../../../api/deals';
import { money } from '../../../format/money';
import { Chip } from '../../../ui/chip';
import { type Column, DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { dealCodes, dealWords } from '../../../words/deals';
import { hasEnded, isPurpose, type Purpose } from '../deal.rules';
import { FileButton } from '../../../app/file-button';
import { Part } from '../part';
import { PAYMENT_TONES } from '../payment-state';
import { MoneyBar } from '../money-bar';
import { useDeal } from '../use-deal';

const { money: says } = dealWords;

export function MoneyPage() {
  const deal = useDeal();
  const payments = useQuery(dealPaymentsQuery(deal.id));
  const lines = useQuery(escrowLinesQuery(deal.id));
  return (
    <div className="stack">
      <MoneyBar deal={deal} />
      {deal.due && <Due deal={deal} amountCents={deal.due.amountCents} purpose={deal.due.purpose} />}
      <section className="stack-tight">
        <h2>{says.payments}</h2>
        <Part query={payments} heights={[120]}>
          {(rows) =>
            rows.length === 0 ? <Empty>{says.noPayments}</Empty> : <Payments deal={deal} rows={rows} />
          }
        </Part>
      </section>
      <section className="stack-tight">
        <h2>{says.lines}</h2>
        <Part query={lines} heights={[120]}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty>{says.noLines}</Empty>
            ) : (
              <DataTable
                headed
                caption={says.lines}
                columns={LINES}
                rows={[...rows.entries()]}
                keyOf={([index]) => String(index)}
              />
            )
          }
        </Part>
        {!hasEnded(deal.status) && <p className="note">{says.statementLater}</p>}
      </section>
    </div>
  );
}

const Due = ({ deal, amountCents, purpose }: { deal: Deal; amountCents: number; purpose: Purpose }) => (
  <section className="card row">
    <div>
      <p className="second">{says.due}</p>
      <p>
        {dealCodes.purpose[purpose]}: <strong className="figure">{money(amountCents)}</strong>
      </p>
    </div>
    {deal.yourSide === 'BUYER' && (
      <Button renderRoot={(props) => <Link to="/deals/$id/pay" params={{ id: deal.id }} {...props} />}>
        {says.payButton(money(amountCents))}
      </Button>
    )}
  </section>
);

const purposeOf = ({ purpose }: DealPayment): string =>
  isPurpose(purpose) ? dealCodes.purpose[purpose] : dealWords.payment.heading;

function Payments({ deal, rows }: { deal: Deal; rows: readonly DealPayment[] }) {
  const own = deal.yourSide === 'BUYER';
  const columns: Column<DealPayment>[] = [
    { name: says.what, cell: purposeOf },
    { name: says.method, cell: ({ method }) => words.codes.paymentMethod[method] },
    {
      name: says.status,
      cell: ({ status, refundedCents }) => (
        <span className="stack-tight">
          <span>
            <Chip tone={PAYMENT_TONES[status]}>{dealCodes.paymentStatus[status]}</Chip>
          </span>
          {refundedCents > 0 && <span className="note">{says.refunded(money(refundedCents))}</span>}
        </span>
      ),
    },
    { name: says.started, cell: ({ startedAt }) => <Moment at={startedAt} /> },
    { name: says.amount, figure: true, cell: ({ amountCents }) => money(amountCents) },
    ...(own ? [{ name: says.details, cell: OwnPayment }] : []),
  ];
  return <DataTable headed caption={says.payments} columns={columns} rows={rows} keyOf={({ id }) => id} />;
}

const OwnPayment = (payment: DealPayment) => (
  <span className="row">
    <Link to="/payments/$id" params={{ id: payment.id }} aria-label={says.detailsOf(purposeOf(payment))}>
      {says.details}
    </Link>
    {payment.status === 'SUCCEEDED' && (
      <FileButton path={`/payments/${payment.id}/receipt`} name={says.receiptFile} label={says.receipt} />
    )}
  </span>
);

const LINES: Column<[number, EscrowLine]>[] = [
  { name: says.line, cell: ([, { kind }]) => dealCodes.escrowLine[kind] },
  { name: says.date, cell: ([, { at }]) => <Moment at={at} /> },
  {
    name: says.in,
    figure: true,
    cell: ([, { direction, amountCents }]) => (direction === 'IN' ? money(amountCents) : words.common.none),
  },
  {
    name: says.out,
    figure: true,
    cell: ([, { direction, amountCents }]) => (direction === 'OUT' ? money(amountCents) : words.common.none),
  },
  { name: says.held, figure: true, cell: ([, { heldCents }]) => money(heldCents) },
];
