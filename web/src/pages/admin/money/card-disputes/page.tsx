/** Card payments that a bank disputes: where their money is, and until when evidence is due. */
import { cardDisputesQuery } from '../../../../api/admin-money';
import type { components } from '../../../../api/schema';
import { Chip } from '../../../../ui/chip';
import { Moment } from '../../../../ui/moment';
import { words } from '../../../../words';
import { adminWords } from '../../../../words/admin';
import { sayDisputeReason } from '../../action.rules';
import { AdminPage } from '../../admin-page';
import { Sum, Who } from '../../cells';
import { type Filter, FilterBar, useFilters } from '../../filters';
import { RECORD_FILTERS, recordAsked } from '../../record-filters';
import { RecordList } from '../../record-list';
import { cardDisputeTone } from '../../tones';

const { cardDisputes: says } = adminWords.money;
const { codes, cells, filters: filterWords } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'status', label: filterWords.status, names: codes.cardDisputeStatus },
];

export function AdminCardDisputesPage() {
  const values = useFilters(FILTERS);
  const { status } = values;
  return (
    <AdminPage title={pages.cardDisputes.title}>
      <p className="second">{says.note}</p>
      <FilterBar filters={FILTERS} list="/admin/payments/disputes" />
      <RecordList
        query={cardDisputesQuery({
          ...recordAsked(values),
          status: status as components['schemas']['CardDisputeStatus'] | undefined,
        })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.payer, cell: ({ payer }) => <Who person={payer} /> },
          { name: says.paidFor, cell: ({ paidFor }) => paidFor },
          { name: cells.amount, figure: true, cell: ({ amountCents }) => <Sum cents={amountCents} /> },
          { name: says.reason, cell: ({ reason }) => (reason ? sayDisputeReason(reason) : common.notKnown) },
          { name: says.money, cell: ({ money }) => codes.disputedMoney[money] },
          { name: says.opened, cell: ({ openedAt }) => <Moment at={openedAt} /> },
          {
            name: says.evidenceDue,
            cell: ({ evidenceDueAt, answeredAt }) =>
              answeredAt ? says.answered : evidenceDueAt ? <Moment at={evidenceDueAt} /> : common.none,
          },
          {
            name: cells.status,
            cell: (dispute) => (
              <Chip tone={cardDisputeTone[dispute.status]}>{codes.cardDisputeStatus[dispute.status]}</Chip>
            ),
          },
        ]}
      />
    </AdminPage>
  );
}
