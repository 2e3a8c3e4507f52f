/** Makes a version of what an author has sent, or refuses it. */
import { type OfferVersion } from '../offer.model';
import type { Draft } from '../offer-record';
import { refuseAmount, refuseClosingDate, refuseExpiry } from '../offer.rules';
import { heed } from '../offers.problems';
import type { OfferTerms } from '../offers.schema';

interface Sent {
  amountCents: number;
  terms: OfferTerms;
  message?: string;
  expiresAt?: string;
}

/** `answered`: the version that this one answers; null for an opening one. */
export function draftVersion(sent: Sent, answered: Pick<OfferVersion, 'number'> | null, now: number): Draft {
  const expiresAt = sent.expiresAt === undefined ? null : Date.parse(sent.expiresAt);
  heed(
    refuseAmount(sent.amountCents),
    expiresAt === null ? null : refuseExpiry(expiresAt, now),
    refuseClosingDate(sent.terms.closingDate, now),
  );
  return {
    answers: answered?.number ?? null,
    amountCents: sent.amountCents,
    terms: sent.terms,
    message: sent.message ?? null,
    expiresAt,
  };
}
