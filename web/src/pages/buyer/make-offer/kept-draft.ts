/** What somebody has typed for an offer and not sent: kept in this tab alone, so that a reload loses nothing. */
import type { OfferDraft } from '../offer-draft.rules';

const keyOf = (listingId: string): string => `mcx-offer-draft:${listingId}`;

export function keptDraft(listingId: string): OfferDraft | null {
  const kept = sessionStorage.getItem(keyOf(listingId));
  try {
    return kept === null ? null : (JSON.parse(kept) as OfferDraft);
  } catch {
    return null;
  }
}

export const keepDraft = (listingId: string, draft: OfferDraft): void =>
  sessionStorage.setItem(keyOf(listingId), JSON.stringify(draft));

export const forgetDraft = (listingId: string): void => sessionStorage.removeItem(keyOf(listingId));
