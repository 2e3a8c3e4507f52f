/** The terms of a deal as both sides sign them: fixed when it opens, and known by their hash. */
import { createHash } from 'node:crypto';
import type { OfferTerms } from '../offers';
import type { Structure } from './process/checklists';

export interface FrozenTerms {
  processVersion: string;
  offerId: string;
  /** The version of the offer that both agreed on. */
  offerVersionId: string;
  listingId: string;
  usdot: number;
  buyerId: string;
  sellerId: string;
  dealStructure: Structure;
  priceCents: number;
  depositCents: number;
  /** The platform's fee, which the seller pays out of the price. */
  feeCents: number;
  holdbackCents: number;
  holdbackDays: number;
  /** What else the sides bargained for. */
  agreed: OfferTerms;
}

/** SHA-256, in hex, of the terms as JSON with sorted keys and no blanks: anyone can compute it again. */
export const hashOfTerms = (terms: FrozenTerms): string =>
  createHash('sha256').update(canonical(terms)).digest('hex');

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}
