/** Everything about one person, and what administrators do about them: each act with a reason. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { actionLogQuery, adminMandatesQuery, subscriptionsQuery, userQuery } from '../../../api/admin';
import { AdminNotes } from '../../../app/admin-notes';
import { PageProblem } from '../../../app/page-states';
import { PartProblem } from '../../../app/part-problem';
import { Chip } from '../../../ui/chip';
import { Facts } from '../../../ui/facts';
import { Moment } from '../../../ui/moment';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { billingWords } from '../../../words/billing';
import { brokersWords } from '../../../words/brokers';
import { sayAction } from '../action.rules';
import { Acts } from '../acts';
import classes from '../admin.module.css';
import { AdminPage } from '../admin-page';
import { Balance } from '../balance';
import { SecondWord, Thing, Who } from '../cells';
import { RecordList } from '../record-list';
import { userTone } from '../tones';
import { usePayableActs, useUserActs, type UserDetail } from './user-acts';

const { user: says, users, audit } = adminWords.people;
const { codes, cells } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

export function AdminUserPage() {
  const { id = '' } = useParams({ strict: false });
  const user = useQuery(userQuery(id));
  if (user.isError) return <PageProblem error={user.error} onRetry={() => void user.refetch()} />;
  return (
    <AdminPage title={user.data ? `${user.data.firstName} ${user.data.lastName}` : pages.user.title}>
      {user.isPending ? <Skeleton heights={[50, 240, 240]} /> : <One key={id} user={user.data} />}
    </AdminPage>
  );
}

function One({ user }: { user: UserDetail }) {
  const acts = useUserActs(user);
  return (
    <>
      <div className={classes.bar}>
        <Chip tone={userTone[user.status]}>{codes.userStatus[user.status]}</Chip>
        {!user.emailVerified && <Chip tone="warn">{users.unconfirmed}</Chip>}
        <SecondWord id={user.id} />
        <Acts acts={acts} />
      </div>
      <div className={classes.columns}>
        <About user={user} />
        <TheirThings id={user.id} email={user.email} />
      </div>
      <AdminNotes subject={{ type: 'user', id: user.id }} />
      <Log caption={says.logTitle} id={user.id} asked={{ actor: user.id }} />
      <Log caption={says.logAbout} id={user.id} asked={{ subjectType: 'user', subjectId: user.id }} />
    </>
  );
}

function About({ user }: { user: UserDetail }) {
  const acts = usePayableActs(user);
  return (
    <section className="card stack-tight">
      <h2>{says.aboutTitle}</h2>
      <Facts
        facts={[
          { name: says.id, value: <span className={classes.mono}>{user.id}</span> },
          { name: says.email, value: user.email },
          { name: says.phone, value: user.phone ?? common.none },
          { name: says.company, value: user.companyName ?? common.none },
          { name: says.roles, value: user.roles.map((role) => codes.role[role]).join(', ') },
          ...(user.statusReason ? [{ name: says.why, value: user.statusReason }] : []),
          { name: says.sessions, value: says.places(user.liveSessions) },
          { name: says.lastSeen, value: user.lastSeenAt ? <Moment at={user.lastSeenAt} /> : says.never },
          { name: says.created, value: <Moment at={user.createdAt} /> },
          { name: says.plan, value: <Plan of={user.id} /> },
          { name: says.brokers, value: <Mandates of={user.id} /> },
          { name: says.credits, value: <Balance account={`credits:${user.id}`} /> },
          {
            name: says.payable,
            value: (
              <>
                <Balance account={`payable:${user.id}`} /> <Acts inRow acts={acts} />
              </>
            ),
          },
        ]}
      />
    </section>
  );
}

/** The latest subscription. */
function Plan({ of }: { of: string }) {
  const list = useInfiniteQuery(subscriptionsQuery({ userId: of }));
  const latest = list.data?.pages[0]?.data[0];
  if (!latest) return list.data ? common.none : <PartProblem query={list} />;
  return (
    <span>
      {billingWords.planName[latest.plan]}{' '}
      <span className="note">{billingWords.subscriptionStatus[latest.status]}</span>{' '}
      {latest.periodEnd && <Moment at={latest.periodEnd} day />}
    </span>
  );
}

