/** A change of a live listing that waits for its review, while the approved content stays live. */
import { type Content, needsReview } from './content.rules';

export const NO_PENDING_CHANGE = { pendingChange: null, changeSubmittedAt: null } as const;

interface Contents {
  live: Content;
  /** Null: nothing waits. */
  pending: Content | null;
}

/** What an edit makes of a published listing: what needs no review takes effect at once, the rest waits. */
export function planChange({ live, pending }: Contents, changes: Partial<Content>): Contents {
  const edited = { ...live, ...changes };
  if (needsReview(live, edited)) return { live, pending: { ...(pending ?? live), ...changes } };
  const rest = pending && { ...pending, ...changes };
  if (rest === null) return { live: edited, pending: null };
  // The edit may have taken back what waited.
  return needsReview(edited, rest) ? { live: edited, pending: rest } : { live: rest, pending: null };
}

/** The columns of a listing with this content. */
export const valuesOf = (content: Content) => ({
  ...content,
  askingPriceCents: content.deal?.askingPriceCents ?? null,
});
