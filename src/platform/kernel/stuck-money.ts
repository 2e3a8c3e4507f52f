/** Money, or news of it, that has not moved on when it should have. */
export interface StuckMoney {
  /** What it is, as `CLEARING_OVERDUE`. */
  kind: string;
  /** Which, as `account refunds:0190…`. */
  subject: string;
  /** Null where the sum is not known. */
  amountCents: number | null;
  /** Since when it rests; milliseconds. */
  since: number;
  /** For the person who looks after it, in a sentence. */
  whatToDo: string;
}

/** Of each kind at most so many are listed, the oldest: more than a person works through at once. */
export const STUCK_LISTED_MAX = 100;