/** Who acts for them, and for whom they act, now. */
function Mandates({ of }: { of: string }) {
  const given = useInfiniteQuery(adminMandatesQuery({ clientId: of, status: 'ACTIVE' }));
  const held = useInfiniteQuery(adminMandatesQuery({ brokerId: of, status: 'ACTIVE' }));
  const rows = [given, held].flatMap(({ data }) => data?.pages[0]?.data ?? []);
  const unread = [given, held].find(({ isError }) => isError);
  if (unread) return <PartProblem query={unread} />;
  if (rows.length === 0) return given.data && held.data ? common.none : '';
  return (
    <span className="row">
      {rows.map(({ id, side, client, broker }) => (
        <span key={id}>
          {client.id === of
            ? says.actedForBy(brokersWords.side[side])
            : says.actsFor(brokersWords.side[side])}{' '}
          {client.id === of ? broker && <Who person={broker} /> : <Who person={client} />}
        </span>
      ))}
    </span>
  );
}

/** Each list asked for this person: its filters stand in the address. */
const TheirThings = ({ id, email }: { id: string; email: string }) => {
  const lists = [
    { to: '/admin/listings', search: { sellerId: id }, name: says.listings },
    { to: '/admin/deals', search: { buyerId: id }, name: says.dealsAsBuyer },
    { to: '/admin/deals', search: { sellerId: id }, name: says.dealsAsSeller },
    { to: '/admin/offers', search: { buyerId: id }, name: says.offersMade },
    { to: '/admin/offers', search: { sellerId: id }, name: says.offersReceived },
    { to: '/admin/money/payments', search: { payerId: id }, name: says.payments },
    { to: '/admin/money/payouts', search: { userId: id }, name: says.payouts },
    { to: '/admin/verifications', search: { userId: id, state: 'ALL' }, name: says.verifications },
    { to: '/admin/documents', search: { search: id }, name: says.documents },
    { to: '/admin/premium', search: { search: id }, name: says.premium },
    { to: '/admin/premium-access', search: { search: id }, name: says.premiumAccess },
    { to: '/admin/subscriptions', search: { search: id }, name: says.subscriptions },
    { to: '/admin/brokers', search: { search: id }, name: says.mandates },
    { to: '/admin/mail', search: { to: email }, name: says.letters },
    { to: '/admin/money/refunds', search: { search: email }, name: says.refunds },
    { to: '/admin/reports', search: { search: id, state: 'ALL' }, name: says.reports },
    { to: '/admin/reviews', search: { userId: id }, name: says.reviews },
    { to: '/admin/money/transfers', search: { account: `payable:${id}` }, name: says.transfersOfMoney },
    { to: '/admin/money/transfers', search: { account: `credits:${id}` }, name: says.transfersOfCredits },
    { to: `/admin/support/${id}`, search: {}, name: says.support },
  ];
  return (
    <section className="card stack-tight">
      <h2>{says.listsTitle}</h2>
      <Facts
        facts={lists.map(({ to, search, name }) => ({
          name,
          value: (
            <Link to={to} search={search as never}>
              {says.see(name)}
            </Link>
          ),
        }))}
      />
    </section>
  );
};

interface LogProps {
  caption: string;
  id: string;
  asked: Parameters<typeof actionLogQuery>[0];
}

const Log = ({ caption, id, asked }: LogProps) => (
  <RecordList
    query={actionLogQuery(asked)}
    caption={caption}
    empty={says.logEmpty}
    keyOf={(entry) => entry.id}
    columns={[
      { name: audit.when, cell: ({ occurredAt }) => <Moment at={occurredAt} /> },
      { name: audit.what, cell: ({ action }) => sayAction(action) },
      {
        name: audit.to,
        cell: ({ subject }) => (subject.id === id ? common.none : <Thing {...subject} />),
      },
      { name: cells.reason, cell: ({ reason }) => reason ?? common.none },
    ]}
  />
);
