/** Money that goes back: refunds of ours, newest first, and those that were made at the gateway by other hands. */
import { outsideRefundsQuery, refundsQuery } from '../../../../api/admin-money';
import type { components } from '../../../../api/schema';
import { Chip } from '../../../../ui/chip';
import { Moment } from '../../../../ui/moment';
import { words } from '../../../../words';
import { adminWords } from '../../../../words/admin';
import { Acts } from '../../acts';
import classes from '../../admin.module.css';
import { AdminPage } from '../../admin-page';
import { SecondWord, Sum, Who } from '../../cells';
import { type Filter, FilterBar, useFilters } from '../../filters';
import { RECORD_FILTERS, recordAsked } from '../../record-filters';
import { RecordList } from '../../record-list';
import { refundTone } from '../../tones';
import { actsOf, actsOnOutside } from './refund-acts';

const { refunds: says } = adminWords.money;
const { codes, cells, filters: filterWords } = adminWords;
const { adminPages: pages } = words.pages;

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'status', label: filterWords.status, names: codes.refundStatus },
  { kind: 'text', key: 'paymentId', label: says.paymentId },
];

export function AdminRefundsPage() {
  const values = useFilters(FILTERS);
  const { status, paymentId } = values;
  return (
    <AdminPage title={pages.refunds.title}>
      <FilterBar filters={FILTERS} list="/admin/refunds" />
      <RecordList
        query={refundsQuery({
          ...recordAsked(values),
          status: status as components['schemas']['RefundStatus'] | undefined,
          paymentId,
        })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.payer, cell: ({ payer }) => <Who person={payer} /> },
          { name: says.paidFor, cell: ({ paidFor }) => paidFor },
          { name: cells.amount, figure: true, cell: ({ amountCents }) => <Sum cents={amountCents} /> },
          { name: says.why, cell: ({ reason }) => reason },
          { name: says.requested, cell: ({ requestedAt }) => <Moment at={requestedAt} /> },
          {
            name: cells.status,
            cell: ({ id, status: stands, failureReason }) => (
              <span className={classes.cell}>
                <Chip tone={refundTone[stands]}>{codes.refundStatus[stands]}</Chip>
                <SecondWord id={id} />
                {failureReason && <span className="note">{failureReason}</span>}
              </span>
            ),
          },
          { name: cells.acts, cell: (refund) => <Acts inRow acts={actsOf(refund)} /> },
        ]}
      />
      <h2>{says.outsideTitle}</h2>
      <RecordList
        query={outsideRefundsQuery({ ...recordAsked(values), paymentId })}
        caption={says.outsideCaption}
        empty={says.outsideEmpty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.payer, cell: ({ payer }) => <Who person={payer} /> },
          { name: says.paidFor, cell: ({ paidFor }) => paidFor },
          { name: cells.amount, figure: true, cell: ({ amountCents }) => <Sum cents={amountCents} /> },
          { name: says.found, cell: ({ foundAt }) => <Moment at={foundAt} /> },
          {
            name: cells.status,
            cell: ({ id, status: stands }) => (
              <span className={classes.cell}>
                <Chip tone={stands === 'UNBOOKED' ? 'warn' : 'neutral'}>
                  {codes.outsideRefundStatus[stands]}
                </Chip>
                <SecondWord id={id} />
              </span>
            ),
          },
          {
            name: cells.acts,
            cell: (refund) => <Acts inRow acts={actsOnOutside(refund)} />,
          },
        ]}
      />
    </AdminPage>
  );
}
