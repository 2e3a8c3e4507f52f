/** A sum that a gateway names in the smallest unit of its currency, in words for people. */
import { dollars } from '../../platform/kernel/money';

/** Currencies whose smallest unit at Stripe is not a hundredth (docs.stripe.com/currencies, zero- and three-decimal). */
const WHOLE = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
const THOUSANDTHS = 'bhd jod kwd omr tnd'.split(' ');

function digitsOf(currency: string): number {
  if (WHOLE.includes(currency)) return 0;
  return THOUSANDTHS.includes(currency) ? 3 : 2;
}

/** `250000, usd` → `$2,500.00`; `250000, eur` → `EUR 2,500.00`. */
export function sumInWords(amount: number, currency: string): string {
  const code = currency.toLowerCase();
  if (code === 'usd') return dollars(amount);
  const digits = digitsOf(code);
  const whole = (amount / 10 ** digits).toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${code.toUpperCase()} ${whole}`;
}
