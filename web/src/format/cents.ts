/** What people type for an amount, as cents: no fraction of a dollar passes through a binary fraction. */
const WRITTEN = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/;

/** Cents; null where it is no amount. `$1,999.5` is 199950. */
export function readCents(typed: string): number | null {
  const match = WRITTEN.exec(typed.trim().replace(/^\$\s*/, ''));
  if (!match) return null;
  const [, dollars = '', fraction = ''] = match;
  const cents = Number(dollars.replaceAll(',', '')) * 100 + Number(fraction.padEnd(2, '0'));
  return Number.isSafeInteger(cents) ? cents : null;
}

/** As it is typed: `1,999.50`, `250,000`. */
export const writtenCents = (cents: number): string =>
  new Intl.NumberFormat('en-US', {
    minimumFractionDigits: cents % 100 === 0 ? 0 : 2,
    maximumFractionDigits: 2,
  }).format(cents / 100);
