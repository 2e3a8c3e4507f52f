/** What people type for an amount, as cents: no fraction of a dollar passes through a binary fraction. */
import { language } from '../words/language';

/** As this language writes numbers: `1,999.5`. */
const parts = new Intl.NumberFormat(language.locale).formatToParts(1_999.5);
const markOf = (kind: 'group' | 'decimal') => parts.find(({ type }) => type === kind)?.value ?? '';
const [GROUP, POINT] = [markOf('group'), markOf('decimal')];

const WRITTEN = new RegExp(`^(\\d{1,3}(?:[${GROUP}]\\d{3})+|\\d+)(?:[${POINT}](\\d{1,2}))?$`);

/** Cents; null where it is no amount. `$1,999.5` is 199950. */
export function readCents(typed: string): number | null {
  const match = WRITTEN.exec(typed.trim().replace(/^\$\s*/, ''));
  if (!match) return null;
  const [, dollars = '', fraction = ''] = match;
  const cents = Number(dollars.replaceAll(GROUP, '')) * 100 + Number(fraction.padEnd(2, '0'));
  return Number.isSafeInteger(cents) ? cents : null;
}

/** As it is typed: `1,999.50`, `250,000`. */
export const writtenCents = (cents: number): string =>
  new Intl.NumberFormat(language.locale, {
    minimumFractionDigits: cents % 100 === 0 ? 0 : 2,
    maximumFractionDigits: 2,
  }).format(cents / 100);
