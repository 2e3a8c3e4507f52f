/** Who wrote to support, the latest first, and who waits for an answer. */
import { Link } from '@tanstack/react-router';
import { supportThreadsQuery } from '../../../api/admin-talk';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import classes from '../admin.module.css';
import { AdminPage } from '../admin-page';
import { Ref } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RecordList } from '../record-list';

const { support: says } = adminWords.talk;
const { cells } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

const FILTERS: readonly Filter[] = [{ kind: 'flag', key: 'waiting', label: says.waitingOnly }];

export function AdminSupportPage() {
  const waiting = useFilters(FILTERS).waiting === 'true';
  return (
    <AdminPage title={pages.support.title}>
      <FilterBar filters={FILTERS} />
      <RecordList
        query={supportThreadsQuery(waiting ? { waiting } : {})}
        caption={says.caption}
        empty={waiting ? says.emptyWaiting : says.empty}
        keyOf={({ user }) => user.id}
        columns={[
          {
            name: cells.who,
            cell: ({ user: { id, name } }) => (
              <span className={classes.cell}>
                <Link to="/admin/support/$id" params={{ id }} aria-label={says.open(name ?? common.notKnown)}>
                  {name ?? common.notKnown}
                </Link>
                <Ref id={id} />
              </span>
            ),
          },
          { name: says.unread, figure: true, cell: ({ unread }) => unread },
          {
            name: says.waitsSince,
            cell: ({ waitingSince }) =>
              waitingSince ? (
                <span className={classes.cell}>
                  <Chip tone="turn">{says.waits}</Chip>
                  <Moment at={waitingSince} />
                </span>
              ) : (
                says.answered
              ),
          },
          { name: says.last, cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
        ]}
      />
    </AdminPage>
  );
}
