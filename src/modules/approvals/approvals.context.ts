/** What every part of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { ApprovalsConfig } from './approvals.config';

export interface ApprovalsDeps {
  audit: Audit;
}

export interface ApprovalsContext extends ApprovalsDeps {
  platform: Platform<ApprovalsConfig>;
}
