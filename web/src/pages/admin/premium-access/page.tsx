/** Buyers' requests about premium listings, and what becomes of each. */
import { Link } from '@tanstack/react-router';
import { premiumAccessListQuery } from '../../../api/admin';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { Chip, type Tone } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { type Act, Acts } from '../acts';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RECORD_FILTERS, recordAsked } from '../record-filters';
import { RecordList } from '../record-list';

const { premium: says, premiumAccess: asks, cells, acts, codes, filters: filterWords } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

type Schemas = components['schemas'];
type Request = Schemas['AdminPremiumAccess'];

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'status', label: filterWords.status, names: codes.premiumAccessStatus },
  { kind: 'text', key: 'listingId', label: filterWords.listingId },
  { kind: 'text', key: 'buyerId', label: filterWords.buyerId },
];
const TONES: Record<Request['status'], Tone> = {
  OPEN: 'turn',
  CONTACTED: 'info',
  CLOSED: 'ok',
  DECLINED: 'bad',
  WITHDRAWN: 'neutral',
};

export function AdminPremiumAccessPage() {
  const values = useFilters(FILTERS);
  const { status, listingId, buyerId } = values;
  return (
    <AdminPage title={pages.premiumAccess.title}>
      <FilterBar filters={FILTERS} list="/admin/premium-access" />
      <RecordList
        query={premiumAccessListQuery({
          ...recordAsked(values),
          ...{ listingId, buyerId },
          status: status as Request['status'] | undefined,
        })}
        caption={asks.caption}
        empty={asks.empty}
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
          { name: asks.buyer, cell: ({ buyer }) => <Who person={buyer} /> },
          { name: says.note, cell: ({ note }) => note ?? common.none },
          { name: says.requested, cell: ({ requestedAt }) => <Moment at={requestedAt} /> },
          {
            name: cells.status,
            cell: (request) => (
              <Chip tone={TONES[request.status]}>{codes.premiumAccessStatus[request.status]}</Chip>
            ),
          },
          { name: cells.acts, cell: (request) => <Acts inRow acts={actsOf(request)} /> },
        ]}
      />
    </AdminPage>
  );
}

const told = { kind: 'reason', name: 'reason', label: asks.answer, hint: acts.reasonTold } as const;

function actsOf({ id, answers }: Request): Act[] {
  return answers.map((status) => ({
    label: asks.acts[status],
    ...(status === 'CONTACTED' ? {} : { fields: [told] }),
    send: (read) => {
      const answer = status === 'CONTACTED' ? undefined : read.text('reason');
      return answerOf(
        api.PUT('/admin/premium-access/{id}', { params: { path: { id } }, body: { status, answer } }),
      );
    },
  }));
}
