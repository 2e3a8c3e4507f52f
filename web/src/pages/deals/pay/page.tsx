/** Pays what is due in a deal: how, with what, and where the money goes. A payment under way is shown instead. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type Deal, dealPaymentsQuery, dealQuery, isOpen } from '../../../api/deals';
import { PageProblem } from '../../../app/page-states';
import { useNow } from '../../../app/use-now';
import { money } from '../../../format/money';
import { deadline } from '../../../format/time';
import { Empty } from '../../../ui/empty';
import { PageHeading } from '../../../ui/page-heading';
import { Skeleton } from '../../../ui/skeleton';
import { dealCodes, dealWords } from '../../../words/deals';
import { Part } from '../part';
import { PaymentState } from '../payment-state';
import classes from './pay.module.css';
import { PayForm } from './pay-form';

const { pay: says, room } = dealWords;
const route = getRouteApi('/signed-in/deals/$id/pay');

export function PayPage() {
  const { id } = route.useParams();
  const deal = useQuery(dealQuery(id));
  if (deal.isPending) return <Skeleton heights={[34, 60, 320]} />;
  if (deal.isError) return <PageProblem error={deal.error} onRetry={() => void deal.refetch()} />;
  return <Pay deal={deal.data} />;
}

function Pay({ deal }: { deal: Deal }) {
  const payments = useQuery(dealPaymentsQuery(deal.id));
  return (
    <div className={classes.page}>
      <div className="stack-tight">
        <p>
          <Link to="/deals/$id" params={{ id: deal.id }}>
            {says.toDeal}
          </Link>
        </p>
        <PageHeading>{headingOf(deal)}</PageHeading>
        <p className="second">{deal.listing.title}</p>
      </div>
      {deal.hold && <p className={classes.hold}>{`${room.hold}: ${deal.hold.reason}`}</p>}
      <Part query={payments} heights={[240]}>
        {(rows) => {
          const underWay = rows.find((payment) => isOpen(payment) && payment.purpose === deal.due?.purpose);
          return (
            <>
              {underWay && (
                <section className="card stack-tight">
                  <h2>{says.open}</h2>
                  <PaymentState payment={underWay} />
                </section>
              )}
              <Due deal={deal} />
            </>
          );
        }}
      </Part>
    </div>
  );
}

function headingOf({ due }: Deal): string {
  if (!due) return says.heading;
  return says.title(dealCodes.purpose[due.purpose], money(due.amountCents));
}

/** The form, where this reader may pay now; else why not. */
function Due({ deal }: { deal: Deal }) {
  const now = useNow();
  const { due, moves, yourSide } = deal;
  if (!due) return <Empty>{says.nothingDue}</Empty>;
  if (yourSide !== 'BUYER') return <Empty>{says.notYou}</Empty>;
  const move = due.purpose === 'DEPOSIT' ? 'PAY_DEPOSIT' : 'PAY_BALANCE';
  const open = moves.open.find((each) => each.move === move);
  if (!open)
    return <Empty>{moves.closed.find((each) => each.move === move)?.because ?? says.nothingDue}</Empty>;
  return (
    <section className="card stack-form">
      <p>{open.effect}</p>
      <p>{says.escrow}</p>
      {moves.next?.until && (
        <p className="second">{room.ifNobody(deadline(moves.next.until, now), moves.next.onSilence)}</p>
      )}
      <PayForm deal={deal} due={due} />
    </section>
  );
}
