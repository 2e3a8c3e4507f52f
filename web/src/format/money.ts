/** Money for people: cents in, dollars out. Nothing here is added or multiplied as dollars. */
import { language } from '../words/language';

const dollars = (fractionDigits: number) =>
  new Intl.NumberFormat(language.locale, {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  });

const exact = dollars(2);
const whole = dollars(0);

/** `$175,750.00`: what is owed, paid or held. */
export const money = (cents: number): string => exact.format(cents / 100);

/** `$95`, `$99.50`: a price in a sentence. */
export const price = (cents: number): string =>
  cents % 100 === 0 ? whole.format(cents / 100) : money(cents);

const STEPS = [
  { from: 100_000_000, written: language.millions },
  { from: 100_000, written: language.thousands },
] as const;

const tenth = new Intl.NumberFormat(language.locale, { maximumFractionDigits: 1 });

/** `$300K`, `$1.5M`: the edge of a range. An edge that is no round sum is written out. */
export function roundMoney(cents: number): string {
  const step = STEPS.find(({ from }) => cents >= from);
  if (!step) return price(cents);
  const tenths = (cents * 10) / step.from;
  return Number.isInteger(tenths) ? step.written(tenth.format(tenths / 10)) : price(cents);
}

const share = new Intl.NumberFormat(language.locale, { style: 'percent', maximumFractionDigits: 2 });

/** `2.5%` of 250 basis points. */
export const percent = (basisPoints: number): string => share.format(basisPoints / 10_000);
