/** The invoices of the plan, each as a paper. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type Invoice, invoicesQuery } from '../../../api/billing';
import { saveFile } from '../../../api/download';
import { useMove } from '../../../app/use-move';
import { money } from '../../../format/money';
import { DataTable } from '../../../ui/data-table';
import { FormProblem } from '../../../ui/form-problem';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { billingWords } from '../../../words/billing';
import { ListPart } from '../list-part';

const { invoices: says } = billingWords;

export function Invoices() {
  const list = useInfiniteQuery(invoicesQuery);
  return (
    <ListPart list={list} empty={says.none} title={says.title}>
      {(rows) => (
        <DataTable
          caption={billingWords.newestFirst}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            { name: says.number, cell: ({ number }) => number ?? words.common.none },
            {
              name: says.period,
              cell: ({ periodStart, periodEnd }) => (
                <>
                  <Moment at={periodStart} day /> – <Moment at={periodEnd} day />
                </>
              ),
            },
            { name: says.paid, cell: ({ paidAt }) => <Moment at={paidAt} day /> },
            { name: says.amount, figure: true, cell: ({ amountCents }) => money(amountCents) },
            { name: says.file, cell: (row) => <Paper row={row} /> },
          ]}
        />
      )}
    </ListPart>
  );
}

function Paper({ row }: { row: Invoice }) {
  const { id } = row;
  const number = row.number ?? id;
  const move = useMove(() => saveFile(`/payments/invoices/${id}/pdf`, `invoice-${number}.pdf`));
  return (
    <>
      <Button
        variant="default"
        loading={move.busy}
        title={says.getInvoice(number)}
        onClick={() => move.act(undefined)}
      >
        {says.get}
      </Button>
      <FormProblem>{move.problem}</FormProblem>
    </>
  );
}
