/** Balances of accounts, and whether the books and the stored data hold what they promise. */
import { Button, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { DataTable } from '../../../../ui/data-table';
import { Facts } from '../../../../ui/facts';
import { formText } from '../../../../ui/form-text';
import { words } from '../../../../words';
import { adminWords } from '../../../../words/admin';
import classes from '../../admin.module.css';
import { AdminPage } from '../../admin-page';
import { Balance } from '../../balance';
import { useFilters } from '../../filters';
import { Reconciliation } from './reconciliation';

const { ledger: says, transfers } = adminWords.money;
const { adminPages: pages } = words.pages;

export function AdminLedgerPage() {
  const { account } = useFilters([{ kind: 'text', key: 'account', label: says.account }]);
  const navigate = useNavigate();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void navigate({ to: '.', search: { account: formText(event.currentTarget, 'account') } as never });
  };
  return (
    <AdminPage title={pages.ledger.title}>
      <div className={classes.columns}>
        <section className="card stack-form">
          <h2>{says.accountTitle}</h2>
          <form className="stack-form" role="search" onSubmit={submit}>
            <TextInput
              key={account}
              name="account"
              label={says.account}
              description={says.accountHint}
              defaultValue={account}
              autoComplete="off"
            />
            <div>
              <Button type="submit" variant="default">
                {says.show}
              </Button>
            </div>
          </form>
          {account && (
            <Facts
              facts={[
                {
                  name: says.balance(account),
                  value: <Balance account={account} />,
                  source: <Transfers account={account} />,
                },
              ]}
            />
          )}
        </section>
        <section className="stack-tight">
          <h2>{says.usual}</h2>
          <DataTable
            dense
            headed
            caption={says.usual}
            rows={Object.entries(says.accounts)}
            keyOf={([code]) => code}
            columns={[
              { name: says.accountName, cell: ([, name]) => name },
              { name: says.code, cell: ([code]) => <Transfers account={code} shown={code} /> },
              { name: says.balanceName, figure: true, cell: ([code]) => <Balance account={code} /> },
            ]}
          />
        </section>
      </div>
      <Reconciliation />
    </AdminPage>
  );
}

/** Leads to what was posted to it. */
const Transfers = ({ account, shown }: { account: string; shown?: string }) => (
  <Link
    className={classes.ref}
    to="/admin/money/transfers"
    search={{ account }}
    aria-label={transfers.seeOf(account)}
  >
    {shown ?? transfers.see}
  </Link>
);
