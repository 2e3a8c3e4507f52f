/** Who checks identities, as a port: an admin looks at papers, or the person goes to a page that checks them. */
import type { Verification } from './verification.model';

export interface IdentityCheck {
  readonly method: Verification['method'];
  /** Where a request begins: with the person at the check, or with an admin. */
  readonly begins: 'STARTED' | 'PENDING';
  /** Whether the check rests on papers that are sent with the request. */
  readonly asksPapers: boolean;
}

export const CHECKS = {
  review: { method: 'REVIEW', begins: 'PENDING', asksPapers: true },
  /** Its page lets the person pass or fail. */
  sandbox: { method: 'SANDBOX', begins: 'STARTED', asksPapers: false },
  stripe: { method: 'STRIPE', begins: 'STARTED', asksPapers: false },
} as const satisfies Record<string, IdentityCheck>;

/** Where people come back to, and go on from: the page that opens at Stripe is good for one visit. */
export const ownPage = (siteUrl: string): string => `${siteUrl}/account/verification`;

/** Where a browser goes; null where nothing waits for the person. */
export function checkUrlOf(
  siteUrl: string,
  { id, method, state, isProcessing }: Verification,
): string | null {
  if (state !== 'STARTED' || isProcessing) return null;
  return method === 'SANDBOX' ? `${siteUrl}/sandbox/identity/${id}` : ownPage(siteUrl);
}
