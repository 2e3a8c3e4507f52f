/** Rules for what a seller writes: may it be offered, is it complete, does a change need a review. */
import { isDeepStrictEqual } from 'node:util';
import { dollars } from '../../platform/kernel/money';
import type { Refusal } from '../../platform/kernel/refusal';
import type { ListedCarrier } from './listed-carrier.rules';
import { isCorrection } from './correction.rules';
import { findIdentity } from './identity-leak.rules';
import type { Content, Deal } from './listing.fields';
import { findAuthorityAge, findBareNumberSale, type Finding } from './trade-words.rules';

export type { Content } from './listing.fields';

export type ContentRefusalCode =
  | 'bare_number_sale'
  | 'sole_proprietor_equity_sale'
  | 'authority_age_advertised'
  | 'teaser_reveals_identity'
  | 'listing_incomplete';

type ContentRefusal = Refusal<ContentRefusalCode>;

const SOLE_PROPRIETOR_EQUITY =
  'A sole proprietor is the person, so there is no entity whose ownership could pass, and a USDOT number cannot be ' +
  'passed on to another person. Offer the whole operation: the buyer brings a USDOT number of their own.';

/** The first rule that the content breaks, with every field that breaks it. */
export function refuseContent(content: Content, carrier: ListedCarrier): ContentRefusal | null {
  const { title, summary, description, deal } = content;
  const publicTexts = { title, summary };
  const texts = {
    ...publicTexts,
    description,
    'deal.reasonForSale': deal?.reasonForSale ?? null,
    'platformStanding.brokerSetUps': content.platformStanding.brokerSetUps.join('. '),
  };
  const findings: [ContentRefusalCode, Finding[]][] = [
    ['bare_number_sale', findBareNumberSale(texts)],
    ['sole_proprietor_equity_sale', findSoleProprietorEquitySale(deal)],
    ['authority_age_advertised', deal?.dealStructure === 'ASSETS_ONLY' ? findAuthorityAge(texts) : []],
    ['teaser_reveals_identity', findIdentity(carrier, publicTexts)],
  ];
  for (const [code, [first, ...others]] of findings) {
    if (!first) continue;
    const because = `${first.field}: ${first.explanation}`;
    return { code, because, fields: fieldsOf([first, ...others]) };
  }
  return null;
}

const findSoleProprietorEquitySale = (deal: Deal | null): Finding[] =>
  deal?.dealStructure === 'EQUITY_SALE' && deal.entityForm === 'SOLE_PROPRIETORSHIP'
    ? [{ field: 'deal.dealStructure', explanation: SOLE_PROPRIETOR_EQUITY }]
    : [];

/** Fields are named as on the wire. */
const fieldsOf = (findings: Finding[]) =>
  findings.map(({ field, explanation }) => ({ field, message: explanation }));

/** Below this nobody sells a carrier company: no offer is lower, so no asking price is. */
export const LEAST_PRICE_CENTS = 100_000;

/** A shorter summary tells a buyer nothing. */
const LEAST_SUMMARY_LENGTH = 40;

/** What a review needs and the listing lacks. */
export function missingForReview({
  summary,
  deal,
  operation,
}: Pick<Content, 'summary' | 'deal' | 'operation'>): Finding[] {
  const missing: Finding[] = [];
  const miss = (field: string, explanation: string) => missing.push({ field, explanation });
  if (summary.length < LEAST_SUMMARY_LENGTH) {
    miss('summary', `Describe what you offer in at least ${LEAST_SUMMARY_LENGTH} characters.`);
  }
  if (!deal) miss('deal', 'Say how the company changes hands, and at what price.');
  if (deal && deal.askingPriceCents < LEAST_PRICE_CENTS) {
    miss('deal.askingPriceCents', `Ask for at least ${dollars(LEAST_PRICE_CENTS)}: offers start there.`);
  }
  if (deal && deal.includedAssets.length === 0)
    miss('deal.includedAssets', 'Name the assets that are included.');
  if (operation.cargoTypes.length === 0)
    miss('operation.cargoTypes', 'Name the types of cargo that the company hauls.');
  return missing;
}

export function refuseIncomplete(content: Content): ContentRefusal | null {
  const missing = missingForReview(content);
  if (missing.length === 0) return null;
  const because = missing.map(({ explanation }) => explanation).join(' ');
  return { code: 'listing_incomplete', because, fields: fieldsOf(missing) };
}

const TEXTS = ['title', 'summary', 'description'] as const;

/**
 * Whether a change of a published listing goes back to a reviewer. A lower price, the plain figures of the operation and
 * `approvalRequired` and `unlockCredits` do not, nor does the correction of a slip in a text: none of them can mislead a buyer or break a rule of
 * the trade.
 */
export function needsReview(before: Content, after: Content): boolean {
  const reviewed = ({ platformStanding, finance, deal }: Content) => ({
    platformStanding,
    finance,
    deal: deal && { ...deal, askingPriceCents: 0 },
  });
  const raised = (after.deal?.askingPriceCents ?? 0) > (before.deal?.askingPriceCents ?? 0);
  const reworded = TEXTS.some((text) => !isCorrection(before[text], after[text]));
  return raised || reworded || !isDeepStrictEqual(reviewed(before), reviewed(after));
}
