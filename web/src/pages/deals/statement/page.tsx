/** The closing statement of a deal that has ended: what came in, what went out and to whom, to be read and printed. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { type ClosingStatement, statementQuery } from '../../../api/statement';
import { asProblem } from '../../../api/problem';
import { PageProblem } from '../../../app/page-states';
import { money } from '../../../format/money';
import { shortMoment } from '../../../format/time';
import { type Column, DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Facts } from '../../../ui/facts';
import { Moment } from '../../../ui/moment';
import { PageHeading } from '../../../ui/page-heading';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { dealCodes, dealWords } from '../../../words/deals';
import { FileButton } from '../../../app/file-button';
import { Sums } from '../sums';
import classes from './statement.module.css';

const { statement: says, pay, money: moneyWords } = dealWords;
const { dealPages: pages } = words.pages;
const route = getRouteApi('/signed-in/deals/$id/statement');

export function StatementPage() {
  const { id } = route.useParams();
  const statement = useQuery(statementQuery(id));
  if (statement.isPending) return <Skeleton heights={[34, 160, 200, 200, 200]} />;
  if (statement.isError && asProblem(statement.error).status === 409) return <NotYet id={id} />;
  if (statement.isError)
    return <PageProblem error={statement.error} onRetry={() => void statement.refetch()} />;
  return <Statement statement={statement.data} />;
}

const ToDeal = ({ id }: { id: string }) => (
  <p className="no-print">
    <Link to="/deals/$id" params={{ id }}>
      {pay.toDeal}
    </Link>
  </p>
);

const NotYet = ({ id }: { id: string }) => (
  <div className="stack">
    <ToDeal id={id} />
    <PageHeading>{pages.statement.title}</PageHeading>
    <Empty>{moneyWords.statementLater}</Empty>
  </div>
);

type Line = ClosingStatement['received'][number];

const COLUMNS: Column<[number, Line]>[] = [
  { name: moneyWords.line, cell: ([, { kind }]) => dealCodes.escrowLine[kind] },
  { name: moneyWords.date, cell: ([, { at }]) => <Moment at={at} /> },
  { name: moneyWords.amount, figure: true, cell: ([, { amountCents }]) => money(amountCents) },
];

const Lines = ({ title, lines, none }: { title: string; lines: readonly Line[]; none: string }) => (
  <section className="stack-tight">
    <h2>{title}</h2>
    {lines.length === 0 ? (
      <p className="second">{none}</p>
    ) : (
      <DataTable
        headed
        caption={title}
        columns={COLUMNS}
        rows={[...lines.entries()]}
        keyOf={([index]) => String(index)}
      />
    )}
  </section>
);

function Statement({ statement }: { statement: ClosingStatement }) {
  const { transactionId: id, totals } = statement;
  // What nothing of the money went to is left out.
  const wentTo = [
    { name: says.fee, cents: totals.feeCents },
    { name: says.seller, cents: totals.sellerCents },
    { name: says.refunded, cents: totals.refundedCents },
    { name: says.lost, cents: totals.lostCents },
    { name: says.held, cents: totals.heldCents },
  ].filter(({ cents }) => cents !== 0);
  return (
    <article className={classes.page}>
      <ToDeal id={id} />
      <div className="stack-tight">
        <PageHeading>{pages.statement.title}</PageHeading>
        <p>{statement.listingTitle}</p>
        <div className="row no-print">
          <Button
            variant="default"
            leftSection={<Printer size={16} aria-hidden="true" />}
            onClick={() => window.print()}
          >
            {says.print}
          </Button>
          <FileButton
            path={`/transactions/${id}/closing-statement?format=pdf`}
            name={moneyWords.statementFile}
            label={says.file}
          />
        </div>
      </div>
      <Facts
        facts={[
          { name: says.outcome, value: dealCodes.status[statement.status] },
          { name: says.company, value: says.usdot(statement.usdot) },
          { name: says.buyerName, value: statement.buyerName },
          { name: says.sellerName, value: statement.sellerName },
          { name: says.opened, value: shortMoment(statement.openedAt) },
          { name: says.ended, value: shortMoment(statement.endedAt) },
          { name: says.price, value: money(statement.priceCents) },
          { name: says.agreedFee, value: money(statement.agreedFeeCents) },
          { name: says.number, value: id },
        ]}
      />
      <Lines title={says.received} lines={statement.received} none={says.nothingReceived} />
      <Lines title={says.paidOut} lines={statement.paidOut} none={says.nothingPaid} />
      <section className="stack-tight">
        <h2>{says.sum}</h2>
        <Sums
          label={says.sum}
          lines={wentTo.map(({ name, cents }) => ({ name, value: money(cents) }))}
          total={{ name: says.allReceived, value: money(totals.receivedCents) }}
        />
      </section>
    </article>
  );
}
