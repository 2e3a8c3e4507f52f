/** Requests for premium listings, and the decision on each. */
import { Link } from '@tanstack/react-router';
import { premiumRequestsQuery } from '../../../api/admin';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { type Act, Acts } from '../acts';
import classes from '../admin.module.css';
import { AdminPage } from '../admin-page';
import { SecondWord, Sum, Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RECORD_FILTERS, recordAsked } from '../record-filters';
import { RecordList } from '../record-list';
import { premiumTone } from '../tones';

const { premium: says, codes, cells, acts, filters: filterWords } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

type Schemas = components['schemas'];
type Request = Schemas['AdminPremiumRequest'];

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'status', label: filterWords.status, names: codes.premiumStatus },
  { kind: 'text', key: 'listingId', label: filterWords.listingId },
  { kind: 'text', key: 'sellerId', label: filterWords.sellerId },
];

export function AdminPremiumPage() {
  const values = useFilters(FILTERS);
  const { status, listingId, sellerId } = values;
  return (
    <AdminPage title={pages.premium.title}>
      <FilterBar filters={FILTERS} list="/admin/premium-requests" />
      <RecordList
        query={premiumRequestsQuery({
          ...recordAsked(values),
          ...{ listingId, sellerId },
          status: status as Schemas['PremiumRequestStatus'] | undefined,
        })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          {
            name: says.listing,
            cell: ({ listingId, listingTitle }) => (
              <Link to="/admin/listings/$id" params={{ id: listingId }}>
                {listingTitle}
              </Link>
            ),
          },
          { name: says.seller, cell: ({ seller }) => <Who person={seller} /> },
          { name: says.note, cell: ({ note }) => note ?? common.none },
          { name: says.fee, figure: true, cell: ({ feeCents }) => <Sum cents={feeCents} /> },
          { name: says.requested, cell: ({ requestedAt }) => <Moment at={requestedAt} /> },
          {
            name: cells.status,
            cell: (request) => (
              <span className={classes.cell}>
                <Chip tone={premiumTone[request.status]}>{codes.premiumStatus[request.status]}</Chip>
                <SecondWord id={request.id} />
              </span>
            ),
          },
          { name: cells.acts, cell: (request) => <Acts inRow acts={actsOf(request)} /> },
        ]}
      />
    </AdminPage>
  );
}

const reason = { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonTold } as const;

function actsOf({ id, moves }: Request): Act[] {
  const params = { path: { id } };
  const decide = (decision: 'APPROVE' | 'REJECT'): Act['send'] => {
    return (read) =>
      answerOf(
        api.PUT('/admin/premium-requests/{id}', {
          params,
          body: { decision, reason: read.textOrNone('reason') },
        }),
      );
  };
  const known: Partial<Record<Request['moves'][number], Act>> = {
    approve: { label: says.approve, note: says.approveNote, send: decide('APPROVE') },
    reject: { label: says.reject, fields: [reason], send: decide('REJECT') },
    end: {
      label: says.end,
      note: says.endNote,
      grave: true,
      fields: [reason, { kind: 'flag', name: 'returnFee', label: says.returnFee }],
      send: (read, key) =>
        answerOf(
          api.POST('/admin/premium-requests/{id}/end', {
            params: { ...params, header: { 'Idempotency-Key': key } },
            body: { reason: read.text('reason'), returnFee: read.flag('returnFee') },
          }),
        ),
    },
  };
  return moves.flatMap((move) => known[move] ?? []);
}
