/** What was prepared for people: new ones, what became of each, and taking one back. */
import {
  type AdminPrepared,
  allPreparedQuery,
  type NewPrepared,
  prepare,
  withdrawPrepared,
} from '../../../api/assistance';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { assistanceWords } from '../../../words/assistance';
import { type Act, Acts } from '../acts';
import type { ActField, Reader } from '../act.rules';
import { AdminPage } from '../admin-page';
import { Sum, Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RecordList } from '../record-list';

const { admin: says, prepared: facts, preparedStatus, preparedKind } = assistanceWords;
const { cells, filters: filterWords } = adminWords;
const { adminPages: pages } = words.pages;
const { dealStructure, entityForm } = words.codes;

const FILTERS: readonly Filter[] = [
  { kind: 'choice', key: 'status', label: filterWords.status, names: preparedStatus },
  { kind: 'choice', key: 'kind', label: facts.what, names: preparedKind },
  { kind: 'text', key: 'userId', label: says.userId },
];

const FOR_WHOM: readonly ActField[] = [
  { kind: 'text', name: 'for.userId', label: says.userId, optional: true },
  { kind: 'text', name: 'for.email', label: says.email, optional: true },
  { kind: 'text', name: 'for.firstName', label: says.firstName, optional: true },
];
const WHY: ActField = { kind: 'reason', name: 'reason', label: says.reason };

const forWhom = (read: Reader): NewPrepared['for'] => ({
  userId: read.textOrNone('for.userId'),
  email: read.textOrNone('for.email'),
  firstName: read.textOrNone('for.firstName'),
});

type Deal = NonNullable<NonNullable<NewPrepared['listing']>['deal']>;

const NEW: readonly Act[] = [
  {
    label: says.prepareListing,
    note: says.note,
    fields: [
      ...FOR_WHOM,
      { kind: 'whole', name: 'listing.usdot', label: says.usdot },
      { kind: 'text', name: 'listing.title', label: says.title },
      { kind: 'text', name: 'listing.summary', label: says.summary, optional: true },
      { kind: 'money', name: 'listing.deal.askingPriceCents', label: says.price },
      { kind: 'choice', name: 'listing.deal.dealStructure', label: says.structure, names: dealStructure },
      { kind: 'choice', name: 'listing.deal.entityForm', label: says.form, names: entityForm },
      {
        kind: 'choice',
        name: 'listing.deal.contactContinuity',
        label: says.contact,
        names: says.contactNames,
      },
      WHY,
    ],
    send: (read, key) =>
      prepare(
        {
          for: forWhom(read),
          reason: read.text('reason'),
          listing: {
            usdot: read.whole('listing.usdot'),
            title: read.text('listing.title'),
            summary: read.text('listing.summary'),
            deal: {
              askingPriceCents: read.cents('listing.deal.askingPriceCents'),
              dealStructure: read.choice<Deal['dealStructure']>('listing.deal.dealStructure'),
              entityForm: read.choice<Deal['entityForm']>('listing.deal.entityForm'),
              contactContinuity: read.choice<Deal['contactContinuity']>('listing.deal.contactContinuity'),
            },
          },
        },
        key,
      ),
  },
  {
    label: says.prepareOffer,
    note: says.note,
    fields: [
      ...FOR_WHOM,
      { kind: 'text', name: 'offer.listingId', label: says.listingId },
      { kind: 'money', name: 'offer.amountCents', label: says.price },
      { kind: 'text', name: 'offer.message', label: says.message, optional: true },
      WHY,
    ],
    send: (read, key) =>
      prepare(
        {
          for: forWhom(read),
          reason: read.text('reason'),
          offer: {
            listingId: read.text('offer.listingId'),
            amountCents: read.cents('offer.amountCents'),
            message: read.textOrNone('offer.message'),
          },
        },
        key,
      ),
  },
];

export function AdminPreparedPage() {
  const { status, kind, userId } = useFilters(FILTERS);
  return (
    <AdminPage title={pages.prepared.title}>
      <Acts acts={NEW} />
      <FilterBar filters={FILTERS} list="/admin/prepared" />
      <RecordList
        query={allPreparedQuery({
          status: status as AdminPrepared['status'] | undefined,
          kind: kind as AdminPrepared['kind'] | undefined,
          userId,
        })}
        caption={says.preparedCaption}
        empty={says.preparedEmpty}
        keyOf={({ id }) => id}
        columns={[
          { name: facts.what, cell: (row) => preparedKind[row.kind] },
          { name: facts.title, cell: ({ title }) => title },
          { name: says.person, cell: ({ person, email }) => (person ? <Who person={person} /> : email) },
          { name: facts.price, figure: true, cell: ({ amountCents }) => <Sum cents={amountCents} /> },
          { name: says.by, cell: ({ preparedBy }) => <Who person={preparedBy} /> },
          { name: facts.until, cell: ({ expiresAt }) => <Moment at={expiresAt} /> },
          {
            name: cells.status,
            cell: (row) => (
              <span>
                <Chip tone={row.status === 'WAITING' ? 'turn' : 'neutral'}>{preparedStatus[row.status]}</Chip>
                {row.answer && <span className="note">{row.answer}</span>}
              </span>
            ),
          },
          { name: cells.acts, cell: (row) => <Acts inRow acts={actsOf(row)} /> },
        ]}
      />
    </AdminPage>
  );
}

const actsOf = ({ id, status }: AdminPrepared): Act[] =>
  status === 'WAITING'
    ? [
        {
          label: says.withdraw,
          fields: [{ kind: 'reason', name: 'reason', label: cells.reason }],
          send: (read, key) => withdrawPrepared(id, read.text('reason'), key),
        },
      ]
    : [];
