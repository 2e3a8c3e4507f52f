/** What of the plan is not paid yet, until when it may be, and the two ways to pay it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { billing, type Subscription } from '../../../api/billing';
import { savedMethodsQuery } from '../../../api/saved-methods';
import { useMove } from '../../../app/use-move';
import { money } from '../../../format/money';
import { shortDay } from '../../../format/time';
import { FormProblem } from '../../../ui/form-problem';
import { words } from '../../../words';
import { billingWords } from '../../../words/billing';
import classes from '../account.module.css';

const { plan: says } = billingWords;

export function DueNote({
  subscription: { due, graceEndsAt, paymentMethodId },
}: {
  subscription: Subscription;
}) {
  const methods = useQuery(savedMethodsQuery);
  const pay = useMove(billing.payDue, { changes: [['credits'], ['payments']] });
  if (!due) return null;
  const sum = money(due.amountCents);
  const payingId = paymentMethodId ?? methods.data?.[0]?.id;
  return (
    <div className={classes.due} role="alert">
      <p>{says.due(sum, graceEndsAt ? shortDay(graceEndsAt) : words.common.notKnown)}</p>
      <FormProblem>{pay.problem}</FormProblem>
      <div className="row">
        {payingId && (
          <Button loading={pay.busy} onClick={() => pay.act(payingId)}>
            {says.payDue(sum)}
          </Button>
        )}
        {due.payUrl && <a href={due.payUrl}>{says.payPage}</a>}
      </div>
    </div>
  );
}
