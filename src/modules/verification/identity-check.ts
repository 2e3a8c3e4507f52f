/** Who checks identities, as a port: an admin looks at papers, or the person goes to a page that checks them. */
import type { Verification } from './verification.model';

export interface IdentityCheck {
  readonly method: Verification['method'];
  /** Where a request begins: with the person at the check, or with an admin. */
  readonly begins: 'STARTED' | 'PENDING';
  /** Whether the check rests on papers that are sent with the request. */
  readonly asksPapers: boolean;
  /** Where the person goes; null where they need not. */
  urlOf(verificationId: string): string | null;
}

export const adminReview: IdentityCheck = {
  method: 'REVIEW',
  begins: 'PENDING',
  asksPapers: true,
  urlOf: () => null,
};

/** Its page lets the person pass or fail. */
export const sandboxCheck = (siteUrl: string): IdentityCheck => ({
  method: 'SANDBOX',
  begins: 'STARTED',
  asksPapers: false,
  urlOf: (verificationId) => `${siteUrl}/sandbox/identity/${verificationId}`,
});
