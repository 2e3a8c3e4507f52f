/** Where somebody begins who is signed in: their moves first, then what they have on each side that they are on. */
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { overviewQuery } from '../../../api/overview';
import { asProblem } from '../../../api/problem';
import { useUnread } from '../../../app/use-session';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { overviewWords as says } from '../../../words/overview';
import { Moves } from './moves';
import classes from './overview.module.css';
import { Reach } from './reach';
import { AsBuyer, AsSeller } from './sides';
import { hasBought, hasListed } from './start.rules';

const { accountPages: pages } = words.pages;

export function OverviewPage() {
  const { data, isPending, isError, error, refetch } = useQuery(overviewQuery);
  const { unread, unreadMessages } = useUnread();
  return (
    <div className="stack">
      <div className="stack-tight">
        <PageHeading>{pages.overview.title}</PageHeading>
        {unread + unreadMessages > 0 && (
          <p className="row">
            {unread > 0 && <Link to="/notifications">{says.unreadNotices(unread)}</Link>}
            {unreadMessages > 0 && <Link to="/messages">{says.unreadMessages(unreadMessages)}</Link>}
          </p>
        )}
      </div>
      {isPending && <Skeleton heights={[140, 280]} />}
      {isError && <ProblemNote problem={asProblem(error)} onRetry={() => void refetch()} />}
      {data && !data.buyer && !data.seller && <Navigate to="/admin" replace />}
      {data && (data.buyer || data.seller) && (
        <>
          <Moves />
          {data.buyer && !hasBought(data.buyer) && <Steps steps={says.startBuying} title={says.buyerTitle} />}
          {data.seller && !hasListed(data.seller) && (
            <Steps steps={says.startSelling} title={says.sellerTitle} />
          )}
          <div className={classes.sides}>
            {data.buyer && <AsBuyer overview={data.buyer} />}
            {data.seller && <AsSeller overview={data.seller} />}
          </div>
          {data.seller && hasListed(data.seller) && <Reach />}
        </>
      )}
    </div>
  );
}

interface StepsProps {
  title: string;
  steps: readonly { to: string; search?: { side: 'SELLER' }; title: string; text: string }[];
}

/** For who has just come. */
const Steps = ({ title, steps }: StepsProps) => (
  <section className="stack-tight">
    <h2>{says.startTitleOf(title)}</h2>
    <ol className={classes.steps}>
      {steps.map(({ to, search = {}, title: name, text }) => (
        <li key={to} className="card stack-tight">
          <h3>
            <Link to={to} search={search as never}>
              {name}
            </Link>
          </h3>
          <p className="second">{text}</p>
        </li>
      ))}
    </ol>
  </section>
);
