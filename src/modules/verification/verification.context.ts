/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Carriers } from '../carriers';
import type { Documents } from '../documents';
import type { Gateway } from '../gateway';
import type { Identity } from '../identity';
import type { IdentityCheck } from './identity-check';
import type { VerificationConfig } from './verification.config';
import type { Verifications } from './verification.model';

export interface VerificationDeps {
  audit: Audit;
  carriers: Carriers;
  documents: Documents;
  gateway: Gateway;
  identity: Identity;
}

export interface VerificationContext extends VerificationDeps {
  platform: Platform<VerificationConfig>;
  verifications: Verifications;
  check: IdentityCheck;
}
