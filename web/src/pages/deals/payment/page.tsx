/** One payment of one's own: how it stands and what to do, as the letters about it link to. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type Payment, paymentQuery } from '../../../api/deals';
import { PageProblem } from '../../../app/page-states';
import { Moment } from '../../../ui/moment';
import { PageHeading } from '../../../ui/page-heading';
import { Skeleton } from '../../../ui/skeleton';
import { dealCodes, dealWords } from '../../../words/deals';
import { isPurpose } from '../deal.rules';
import { FileButton } from '../../../app/file-button';
import { PaymentState } from '../payment-state';

const { payment: says, money } = dealWords;
const route = getRouteApi('/signed-in/payments/$id');

export function PaymentPage() {
  const { id } = route.useParams();
  const payment = useQuery(paymentQuery(id));
  if (payment.isPending) return <Skeleton heights={[34, 240]} />;
  if (payment.isError) return <PageProblem error={payment.error} onRetry={() => void payment.refetch()} />;
  return <Shown payment={payment.data} />;
}

const Shown = ({ payment }: { payment: Payment }) => {
  const { id, purpose, subjectId, description, startedAt, status } = payment;
  const ofDeal = isPurpose(purpose);
  return (
    <div className="stack">
      <div className="stack-tight">
        {ofDeal && (
          <p>
            <Link to="/deals/$id" params={{ id: subjectId }}>
              {says.toDeal}
            </Link>
          </p>
        )}
        <PageHeading>{isPurpose(purpose) ? dealCodes.purpose[purpose] : says.heading}</PageHeading>
        <p className="second">
          {description} · <Moment at={startedAt} />
        </p>
      </div>
      <section className="card">
        <PaymentState payment={payment} />
      </section>
      <div className="row">
        {status === 'SUCCEEDED' && (
          <FileButton path={`/payments/${id}/receipt`} name={money.receiptFile} label={money.receipt} />
        )}
        {status === 'FAILED' && ofDeal && (
          <Button renderRoot={(props) => <Link to="/deals/$id/pay" params={{ id: subjectId }} {...props} />}>
            {says.again}
          </Button>
        )}
      </div>
    </div>
  );
};
