/** All payments, newest first. */
import { paymentsQuery } from '../../../../api/admin-money';
import type { components } from '../../../../api/schema';
import { Chip } from '../../../../ui/chip';
import { Moment } from '../../../../ui/moment';
import { words } from '../../../../words';
import { adminWords } from '../../../../words/admin';
import classes from '../../admin.module.css';
import { AdminPage } from '../../admin-page';
import { SecondWord, Sum, Who } from '../../cells';
import { type Filter, FilterBar, useFilters } from '../../filters';
import { RECORD_FILTERS, recordAsked } from '../../record-filters';
import { RecordList } from '../../record-list';
import { paymentTone } from '../../tones';

const { payments: says } = adminWords.money;
const { codes, cells, filters: filterWords } = adminWords;
const { common, codes: names } = words;
const { adminPages: pages } = words.pages;

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'status', label: filterWords.status, names: codes.paymentStatus },
  { kind: 'text', key: 'payerId', label: says.payerId },
  { kind: 'choice', key: 'purpose', label: says.purpose, names: codes.purpose },
  { kind: 'choice', key: 'method', label: says.method, names: names.paymentMethod },
  { kind: 'text', key: 'subjectId', label: filterWords.subjectId },
  { kind: 'text', key: 'wireReference', label: filterWords.reference },
];

export function AdminPaymentsPage() {
  const values = useFilters(FILTERS);
  const { status, payerId, purpose, method, subjectId, wireReference } = values;
  return (
    <AdminPage title={pages.payments.title}>
      <FilterBar filters={FILTERS} list="/admin/payments" />
      <RecordList
        query={paymentsQuery({
          ...recordAsked(values),
          status: status as components['schemas']['PaymentStatus'] | undefined,
          ...{ payerId, purpose, subjectId, wireReference },
          method: method as components['schemas']['PaymentMethod'] | undefined,
        })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.payer, cell: ({ payer }) => <Who person={payer} /> },
          { name: says.purpose, cell: ({ purpose, description }) => codes.purpose[purpose] ?? description },
          { name: says.amount, figure: true, cell: ({ amountCents }) => <Sum cents={amountCents} /> },
          {
            name: says.refunded,
            figure: true,
            cell: ({ refundedCents }) => <Sum cents={refundedCents || null} />,
          },
          { name: says.method, cell: ({ method }) => names.paymentMethod[method] },
          {
            name: says.reference,
            cell: ({ wireReference, gatewayPaymentId }) => (
              <span className={classes.ref}>{wireReference ?? gatewayPaymentId ?? common.none}</span>
            ),
          },
          { name: says.started, cell: ({ startedAt }) => <Moment at={startedAt} /> },
          {
            name: cells.status,
            cell: ({ id, status: stands, late, failure }) => (
              <span className={classes.cell}>
                <Chip tone={paymentTone[stands]}>{codes.paymentStatus[stands]}</Chip>
                {late && <Chip tone="warn">{says.late}</Chip>}
                <SecondWord id={id} />
                {failure && <span className="note">{failure.message}</span>}
              </span>
            ),
          },
        ]}
      />
    </AdminPage>
  );
}
