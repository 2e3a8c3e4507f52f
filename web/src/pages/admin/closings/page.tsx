/** Open deals by the day that comes next: whose move, how late, and a reminder. */
import { Link } from '@tanstack/react-router';
import { type Closing, closingsQuery, remindNow } from '../../../api/admin-closings';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { type Act, Acts } from '../acts';
import { AdminPage } from '../admin-page';
import { aged, Sum, Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RecordList } from '../record-list';
import { dealTone } from '../tones';

const { closings: says, cells, codes } = adminWords;
const { listing, buyer, seller, price } = adminWords.people.deals;
const { common } = words;
const { adminPages: pages } = words.pages;

type Waiting = Closing['waitingFor'][number];

const FILTERS: readonly Filter[] = [
  { kind: 'text', key: 'search', label: says.search },
  { kind: 'choice', key: 'by', label: says.by, names: says.byNames, any: says.byNames.DEADLINE },
  { kind: 'choice', key: 'waitingFor', label: says.waitingFor, names: says.readers },
  { kind: 'flag', key: 'late', label: says.lateOnly },
  { kind: 'flag', key: 'onHold', label: says.onHold },
];

/** It is another part of the app. */
const dealPage = (id: string): string => `/deals/${id}`;
const dayOf = (at: string | null) => (at === null ? common.none : <Moment at={at} />);

export function AdminClosingsPage() {
  const { search, by, waitingFor, late, onHold } = useFilters(FILTERS);
  return (
    <AdminPage title={pages.closings.title}>
      <FilterBar filters={FILTERS} list="/admin/closings" />
      <RecordList
        query={closingsQuery({
          ...(search ? { search } : {}),
          ...(by ? { by: by as 'DEADLINE' | 'CLOSING_DATE' } : {}),
          ...(waitingFor ? { waitingFor: waitingFor as Waiting } : {}),
          ...(late === 'true' ? { late: true } : {}),
          ...(onHold === 'true' ? { onHold: true } : {}),
        })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          {
            name: listing,
            cell: (deal) => (
              <>
                <Link to={dealPage(deal.id)}>{deal.listing.title}</Link>{' '}
                <Chip tone={dealTone[deal.status]}>{codes.transactionStatus[deal.status]}</Chip>
                {deal.onHold && <Chip tone="bad">{says.onHold}</Chip>}
              </>
            ),
          },
          { name: buyer, cell: (deal) => <Who person={deal.buyer} /> },
          { name: seller, cell: (deal) => <Who person={deal.seller} /> },
          { name: price, figure: true, cell: ({ priceCents }) => <Sum cents={priceCents} /> },
          { name: says.closing, cell: ({ closingAt }) => dayOf(closingAt) },
          {
            name: says.deadline,
            cell: ({ deadlineAt, lateHours }) => (
              <>
                {dayOf(deadlineAt)} {lateHours > 0 && <Chip tone="bad">{says.late(aged(lateHours))}</Chip>}
              </>
            ),
          },
          {
            name: says.waitingFor,
            cell: ({ waitingFor: who }) =>
              who.map((reader) => says.readers[reader]).join(', ') || says.nobody,
          },
          { name: says.reminded, cell: ({ lastRemindedAt }) => dayOf(lastRemindedAt) },
          { name: cells.acts, cell: (deal) => <Acts inRow acts={actsOf(deal)} /> },
        ]}
      />
    </AdminPage>
  );
}

const actsOf = (deal: Closing): Act[] =>
  deal.onHold || !deal.waitingFor.some((reader) => reader !== 'ADMIN')
    ? []
    : [{ label: says.remind, note: says.remindNote, send: (_, key) => remindNow(deal, key) }];
