/** The door of admin: overviews for operators across the house; it changes nothing of the trade. */
import type { Platform } from '../../platform/platform';
import type { Violation } from '../../platform/kernel/violation';
import type { Ledger } from '../ledger';
import { adminEndpoints } from './admin.routes';
import { createReconciliation } from './reconciliation';

/** A module whose promises about stored facts can be checked. */
export interface Checkable {
  findViolations(): Promise<Violation[]>;
}

export type { ReconciliationReport } from './reconciliation';
export type Admin = ReturnType<typeof createAdmin>;

export interface AdminDependencies {
  ledger: Ledger;
  /** By the name under which the report shows them. */
  checked: Record<string, Checkable>;
}

export function createAdmin(platform: Platform, { ledger, checked }: AdminDependencies) {
  const reconcile = createReconciliation(platform, checked);
  platform.serve('Administration', adminEndpoints(platform, ledger, reconcile));
  return { reconcile };
}
