/** What one has paid, with the receipt of each. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ownPaymentsQuery, type Payment } from '../../../api/billing';
import { saveFile } from '../../../api/download';
import { useMove } from '../../../app/use-move';
import { money } from '../../../format/money';
import { Chip, type Tone } from '../../../ui/chip';
import { DataTable } from '../../../ui/data-table';
import { FormProblem } from '../../../ui/form-problem';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { billingWords } from '../../../words/billing';
import { ListPart } from '../list-part';

const { payments: says, paymentStatus } = billingWords;

const TONES: Record<Payment['status'], Tone> = {
  STARTED: 'warn',
  PROCESSING: 'info',
  SUCCEEDED: 'ok',
  FAILED: 'bad',
  CANCELLED: 'neutral',
};

export function Payments() {
  const list = useInfiniteQuery(ownPaymentsQuery);
  return (
    <ListPart list={list} empty={says.none} title={says.title}>
      {(rows) => (
        <DataTable
          caption={billingWords.newestFirst}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            { name: says.when, cell: ({ startedAt }) => <Moment at={startedAt} /> },
            { name: says.what, cell: ({ description }) => description },
            { name: says.status, cell: (row) => <Status row={row} /> },
            { name: says.amount, figure: true, cell: (row) => <Amount row={row} /> },
            { name: says.receipt, cell: (row) => <Receipt row={row} /> },
          ]}
        />
      )}
    </ListPart>
  );
}

const Status = ({ row: { status, failure } }: { row: Payment }) => (
  <div className="stack-tight">
    <span>
      <Chip tone={TONES[status]}>{paymentStatus[status]}</Chip>
    </span>
    {failure && <span className="note">{failure.message}</span>}
  </div>
);

const Amount = ({ row: { amountCents, refundedCents } }: { row: Payment }) => (
  <>
    {money(amountCents)}
    {refundedCents > 0 && <div className="note">{says.refunded(money(refundedCents))}</div>}
  </>
);

function Receipt({ row }: { row: Payment }) {
  const move = useMove((id: string) => saveFile(`/payments/${id}/receipt`, `receipt-${id}.pdf`));
  if (row.status !== 'SUCCEEDED') return words.common.none;
  return (
    <>
      <Button
        variant="default"
        loading={move.busy}
        title={says.getReceipt(row.description)}
        onClick={() => move.act(row.id)}
      >
        {says.get}
      </Button>
      <FormProblem>{move.problem}</FormProblem>
    </>
  );
}
