/** Money, or an event about it, that has not moved on when it should have. */
export interface StuckMoney {
  /** What it is, such as `CLEARING_OVERDUE`. */
  kind: string;
  /** Which, such as `account refunds:0190…`. */
  subject: string;
  /** Null where the sum is not known. */
  amountCents: number | null;
  /** Since when it rests; milliseconds. */
  since: number;
  /** For an operator, in a sentence. */
  whatToDo: string;
  /** The subject under which the same money is listed, with more to say, where it is. */
  sameAs?: string;
}

/** What is known of money that rests on an account by whoever moves it on. */
export type StuckAdvice = Pick<StuckMoney, 'whatToDo' | 'sameAs'>;
/** By what follows the first word of the account; null where it is another one's. */
export type AdviseOnStuck = (holder: string) => Promise<StuckAdvice | null>;

/** Of each kind at most so many are listed, the oldest: more than a person works through at once. */
export const STUCK_LISTED_MAX = 100;
