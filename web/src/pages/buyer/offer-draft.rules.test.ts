import { amountsOf, draftOf, draftOfListing, expiryOf, termsOf } from './offer-draft.rules';

const deal = {
  dealStructure: 'EQUITY_SALE',
  entityForm: 'LLC',
  askingPriceCents: 42_000_000,
  sellerFinancing: { sharePct: 20, termMonths: 24 },
  holdbackPct: 5,
  exclusivityDays: null,
  closingDate: '2026-12-31',
  contingencies: ['DUE_DILIGENCE'],
  transitionSupportDays: 30,
  reasonForSale: null,
  includedAssets: [],
  contactContinuity: 'NOT_INCLUDED',
} as const;

it('begins with the terms of the listing, and names no term that nobody has named', () => {
  const terms = termsOf(
    draftOfListing({ ...deal, contingencies: [...deal.contingencies], includedAssets: [] }),
  );
  expect(terms).toEqual({
    financing: 'CASH',
    sellerFinancing: { sharePct: 20, termMonths: 24 },
    depositCents: null,
    depositIfBuyerWalks: 'HALF_COMPENSATES_SELLER',
    holdbackPct: 5,
    contingencies: ['DUE_DILIGENCE'],
    closingDate: '2026-12-31',
    transitionSupportDays: 30,
    otherConditions: null,
  });
});

it('lets the usual life be the server’s, and counts another from its clock', () => {
  const draft = draftOf({}, 100);
  expect(expiryOf(draft, 0)).toEqual({});
  expect(expiryOf({ ...draft, lifeHours: '24' }, 0)).toEqual({ expiresAt: '1970-01-02T00:00:00.000Z' });
});

it('says what of the price is lent, in whole cents', () => {
  const draft = draftOf({ sellerFinancing: { sharePct: 20, termMonths: 24 }, holdbackPct: 5 }, 42_000_001);
  expect(amountsOf(draft)).toMatchObject({ priceCents: 42_000_001, lentCents: 8_400_000, holdbackPct: 5 });
  expect(amountsOf({ ...draft, amountCents: null })).toBeNull();
});
