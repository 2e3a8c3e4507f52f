/** How notices write amounts, dates, titles and other people's words: the same in each of them. */
import { dollars } from '../../platform/kernel/money';
import type { NoticeContext } from './notice';

export { dollars };

const DAY = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const TIME = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** By the clock of the reader's place, which is named: `November 24, 2026 at 10:05 AM EST`. */
export const dayAndTime = (instant: number, { timeZone }: Pick<NoticeContext, 'timeZone'>): string =>
  new Intl.DateTimeFormat('en-US', { ...DAY, ...TIME, timeZone }).format(instant);

/** `November 24, 2026` */
export const day = (instant: number, { timeZone }: Pick<NoticeContext, 'timeZone'>): string =>
  new Intl.DateTimeFormat('en-US', { ...DAY, timeZone }).format(instant);

/** `Your listing is live: “Midwest dry van company”` */
export const headline = (what: string, title: string): string => `${what}: “${title}”`;

/** Somebody's own words, marked as such; null where nothing was said. */
export const reasonGiven = (words: string | null): string | null => words && `The reason given: “${words}”`;

/** `$300,000`: of a range, whose ends have no cents. */
export const roundDollars = (cents: number): string => dollars(cents).replace(/\.00$/, '');

/** `a`, `a and b`, `a, b and c` */
export const listed = (words: readonly string[]): string =>
  [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(Boolean).join(' and ');

/** `One credit`, `3 credits` */
export const creditCount = (credits: number): string => (credits === 1 ? 'One credit' : `${credits} credits`);

/** Ends every notice that a thief might have caused. */
export const IF_NOT_YOU =
  'If this wasn’t you, choose a new password right away with “Forgot password”, and contact us.';

/** Ends every notice about a decision of ours on an account. */
export const MISTAKEN = 'If you have a question or think that this is a mistake, contact us.';

/** What a broker acts in. */
export const MANDATE_SIDES = { SELLER: 'selling', BUYER: 'buying' } as const;
