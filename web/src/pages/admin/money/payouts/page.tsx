/** Money that goes out to people, newest first, and what administrators do about each payout. */
import { payoutsQuery } from '../../../../api/admin-money';
import { answerOf, api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { Chip } from '../../../../ui/chip';
import { Moment } from '../../../../ui/moment';
import { words } from '../../../../words';
import { adminWords } from '../../../../words/admin';
import type { ActField } from '../../act.rules';
import { type Act, Acts } from '../../acts';
import classes from '../../admin.module.css';
import { AdminPage } from '../../admin-page';
import { SecondWord, Sum, Who } from '../../cells';
import { type Filter, FilterBar, useFilters } from '../../filters';
import { RECORD_FILTERS, recordAsked } from '../../record-filters';
import { RecordList } from '../../record-list';
import { payoutTone } from '../../tones';
import { RevealBankAccount } from './bank-account';

const { payouts: says, wires } = adminWords.money;
const { codes, cells, acts, filters: filterWords } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

type Payout = components['schemas']['AdminPayout'];

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'status', label: filterWords.status, names: codes.payoutStatus },
  { kind: 'text', key: 'userId', label: says.userId },
];

export function AdminPayoutsPage() {
  const values = useFilters(FILTERS);
  const { status, userId } = values;
  return (
    <AdminPage title={pages.payouts.title}>
      <FilterBar filters={FILTERS} list="/admin/payouts" />
      <RecordList
        query={payoutsQuery({
          ...recordAsked(values),
          status: status as components['schemas']['PayoutStatus'] | undefined,
          userId,
        })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.payee, cell: ({ user }) => <Who person={user} /> },
          { name: cells.amount, figure: true, cell: ({ amountCents }) => <Sum cents={amountCents} /> },
          { name: says.method, cell: ({ method }) => codes.payoutMethod[method] },
          {
            name: says.account,
            cell: ({ bankAccountDigits }) =>
              bankAccountDigits ? says.digits(bankAccountDigits) : common.none,
          },
          { name: says.requested, cell: ({ requestedAt }) => <Moment at={requestedAt} /> },
          { name: says.orderedBy, cell: ({ orderedBy }) => <Who person={orderedBy} /> },
          {
            name: cells.status,
            cell: ({ id, status: stands, failureReason }) => (
              <span className={classes.cell}>
                <Chip tone={payoutTone[stands]}>{codes.payoutStatus[stands]}</Chip>
                <SecondWord id={id} />
                {failureReason && <span className="note">{failureReason}</span>}
              </span>
            ),
          },
          {
            name: cells.acts,
            cell: (payout) => (
              <span className={classes.rowActs}>
                {payout.status === 'AWAITING_WIRE' && <RevealBankAccount id={payout.id} />}
                <Acts inRow acts={actsOf(payout)} />
              </span>
            ),
          },
        ]}
      />
    </AdminPage>
  );
}

const reason = { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonTold } as const;
const reference: ActField = {
  kind: 'text',
  name: 'reference',
  label: wires.referenceField,
  twice: wires.referenceAgain,
};

function actsOf({ id, status, method, amountCents }: Payout): Act[] {
  const params = (key: string) => ({ path: { id }, header: { 'Idempotency-Key': key } });
  if (status === 'AWAITING_WIRE') {
    return [
      {
        label: says.record,
        note: says.recordNote,
        fields: [reference],
        send: (read, key) =>
          answerOf(
            api.POST('/admin/payouts/{id}/record-wire', {
              params: params(key),
              body: { reference: read.text('reference'), amountCents },
            }),
          ),
      },
      {
        label: says.refuse,
        note: says.refuseNote,
        grave: true,
        fields: [reason],
        send: (read, key) =>
          answerOf(
            api.POST('/admin/payouts/{id}/refuse-wire', {
              params: params(key),
              body: { reason: read.text('reason') },
            }),
          ),
      },
    ];
  }
  if (status === 'PAID' && method === 'WIRE') {
    return [
      {
        label: says.returned,
        note: says.returnedNote,
        fields: [
          reference,
          { kind: 'money', name: 'amountCents', label: wires.amountField, optional: true },
          { ...reason, optional: true },
        ],
        send: (read, key) =>
          answerOf(
            api.POST('/admin/payouts/{id}/wire-returned', {
              params: params(key),
              body: {
                reference: read.text('reference'),
                amountCents: read.centsOrNone('amountCents'),
                reason: read.textOrNone('reason'),
              },
            }),
          ),
      },
    ];
  }
  if (status !== 'REQUESTED') return [];
  return [
    {
      label: says.giveUp,
      note: says.giveUpNote,
      grave: true,
      fields: [reason],
      send: (read, key) =>
        answerOf(
          api.POST('/admin/payouts/{id}/give-up', {
            params: params(key),
            body: { reason: read.text('reason') },
          }),
        ),
    },
  ];
}
