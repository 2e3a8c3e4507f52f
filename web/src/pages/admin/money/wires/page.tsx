/** Wires: those to look for at the bank, each to be confirmed by what the bank shows; and those that arrived. */
import { wiresQuery } from '../../../../api/admin-money';
import { words } from '../../../../words';
import { adminWords } from '../../../../words/admin';
import { Moment } from '../../../../ui/moment';
import { Acts } from '../../acts';
import classes from '../../admin.module.css';
import { AdminPage } from '../../admin-page';
import { SecondWord, Sum, Who } from '../../cells';
import { type Filter, FilterBar, useFilters } from '../../filters';
import { RECORD_FILTERS, recordAsked } from '../../record-filters';
import { RecordList } from '../../record-list';
import { ExpectedWires } from './expected';
import { correctionOf } from './wire-acts';

const { wires: says } = adminWords.money;
const { cells, filters: filterWords } = adminWords;
const { adminPages: pages } = words.pages;

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'text', key: 'reference', label: says.searchReference },
  { kind: 'text', key: 'paymentId', label: filterWords.paymentId },
];

export function AdminWiresPage() {
  const values = useFilters(FILTERS);
  const { reference, paymentId } = values;
  return (
    <AdminPage title={pages.wires.title}>
      <h2>{says.expectedTitle}</h2>
      <ExpectedWires />
      <h2>{says.received}</h2>
      <FilterBar filters={FILTERS} list="/admin/wires" />
      <RecordList
        query={wiresQuery({ ...recordAsked(values), reference, paymentId })}
        headed
        caption={says.received}
        empty={says.receivedEmpty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.payer, cell: ({ payer }) => <Who person={payer} /> },
          { name: says.paidFor, cell: ({ paidFor }) => paidFor },
          { name: cells.amount, figure: true, cell: ({ amountCents }) => <Sum cents={amountCents} /> },
          { name: says.bankReference, cell: (wire) => <span className={classes.ref}>{wire.reference}</span> },
          { name: says.arrived, cell: ({ arrivedAt }) => <Moment at={arrivedAt} /> },
          {
            name: cells.acts,
            cell: ({ id, paymentId, correction }) =>
              correction ? (
                <span className="note">
                  {says.corrected}: {correction.reason}
                </span>
              ) : (
                <span className={classes.cell}>
                  <Acts inRow acts={[correctionOf(id)]} />
                  <SecondWord id={paymentId} />
                </span>
              ),
          },
        ]}
      />
    </AdminPage>
  );
}
