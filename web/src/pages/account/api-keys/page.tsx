/** Keys for programs that act for one: which there are, and the way to make and to revoke one. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { account, type ApiKey, apiKeysQuery } from '../../../api/account';
import { asProblem } from '../../../api/problem';
import { ConfirmRemove } from '../../../app/confirm-remove';
import { DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { accountWords } from '../../../words/account';
import { AccountFrame } from '../frame';
import { KeyForm } from './key-form';

const { keys: says, scope } = accountWords;
const { accountPages: pages } = words.pages;

export function ApiKeysPage() {
  const keys = useQuery(apiKeysQuery);
  return (
    <AccountFrame title={pages.apiKeys.title}>
      <p className="second">
        {says.lead} <a href="/api/docs/">{says.docs}</a>
      </p>
      {keys.isPending && <Skeleton heights={[160]} />}
      {keys.isError && <ProblemNote problem={asProblem(keys.error)} onRetry={() => void keys.refetch()} />}
      {keys.data?.length === 0 && <Empty>{says.none}</Empty>}
      {keys.data && keys.data.length > 0 && <KeyTable keys={keys.data} />}
      <KeyForm />
    </AccountFrame>
  );
}

const KeyTable = ({ keys }: { keys: readonly ApiKey[] }) => (
  <DataTable
    caption={says.caption}
    rows={keys}
    keyOf={({ id }) => id}
    columns={[
      { name: says.name, cell: ({ name }) => name },
      {
        name: says.key,
        cell: ({ prefix, lastFour }) => <span className="figure">{`${prefix}…${lastFour}`}</span>,
      },
      {
        name: says.scopes,
        cell: ({ scopes }) => (
          <span title={scopes.map((each) => scope[each]).join(', ')}>{says.count(scopes.length)}</span>
        ),
      },
      { name: says.used, cell: ({ lastUsedAt }) => (lastUsedAt ? <Moment at={lastUsedAt} /> : says.never) },
      {
        name: says.ends,
        cell: ({ expiresAt }) => (expiresAt ? <Moment at={expiresAt} day /> : says.untilRevoked),
      },
      { name: says.action, cell: (row) => <Revoke row={row} /> },
    ]}
  />
);

const Revoke = ({ row }: { row: ApiKey }) => (
  <ConfirmRemove
    id={row.id}
    remove={account.revokeKey}
    changes={[['api-keys']]}
    title={says.revokeTitle(row.name)}
    submit={says.revoke}
    text={<p>{says.revokeText}</p>}
  >
    {(open) => (
      <Button variant="default" onClick={open}>
        {says.revoke}
      </Button>
    )}
  </ConfirmRemove>
);
