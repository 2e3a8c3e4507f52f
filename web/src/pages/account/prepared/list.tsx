/** What was prepared for the reader; by the link of an invitation the one thing that it is about. */
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import {
  declineInvitation,
  invitationQuery,
  type Prepared,
  preparedListQuery,
} from '../../../api/assistance';
import { WhenOn } from '../../../app/when-on';
import { useMove } from '../../../app/use-move';
import { Chip } from '../../../ui/chip';
import { type Column, DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { PageHeading } from '../../../ui/page-heading';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { assistanceWords } from '../../../words/assistance';
import { AccountFrame } from '../frame';
import { ListPart } from '../list-part';
import { PREPARED_TONES, PreparedFacts } from '../prepared';

const { prepared: says, preparedStatus, preparedKind } = assistanceWords;
const { title } = words.pages.accountPages.prepared;

export function PreparedListPage() {
  const { token }: { token?: string } = useSearch({ strict: false });
  return token ? <Invitation token={token} /> : <Own />;
}

const COLUMNS: readonly Column<Prepared>[] = [
  {
    name: says.title,
    cell: ({ id, title: name }) => (
      <Link to="/prepared/$id" params={{ id }}>
        {name}
      </Link>
    ),
  },
  { name: says.what, cell: ({ kind }) => preparedKind[kind] },
  { name: says.until, cell: ({ expiresAt }) => <Moment at={expiresAt} /> },
  {
    name: says.status,
    cell: ({ status }) => <Chip tone={PREPARED_TONES[status]}>{preparedStatus[status]}</Chip>,
  },
];

function Own() {
  const list = useInfiniteQuery(preparedListQuery);
  return (
    <AccountFrame title={title}>
      <p className="second">{says.lead}</p>
      <ListPart list={list} empty={says.empty}>
        {(rows) => <DataTable caption={says.caption} columns={COLUMNS} rows={rows} keyOf={({ id }) => id} />}
      </ListPart>
    </AccountFrame>
  );
}

function Invitation({ token }: { token: string }) {
  const [declined, setDeclined] = useState(false);
  const read = useQuery({ ...invitationQuery(token), enabled: !declined });
  const decline = useMove((link: string) => declineInvitation(link, undefined), {
    onDone: () => setDeclined(true),
  });
  if (declined) {
    return (
      <div className="stack">
        <PageHeading>{title}</PageHeading>
        <p role="status">{says.declined}</p>
      </div>
    );
  }
  return (
    <div className="stack">
      <PageHeading>{title}</PageHeading>
      {read.isPending && <Skeleton heights={[200]} />}
      {read.isError && <Empty>{says.gone}</Empty>}
      {read.data && (
        <>
          <p className="second">{says.lead}</p>
          <PreparedFacts prepared={read.data} />
          <p>{says.byLink}</p>
          {decline.problem && <p role="alert">{decline.problem}</p>}
          <div className="row">
            <Link to="/sign-in" search={{ next: `/prepared/${read.data.id}` }}>
              {says.signIn}
            </Link>
            <WhenOn feature="REGISTRATION" quiet>
              <Link to="/register">{says.register}</Link>
            </WhenOn>
            <Button variant="default" loading={decline.busy} onClick={() => decline.act(token)}>
              {says.decline}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
