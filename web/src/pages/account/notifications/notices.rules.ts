/** Which kinds of notices belong together, by how their kind begins. */

export type Theme = 'offers' | 'deals' | 'listings' | 'money' | 'account' | 'rest';

const BEGINNINGS: readonly (readonly [string, Theme])[] = [
  ['OFFER_', 'offers'],
  ['TRANSACTION_', 'deals'],
  ['EXCLUSIVITY_', 'deals'],
  ['REVIEW_', 'deals'],
  ['LISTING_', 'listings'],
  ['SAVED_SEARCH_', 'listings'],
  ['PROOF_', 'listings'],
  ['CONTROL_', 'listings'],
  ['PAYMENT_', 'money'],
  ['PAYOUT_', 'money'],
  ['REFUND_', 'money'],
  ['INVOICE_', 'money'],
  ['CREDITS_', 'money'],
  ['SUBSCRIPTION_', 'money'],
  ['USER_', 'account'],
  ['SECURITY_', 'account'],
  ['API_KEY_', 'account'],
  ['WEBHOOK_', 'account'],
  ['VERIFICATION_', 'account'],
];

export const themeOf = (kind: string): Theme =>
  BEGINNINGS.find(([beginning]) => kind.startsWith(beginning))?.[1] ?? 'rest';

/** The themes of what somebody was told, in the order of the filter, and the kinds of each. */
export function themesOf(kinds: readonly string[]): { theme: Theme; kinds: readonly string[] }[] {
  const themes = [...new Set([...BEGINNINGS.map(([, theme]) => theme), 'rest' as const])];
  return themes
    .map((theme) => ({ theme, kinds: kinds.filter((kind) => themeOf(kind) === theme) }))
    .filter((each) => each.kinds.length > 0);
}
