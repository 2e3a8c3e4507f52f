/** The terms of a deal and who has signed them; the purchase agreement, and the packet for the transfer. */
import type { Deal } from '../../../api/deals';
import { money, percent } from '../../../format/money';
import { shortDay, shortMoment } from '../../../format/time';
import { type Fact, Facts } from '../../../ui/facts';
import { words } from '../../../words';
import { dealWords } from '../../../words/deals';
import { feeRateOf } from '../deal.rules';
import { FileButton } from '../../../app/file-button';
import { useDeal } from '../use-deal';
import { AgreementPart } from './agreement';
import { SignTerms } from './sign-terms';
import { Signatures } from './signatures';

const { terms: says } = dealWords;

export function TermsPage() {
  const deal = useDeal();
  const mayMake = new Set(deal.moves.open.map(({ move }) => move));
  return (
    <div className="stack">
      <section className="card stack-tight">
        <h2>{says.title}</h2>
        <Facts facts={factsOf(deal)} />
        <p className="note">
          {says.version(deal.terms.version ?? 1)} · {says.hash}: <code>{deal.termsHash}</code>
        </p>
        <h3>{says.signatures}</h3>
        <Signatures
          buyer={deal.signatures.buyerAt && shortMoment(deal.signatures.buyerAt)}
          seller={deal.signatures.sellerAt && shortMoment(deal.signatures.sellerAt)}
        />
        {mayMake.has('ACCEPT_TERMS') && <SignTerms deal={deal} />}
        <Former deal={deal} />
      </section>
      <AgreementPart deal={deal} mayMake={mayMake} />
      <section className="card stack-tight">
        <h2>{says.packet}</h2>
        <p className="second">{says.packetText}</p>
        <FileButton path={`/transactions/${deal.id}/packet`} name={says.packetFile} label={says.packetPdf} />
      </section>
    </div>
  );
}

function Former({ deal: { formerTerms } }: { deal: Deal }) {
  if (formerTerms.length === 0) return null;
  return (
    <>
      <h3>{says.former}</h3>
      <ul className="second">
        {formerTerms.map(({ version, priceCents, replacedAt }) => (
          <li key={version}>{says.formerText(version, money(priceCents), shortDay(replacedAt))}</li>
        ))}
      </ul>
    </>
  );
}

function factsOf(deal: Deal): Fact[] {
  const { terms, priceCents, depositCents, feeCents, holdbackCents, owedLaterCents, paidNowCents } = deal;
  const { agreed } = terms;
  const rate = feeRateOf(deal);
  const facts: (Fact | false)[] = [
    { name: says.structure, value: words.codes.dealStructure[deal.dealStructure] },
    { name: says.price, value: money(priceCents) },
    owedLaterCents > 0 && { name: says.paidNow, value: money(paidNowCents) },
    owedLaterCents > 0 && { name: says.owedLater, value: money(owedLaterCents) },
    { name: says.deposit, value: money(depositCents) },
    agreed.depositIfBuyerWalks !== undefined && {
      name: says.walkAway,
      value: deal.walkAwayCents === 0 ? says.walkAwayBack : says.walkAwayText(money(deal.walkAwayCents)),
    },
    { name: says.fee, value: rate === null ? money(feeCents) : `${money(feeCents)} (${percent(rate)})` },
    holdbackCents > 0 && {
      name: says.holdback,
      value: says.holdbackText(money(holdbackCents), terms.holdbackDays),
    },
    { name: says.financing, value: words.codes.financing[agreed.financing] },
    {
      name: says.contingencies,
      value:
        agreed.contingencies.map((each) => words.codes.contingency[each]).join(', ') || says.noContingencies,
    },
    agreed.closingDate !== null && {
      name: says.closingDate,
      value: shortDay(`${agreed.closingDate}T12:00:00`),
    },
    { name: says.exclusivity, value: says.days(agreed.exclusivityDays) },
    { name: says.support, value: says.days(agreed.transitionSupportDays) },
    agreed.otherConditions !== null && { name: says.other, value: agreed.otherConditions },
  ];
  return facts.filter((fact) => fact !== false);
}
