/** When a review can be written, changed, shown and answered, and who may read it. */
import { DAY_MS } from '../../platform/kernel/clock';
import { type Refusal, refusal } from '../../platform/kernel/refusal';

/** After the completion of a deal its sides have so long to review each other. */
export const WINDOW_MS = 60 * DAY_MS;
/** So long a lone review stays sealed: whoever writes the second one has not read the first. */
export const SEALED_MS = 14 * DAY_MS;
/** After the completion; once. */
export const REMINDER_MS = 7 * DAY_MS;

export type ReviewState = 'SEALED' | 'SHOWN' | 'HIDDEN';
export type ReviewRefusal = Refusal<
  'review_closed' | 'already_reviewed' | 'review_shown' | 'review_not_shown' | 'already_replied'
>;

export interface Visibility {
  shownAt: number | null;
  hiddenAt: number | null;
}

export const stateOf = ({ shownAt, hiddenAt }: Visibility): ReviewState => {
  if (shownAt === null) return 'SEALED';
  return hiddenAt === null ? 'SHOWN' : 'HIDDEN';
};

export const refuseWriting = (
  { closesAt }: { closesAt: number },
  own: object | undefined,
  now: number,
): ReviewRefusal | null => {
  if (own) return refusal('already_reviewed', 'You can change it until it is shown.');
  return now < closesAt ? null : refusal('review_closed', 'The time for reviews of this deal has passed.');
};

export const refuseChange = (review: Visibility): ReviewRefusal | null =>
  stateOf(review) === 'SEALED' ? null : refusal('review_shown', 'Others have been able to read it.');

export function refuseReply(review: Visibility & { repliedAt: number | null }): ReviewRefusal | null {
  if (stateOf(review) !== 'SHOWN') return refusal('review_not_shown', 'Nobody can read it now.');
  return review.repliedAt === null ? null : refusal('already_replied', 'Each review takes one reply.');
}

/** Above and below them a review counts for or against the one whom it is about. */
export const GOOD_STARS = 4;
export const BAD_STARS = 2;
