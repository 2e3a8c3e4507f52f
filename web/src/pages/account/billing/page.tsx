/** Credits and plan: what one has, what it costs, and what was paid. */
import { getRouteApi } from '@tanstack/react-router';
import { words } from '../../../words';
import { billingWords } from '../../../words/billing';
import { AccountFrame } from '../frame';
import { BuyCredits } from './buy-credits';
import { CreditHistory } from './credit-history';
import { Invoices } from './invoices';
import { Methods } from './methods';
import { Payments } from './payments';
import { PlanPart } from './plan-part';

const { accountPages: pages } = words.pages;
const route = getRouteApi('/signed-in/account/billing');

export function BillingPage() {
  const { subscribed, left } = route.useSearch();
  return (
    <AccountFrame title={pages.billing.title}>
      {subscribed && (
        <p className="card" role="status">
          {billingWords.subscribed}
        </p>
      )}
      {left && (
        <p className="card" role="status">
          {billingWords.left}
        </p>
      )}
      <BuyCredits />
      <PlanPart awaited={subscribed ?? false} />
      <Methods />
      <CreditHistory />
      <Payments />
      <Invoices />
    </AccountFrame>
  );
}
