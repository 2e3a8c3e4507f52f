/** How many credits one has, and buying more: the price beside the number, before anything is paid. */
import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { billing, creditBalanceQuery } from '../../../api/billing';
import { type SavedMethod, savedMethodsQuery } from '../../../api/saved-methods';
import { configQuery } from '../../../api/queries';
import { asProblem } from '../../../api/problem';
import { useMove } from '../../../app/use-move';
import { WhenOn } from '../../../app/when-on';
import { price } from '../../../format/money';
import { FormProblem } from '../../../ui/form-problem';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { billingWords } from '../../../words/billing';
import classes from '../account.module.css';
import { type CreditPrices, costOf } from './credit-prices.rules';
import { DoneNote } from '../done-note';
import { methodName } from './method-name';

const { credits: says } = billingWords;

/** As many as one order may have. */
const MOST = 100;

export function BuyCredits() {
  const balance = useQuery(creditBalanceQuery);
  const methods = useQuery(savedMethodsQuery);
  const config = useQuery(configQuery);
  const failed = [balance, methods, config].find(({ isLoadingError }) => isLoadingError);
  if (failed) return <ProblemNote problem={asProblem(failed.error)} onRetry={() => void failed.refetch()} />;
  if (!balance.data || !methods.data || !config.data) return <Skeleton heights={[220]} />;
  const { credits, pendingCredits, owedCredits, onHold } = balance.data;
  return (
    <section className={`card ${classes.part}`}>
      <h2>{says.title}</h2>
      <p>
        <strong className={classes.big}>{says.have(credits)}</strong>
        <br />
        <span className="second">
          {says.use} {pendingCredits > 0 && says.pending(pendingCredits)}
        </span>
      </p>
      {owedCredits > 0 && <p role="alert">{says.owed(owedCredits)}</p>}
      {onHold && <p role="alert">{says.onHold}</p>}
      {methods.data.length > 0 ? (
        <WhenOn feature="CREDIT_SALES">
          <Purchase methods={methods.data} prices={config.data} />
        </WhenOn>
      ) : (
        <p className="second">{says.needsMethod}</p>
      )}
    </section>
  );
}

function Purchase({ methods, prices }: { methods: readonly SavedMethod[]; prices: CreditPrices }) {
  const [count, setCount] = useState(5);
  const [methodId, setMethodId] = useState(methods[0]?.id ?? '');
  const [done, setDone] = useState<{ says: string; confirmAt: string | null } | null>(null);
  const method = methods.find(({ id }) => id === methodId) ?? methods[0];
  const move = useMove(billing.buy, {
    changes: [['credits'], ['payments']],
    onDone: ({ message, data }) =>
      setDone({ says: message, confirmAt: data.payment.nextStep?.url ?? data.payment.authenticationUrl }),
  });
  const totalCents = costOf(count, prices);
  const total = price(totalCents);
  return (
    <form
      className={classes.part}
      onSubmit={(event) => {
        event.preventDefault();
        setDone(null);
        if (!method) return;
        const paid = { method: method.method, paymentMethodId: method.id };
        move.act({ credits: count, priceCents: totalCents, ...paid });
      }}
    >
      <h3>{says.buyTitle}</h3>
      <div className="tools">
        <NumberInput
          className={classes.number}
          label={says.count}
          min={1}
          max={MOST}
          allowDecimal={false}
          clampBehavior="strict"
          value={count}
          error={move.errorOf('credits')}
          onChange={(value) => setCount(Math.max(1, Number(value) || 1))}
        />
        <NativeSelect
          label={says.payWith}
          value={method?.id}
          error={move.errorOf('paymentMethodId')}
          data={methods.map((each) => ({ value: each.id, label: methodName(each) }))}
          onChange={({ currentTarget }) => setMethodId(currentTarget.value)}
        />
      </div>
      <p className="figure">
        {says.sum(
          count,
          price(prices.singleCreditPriceCents),
          total,
          totalCents < count * prices.singleCreditPriceCents,
        )}
      </p>
      {method?.method === 'BANK_DEBIT' && <p className="second">{says.bankDebit}</p>}
      <FormProblem>{move.problem}</FormProblem>
      <DoneNote>{done?.says ?? null}</DoneNote>
      {done?.confirmAt && <a href={done.confirmAt}>{says.confirm}</a>}
      <div>
        <Button type="submit" loading={move.busy}>
          {says.buy(count, total)}
        </Button>
      </div>
    </form>
  );
}
