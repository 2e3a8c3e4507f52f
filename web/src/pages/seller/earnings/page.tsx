/** What is payable to a seller, where it goes, and what was paid out. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PageProblem } from '../../../app/page-states';
import { bankAccountQuery, payoutAccountQuery } from '../../../api/earnings';
import { money } from '../../../format/money';
import { OwnHands } from '../../../ui/own-hands';
import { PageHeading } from '../../../ui/page-heading';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { earningsWords as says } from '../../../words/seller';
import classes from '../seller.module.css';
import { BankAccountCard } from './bank-account-card';
import { PayOutDialog } from './pay-out-dialog';
import { PayoutAccountCard } from './payout-account-card';
import { Payouts } from './payouts';
import { Sales } from './sales';
import { PartProblem } from '../../../app/part-problem';

export function EarningsPage() {
  const account = useQuery(payoutAccountQuery);
  const bank = useQuery(bankAccountQuery);
  const [paying, setPaying] = useState(false);
  if (account.isPending || bank.isPending) return <Skeleton heights={[34, 140, 200, 200]} />;
  const { title } = words.pages.sellerPages.earnings;
  if (account.isError)
    return <PageProblem title={title} error={account.error} onRetry={() => void account.refetch()} />;
  const { payableCents } = account.data;
  const ways = [account.data.status === 'READY' && 'GATEWAY', bank.data?.status === 'READY' && 'WIRE'].filter(
    (way) => way === 'GATEWAY' || way === 'WIRE',
  );
  return (
    <div className="stack">
      <PageHeading>{title}</PageHeading>
      <section className="card stack-tight">
        <h2>{says.payable}</h2>
        <p className={classes.sum}>{money(payableCents)}</p>
        <p className="note">{payableCents > 0 ? says.payableNote : says.nothing}</p>
        {payableCents > 0 && (
          <OwnHands>
            <div className="row">
              <Button disabled={ways.length === 0} onClick={() => setPaying(true)}>
                {says.payOut}
              </Button>
              {ways.length === 0 && <span className="second">{says.noWay}</span>}
            </div>
          </OwnHands>
        )}
      </section>
      <div className={classes.halves}>
        <PayoutAccountCard account={account.data} />
        {bank.data ? <BankAccountCard account={bank.data} /> : <PartProblem query={bank} />}
      </div>
      <Sales />
      <Payouts />
      {paying && <PayOutDialog payableCents={payableCents} ways={ways} onClose={() => setPaying(false)} />}
    </div>
  );
}
