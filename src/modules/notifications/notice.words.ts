/** How notices write amounts, dates, titles and other people's words: the same in each of them. */
import { dollars } from '../../platform/kernel/money';

export { dollars };

const DAY_AND_TIME = new Intl.DateTimeFormat('en-US', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});
const DAY = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** `November 24, 2026 at 3:05 PM UTC` */
export const dayAndTime = (instant: number): string => `${DAY_AND_TIME.format(instant)} UTC`;

/** `November 24, 2026` */
export const day = (instant: number): string => DAY.format(instant);

/** `Your listing is live: “Midwest dry van company”` */
export const headline = (what: string, title: string): string => `${what}: “${title}”`;

/** Somebody's own words, marked as such; null where nothing was said. */
export const reasonGiven = (words: string | null): string | null => words && `The reason given: “${words}”`;

/** `One credit`, `3 credits` */
export const creditCount = (credits: number): string => (credits === 1 ? 'One credit' : `${credits} credits`);

/** Ends every notice that a thief might have caused. */
export const IF_NOT_YOU =
  'If this wasn’t you, choose a new password right away with “Forgot password”, and contact us.';

/** Ends every notice about a decision of ours on an account. */
export const MISTAKEN = 'If you have a question or think that this is a mistake, contact us.';
