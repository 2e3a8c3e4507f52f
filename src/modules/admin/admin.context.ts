/** What every use case of this module works with. */
import type { WaitingSource } from '../../platform/kernel/waiting';
import type { Platform } from '../../platform/platform';
import type { Approvals } from '../approvals';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import type { Ledger } from '../ledger';
import type { AdminConfig } from './admin.config';

export interface AdminDeps {
  approvals: Approvals;
  audit: Audit;
  identity: Identity;
  ledger: Ledger;
  /** All modules by name: each is asked for what it can answer. */
  modules: Record<string, object>;
}

export interface AdminContext extends Omit<AdminDeps, 'modules'> {
  platform: Platform<AdminConfig>;
  /** The modules in which something waits for an administrator. */
  sources: WaitingSource[];
}
