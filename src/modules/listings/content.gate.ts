/** Stands between what a seller wrote and the listing: what the rules refuse becomes an answer that explains. */
import type { FieldError, ProblemKind } from '../../platform/http/problem';
import type { ListedCarrier } from './carrier-part.rules';
import { type Content, missingForReview, refuseContent, type Refusal } from './content.rules';
import {
  authorityAgeAdvertised,
  bareNumberSale,
  listingIncomplete,
  soleProprietorEquitySale,
  teaserRevealsIdentity,
} from './listings.problems';
import type { Finding } from './trade-words.rules';

const KINDS: Record<Refusal['kind'], ProblemKind> = {
  bareNumberSale,
  soleProprietorEquitySale,
  authorityAgeAdvertised,
  teaserRevealsIdentity,
};

/** What `admitContent` may throw, for the contracts of the endpoints that call it. */
export const CONTENT_PROBLEMS = Object.values(KINDS);

const asErrors = (part: 'body' | 'listing', findings: Finding[]): FieldError[] =>
  findings.map(({ field, explanation }) => ({ field: `${part}.${field}`, message: explanation }));

/** Throws one of `CONTENT_PROBLEMS`, naming each field and the rule. */
export function admitContent(content: Content, carrier: ListedCarrier): void {
  const refusal = refuseContent(content, carrier);
  if (!refusal) return;
  const [first] = refusal.findings;
  throw KINDS[refusal.kind](`${first?.field}: ${first?.explanation}`, {
    errors: asErrors('body', refusal.findings),
  });
}

/** Throws `listing_incomplete`, naming each field that is missing. */
export function demandComplete(content: Content): void {
  const missing = missingForReview(content);
  if (missing.length === 0) return;
  throw listingIncomplete(missing.map(({ explanation }) => explanation).join(' '), {
    errors: asErrors('listing', missing),
  });
}
