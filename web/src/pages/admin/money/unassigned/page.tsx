/** Money that came and names no payment: booked, found, assigned, sent back. */
import { unassignedQuery } from '../../../../api/admin-money';
import type { components } from '../../../../api/schema';
import { Moment } from '../../../../ui/moment';
import { words } from '../../../../words';
import { adminWords } from '../../../../words/admin';
import { Acts } from '../../acts';
import classes from '../../admin.module.css';
import { AdminPage } from '../../admin-page';
import { Ref, SecondWord, Sum } from '../../cells';
import { type Filter, FilterBar, useFilters } from '../../filters';
import { RECORD_FILTERS, recordAsked } from '../../record-filters';
import { RecordList } from '../../record-list';
import { actsOf, bookMoney } from './unassigned-acts';

const { unassigned: says } = adminWords.money;
const { cells } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

type Money = components['schemas']['UnassignedMoney'];

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'state', label: says.state, names: says.states },
];

export function AdminUnassignedPage() {
  const values = useFilters(FILTERS);
  const { state } = values;
  return (
    <AdminPage title={pages.unassigned.title} aside={<Acts acts={[bookMoney]} />}>
      <p className="second">{says.note}</p>
      <FilterBar filters={FILTERS} list="/admin/unassigned-money" />
      <RecordList
        query={unassignedQuery({
          ...recordAsked(values),
          state: state as keyof typeof says.states | undefined,
        })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.sender, cell: ({ sender }) => sender },
          { name: says.method, cell: ({ method }) => says.methods[method] },
          { name: cells.amount, figure: true, cell: ({ amountCents }) => <Sum cents={amountCents} /> },
          { name: says.reference, cell: (money) => <span className={classes.ref}>{money.reference}</span> },
          { name: says.came, cell: ({ bookedAt }) => <Moment at={bookedAt} /> },
          { name: says.state, cell: ({ state }) => (state === 'ASKED' ? says.asked : says.states[state]) },
          { name: says.candidates, cell: ({ candidates }) => <Candidates candidates={candidates} /> },
          {
            name: cells.acts,
            cell: (money) =>
              money.state === 'PARKED' ? (
                <span className={classes.cell}>
                  <Acts inRow acts={actsOf(money)} />
                  <SecondWord id={money.id} />
                </span>
              ) : (
                <span className="note">{money.closeReason ?? common.none}</span>
              ),
          },
        ]}
      />
    </AdminPage>
  );
}

const Candidates = ({ candidates }: Pick<Money, 'candidates'>) =>
  candidates.length === 0
    ? common.none
    : candidates.map(({ paymentId, description, because }) => (
        <span key={paymentId} className={classes.cell}>
          {description} <Ref id={paymentId} /> <span className="note">{says.because[because]}</span>
        </span>
      ));
