/** Makes a version of what an author has sent, or refuses it. */
import { type OfferVersion } from '../offer.model';
import type { Draft } from '../offer.store';
import { refuseAmount, refuseClosingDate, refuseExpiry } from '../offer.rules';
import { throwIfRefused } from '../offers.problems';
import type { OfferTerms } from '../offers.schema';
import { refuseDeposit } from '../terms.rules';

interface Sent {
  amountCents: number;
  terms: OfferTerms;
  message?: string;
  expiresAt?: string;
}

/** `answered`: the version that this one answers; null for an opening one. */
export function draftVersion(sent: Sent, answered: Pick<OfferVersion, 'number'> | null, now: number): Draft {
  const expiresAt = sent.expiresAt === undefined ? null : Date.parse(sent.expiresAt);
  throwIfRefused(
    refuseAmount(sent.amountCents),
    expiresAt === null ? null : refuseExpiry(expiresAt, now),
    refuseClosingDate(sent.terms.closingDate, now),
    refuseDeposit(sent.amountCents, sent.terms),
  );
  return {
    answers: answered?.number ?? null,
    amountCents: sent.amountCents,
    terms: sent.terms,
    message: sent.message ?? null,
    expiresAt,
  };
}
