/** Everybody with an account, newest first. */
import { Link } from '@tanstack/react-router';
import { usersQuery } from '../../../api/admin';
import type { components } from '../../../api/schema';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import classes from '../admin.module.css';
import { AdminPage } from '../admin-page';
import { Ref } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RECORD_FILTERS, recordAsked } from '../record-filters';
import { RecordList } from '../record-list';
import { userTone } from '../tones';

const { users: says } = adminWords.people;
const { codes, cells, filters: filterWords } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

type Schemas = components['schemas'];

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'role', label: says.role, names: codes.role },
  { kind: 'choice', key: 'status', label: filterWords.status, names: codes.userStatus },
];

export function AdminUsersPage() {
  const values = useFilters(FILTERS);
  const { role, status } = values;
  return (
    <AdminPage title={pages.users.title}>
      <FilterBar filters={FILTERS} list="/admin/users" />
      <RecordList
        query={usersQuery({
          ...recordAsked(values),
          role: role as Schemas['Role'] | undefined,
          status: status as Schemas['UserStatus'] | undefined,
        })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          {
            name: says.name,
            cell: ({ id, firstName, lastName }) => (
              <span className={classes.cell}>
                <Link to="/admin/users/$id" params={{ id }}>
                  {`${firstName} ${lastName}`}
                </Link>
                <Ref id={id} />
              </span>
            ),
          },
          { name: says.email, cell: ({ email }) => email },
          { name: says.company, cell: ({ companyName }) => companyName ?? common.none },
          { name: says.roles, cell: ({ roles }) => roles.map((each) => codes.role[each]).join(', ') },
          { name: says.since, cell: ({ createdAt }) => <Moment at={createdAt} day /> },
          {
            name: cells.status,
            cell: ({ status: stands, emailVerified, deletedAt }) => (
              <span className={classes.cell}>
                <Chip tone={userTone[stands]}>{codes.userStatus[stands]}</Chip>
                {!emailVerified && !deletedAt && <Chip tone="warn">{says.unconfirmed}</Chip>}
                {deletedAt && <Chip>{says.deleted}</Chip>}
              </span>
            ),
          },
        ]}
      />
    </AdminPage>
  );
}
