/** Judges what a seller wrote: whether it may be offered, whether it is complete, whether a change needs a reviewer. */
import { isDeepStrictEqual } from 'node:util';
import type { ListedCarrier } from './carrier-part.rules';
import { findIdentity } from './identity-leak.rules';
import type { Deal, Finance, Operation, PlatformStanding } from './listing.fields';
import { findAuthorityAge, findBareNumberSale, type Finding } from './trade-words.rules';

export interface Content {
  title: string;
  summary: string;
  description: string;
  deal: Deal | null;
  operation: Operation;
  platformStanding: PlatformStanding;
  finance: Finance;
  approvalRequired: boolean;
}

export interface Refusal {
  kind: 'bareNumberSale' | 'soleProprietorEquitySale' | 'authorityAgeAdvertised' | 'teaserRevealsIdentity';
  findings: Finding[];
}

/** The first rule that the content breaks. Names of fields are those of the wire. */
export function refuseContent(content: Content, carrier: ListedCarrier): Refusal | null {
  const { title, summary, description, deal } = content;
  const publicTexts = { title, summary };
  const texts = {
    ...publicTexts,
    description,
    'deal.reasonForSale': deal?.reasonForSale ?? null,
    'platformStanding.brokerSetUps': content.platformStanding.brokerSetUps.join('. '),
  };
  const bare = findBareNumberSale(texts);
  if (bare.length > 0) return { kind: 'bareNumberSale', findings: bare };
  if (deal?.dealStructure === 'EQUITY_SALE' && deal.entityForm === 'SOLE_PROPRIETORSHIP') {
    const explanation =
      'A sole proprietor is the person, so there is no entity whose ownership could pass, and a USDOT number cannot be ' +
      'passed on to another person. Offer the whole operation: the buyer brings a USDOT number of its own.';
    return { kind: 'soleProprietorEquitySale', findings: [{ field: 'deal.dealStructure', explanation }] };
  }
  if (deal?.dealStructure === 'ASSETS_ONLY') {
    const age = findAuthorityAge(texts);
    if (age.length > 0) return { kind: 'authorityAgeAdvertised', findings: age };
  }
  const revealed = findIdentity(carrier, publicTexts);
  return revealed.length > 0 ? { kind: 'teaserRevealsIdentity', findings: revealed } : null;
}

/** Below this a summary tells a buyer nothing. */
export const LEAST_SUMMARY_LENGTH = 40;

/** What a reviewer would miss. */
export function missingForReview({ summary, deal, operation }: Content): Finding[] {
  const missing: Finding[] = [];
  const miss = (field: string, explanation: string) => missing.push({ field, explanation });
  if (summary.length < LEAST_SUMMARY_LENGTH) {
    miss('summary', `Tell buyers what is offered, in ${LEAST_SUMMARY_LENGTH} characters or more.`);
  }
  if (!deal) miss('deal', 'Say how the company changes hands, and at what price.');
  if (deal && deal.includedAssets.length === 0) miss('deal.includedAssets', 'Name what is sold with it.');
  if (operation.cargoTypes.length === 0) miss('operation.cargoTypes', 'Name what the company carries.');
  return missing;
}

/**
 * Whether a change of a published listing goes back to a reviewer. A lower price, the plain figures of the operation and
 * the seller's own question of consent do not: none of them can mislead a buyer or break a rule of the trade.
 */
export function needsReview(before: Content, after: Content): boolean {
  const reviewed = ({ title, summary, description, platformStanding, finance, deal }: Content) => ({
    title,
    summary,
    description,
    platformStanding,
    finance,
    deal: deal && { ...deal, askingPriceCents: 0 },
  });
  const raised = (after.deal?.askingPriceCents ?? 0) > (before.deal?.askingPriceCents ?? 0);
  return raised || !isDeepStrictEqual(reviewed(before), reviewed(after));
}
