/** What was posted to the ledger: all of it, that of one account, or that about one thing. */
import { Link } from '@tanstack/react-router';
import { transfersQuery } from '../../../../api/admin-money';
import { money } from '../../../../format/money';
import { Empty } from '../../../../ui/empty';
import { Facts } from '../../../../ui/facts';
import { Moment } from '../../../../ui/moment';
import { words } from '../../../../words';
import { adminWords } from '../../../../words/admin';
import { accountName, holderOf, isCoded } from '../../account.rules';
import classes from '../../admin.module.css';
import { Acts } from '../../acts';
import { AdminPage } from '../../admin-page';
import { Balance } from '../../balance';
import { Ref, Thing } from '../../cells';
import { type Filter, FilterBar, useFilters } from '../../filters';
import { RecordList } from '../../record-list';
import { actsOnTransfer } from './transfer-acts';

const { transfers: says, ledger } = adminWords.money;
const { adminPages: pages } = words.pages;

const FILTERS: readonly Filter[] = [
  { kind: 'text', key: 'account', label: says.account },
  { kind: 'text', key: 'subject', label: says.subject },
];

export function AdminTransfersPage() {
  const { account, subject } = useFilters(FILTERS);
  const wrong =
    account && !isCoded(account) ? says.badAccount : subject && !isCoded(subject) ? says.badSubject : null;
  return (
    <AdminPage title={pages.transfers.title}>
      <p className="second">{says.lead}</p>
      <FilterBar filters={FILTERS} />
      {wrong && <Empty>{wrong}</Empty>}
      {!wrong && (account === undefined) === (subject === undefined) && <Choose />}
      {!wrong && (account === undefined) !== (subject === undefined) && (
        <Transfers account={account} subject={subject} />
      )}
    </AdminPage>
  );
}

const Choose = () => (
  <section className="card stack-tight">
    <p className="second">{says.choose}</p>
    <ul className="row">
      {Object.keys(ledger.accounts).map((code) => (
        <li key={code}>
          <Account code={code} />
        </li>
      ))}
    </ul>
  </section>
);

interface Asked {
  account: string | undefined;
  subject: string | undefined;
}

const Transfers = ({ account, subject }: Asked) => (
  <>
    {account && (
      <Facts
        facts={[
          { name: accountName(account), value: <span className={classes.ref}>{account}</span> },
          { name: says.balance, value: <Balance account={account} /> },
        ]}
      />
    )}
    <RecordList
      query={transfersQuery({ account, subject })}
      caption={says.caption}
      empty={says.empty}
      keyOf={({ id }) => id}
      columns={[
        { name: says.posted, cell: ({ postedAt }) => <Moment at={postedAt} /> },
        { name: says.debit, cell: ({ debit }) => <Account code={debit} /> },
        { name: says.credit, cell: ({ credit }) => <Account code={credit} /> },
        {
          name: says.amount,
          figure: true,
          cell: ({ amount, unit }) => (unit === 'CREDIT' ? ledger.credits(amount) : money(amount)),
        },
        { name: says.about, cell: ({ subject: about }) => <Thing {...about} /> },
        { name: says.why, cell: ({ reason }) => reason },
        { name: adminWords.cells.acts, cell: (transfer) => <Acts inRow acts={actsOnTransfer(transfer)} /> },
      ]}
    />
  </>
);

/** Leads to all that was posted to it. */
function Account({ code }: { code: string }) {
  const holder = holderOf(code);
  return (
    <span className={classes.cell}>
      <Link to="/admin/money/transfers" search={{ account: code }} title={code}>
        {accountName(code)}
      </Link>
      {holder && (holder.includes('-') ? <Ref id={holder} /> : <span className={classes.ref}>{holder}</span>)}
    </span>
  );
}
