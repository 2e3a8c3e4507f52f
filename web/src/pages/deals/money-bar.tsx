/** The money of the deal at a glance: what is in escrow, what is owed, and what the seller gets of the price. */
import { Link } from '@tanstack/react-router';
import type { Deal } from '../../api/deals';
import { money, percent } from '../../format/money';
import { dealWords } from '../../words/deals';
import { feeRateOf, hasEnded, stillOwedCents } from './deal.rules';
import classes from './money-bar.module.css';

const { moneyBar: says } = dealWords;

export const MoneyBar = ({ deal }: { deal: Deal }) => {
  const { heldCents, paidNowCents, priceCents, feeCents, holdbackCents, owedLaterCents, terms } = deal;
  const owed = stillOwedCents(deal);
  return (
    <section className={classes.money} aria-label={says.title}>
      <progress className={classes.progress} max={paidNowCents} value={heldCents} aria-label={says.title} />
      <p className={classes.moneyLine}>
        <strong className="figure">{says.held(money(heldCents), money(paidNowCents))}</strong>
        <span className="second">{owed === 0 ? endOf(deal) : owes(deal, owed)}</span>
      </p>
      <p className={classes.equation}>
        <Term name={says.price} value={money(priceCents)} />
        <span aria-hidden="true">−</span>
        <Term name={says.fee(rateOf(deal))} value={money(feeCents)} />
        <span aria-hidden="true">=</span>
        <Term name={says.sellerGets} value={money(priceCents - feeCents)} strong />
      </p>
      {holdbackCents > 0 && (
        <p className="note">{says.ofWhichHeld(money(holdbackCents), terms.holdbackDays)}</p>
      )}
      {owedLaterCents > 0 && <p className="note">{says.ofWhichLent(money(owedLaterCents))}</p>}
      {deal.money.says.map((each) => (
        <p key={each}>{each}</p>
      ))}
      {deal.proceeds && <p>{deal.proceeds.says}</p>}
      {deal.yourSide === 'SELLER' && deal.proceeds?.who.includes('SELLER') && (
        <p>
          <Link to="/earnings">{says.earnings}</Link>
        </p>
      )}
      {hasEnded(deal.status) && (
        <p>
          <Link to="/deals/$id/statement" params={{ id: deal.id }}>
            {says.statement}
          </Link>
        </p>
      )}
    </section>
  );
};

function rateOf(deal: Deal): string | null {
  const rate = feeRateOf(deal);
  return rate === null ? null : percent(rate);
}

const owes = ({ yourSide }: Deal, cents: number): string =>
  yourSide === 'BUYER' ? says.youOwe(money(cents)) : says.buyerOwes(money(cents));

const endOf = ({ status }: Deal): string => (hasEnded(status) ? '' : says.nothingOwed);

const Term = ({ name, value, strong = false }: { name: string; value: string; strong?: boolean }) => (
  <span className={classes.term}>
    <span className="note">{name}</span>
    <span className={strong ? classes.strong : undefined}>{value}</span>
  </span>
);
