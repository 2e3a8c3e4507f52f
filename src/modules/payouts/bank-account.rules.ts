/** Which bank accounts money is wired to, and from when on. */
import { refusal, type Refusal } from '../../platform/kernel/refusal';

/** The districts of the Federal Reserve, those that were added to them for thrifts and for electronic use, and 80. */
const DISTRICT = /^(0[1-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)/;
const WEIGHTS = [3, 7, 1];

/** By district and check digit, as in the American Bankers Association's routing number policy. */
export function isRoutingNumber(digits: string): boolean {
  const sum = [...digits].reduce(
    (total, digit, place) => total + Number(digit) * (WEIGHTS[place % WEIGHTS.length] ?? 0),
    0,
  );
  return /^\d{9}$/.test(digits) && DISTRICT.test(digits) && sum % 10 === 0;
}

/** Null when money can be wired to an account that is usable from then on; null as `usableFrom`: none was set. */
export function refuseWireTo(
  usableFrom: number | null,
  now: number,
): Refusal<'bank_account_not_ready'> | null {
  if (usableFrom === null) {
    const because = 'You have not set a bank account yet. Set one with PUT /seller/bank-account.';
    return refusal('bank_account_not_ready', because);
  }
  if (usableFrom <= now) return null;
  return refusal(
    'bank_account_not_ready',
    `A new bank account waits 48 hours, for your safety: until ${new Date(usableFrom).toISOString()}.`,
  );
}
