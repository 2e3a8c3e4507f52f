/** Changes the terms of a deal by consent: the former version is kept, and both sides sign the new one. */
import type { TransactionsContext } from '../transactions.context';
import { findProposal } from '../process/guards/proposals.rules';
import { columnsOf, hashOfTerms, ratesIn, sumsAt, versionOf } from '../terms.rules';
import { type Effect, given, reasonOf } from './effect';

export function createTermsEffects({ platform, models, listings }: TransactionsContext) {
  return {
    changePrice: async ({ row, facts, changes, detail }) => {
      const { priceCents } = given(findProposal(facts, 'PRICE'));
      const former = row.terms;
      // The rate is the one that both have signed.
      const usual = ratesIn(platform.config);
      const rates = { ...usual, feeBasisPoints: former.feeBasisPoints ?? usual.feeBasisPoints };
      const sums = sumsAt(priceCents ?? row.priceCents, former.agreed, rates, row.depositCents);
      const terms = { ...former, ...sums, version: versionOf(former) + 1 };
      await models.formerTerms.create({
        ...{ transactionId: row.id, version: versionOf(former), terms: former, termsHash: row.termsHash },
        ...{ buyerAcceptedAt: row.buyerAcceptedTermsAt, sellerAcceptedAt: row.sellerAcceptedTermsAt },
        replacedAt: facts.now,
      });
      const { feeCents, holdbackCents } = columnsOf(terms);
      Object.assign(changes, {
        ...{ terms, termsHash: hashOfTerms(terms), priceCents: terms.priceCents, feeCents, holdbackCents },
        ...{ buyerAcceptedTermsAt: null, sellerAcceptedTermsAt: null },
      });
      Object.assign(detail, {
        priceCents,
        formerPriceCents: row.priceCents,
        feeCents,
        version: terms.version,
      });
    },

    endExclusivity: async (execution) => {
      await listings.endExclusivity(execution.row.listingId, reasonOf(execution));
    },
  } satisfies Record<string, Effect>;
}
