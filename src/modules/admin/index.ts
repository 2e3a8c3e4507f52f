/** The door of admin: overviews for operators across the house; it changes nothing of the trade. */
import type { Platform } from '../../platform/platform';
import type { StuckMoney } from '../../platform/kernel/stuck-money';
import type { Violation } from '../../platform/kernel/violation';
import type { Ledger } from '../ledger';
import { adminEndpoints } from './admin.routes';
import { createReconciliation } from './reconciliation';

/** A module whose promises about stored facts can be checked. */
export interface Checkable {
  findViolations(): Promise<Violation[]>;
}

/** A module that keeps money, or news of it. */
export interface MoneyKeeper {
  listStuckMoney(): Promise<StuckMoney[]>;
}

export type { ReconciliationReport } from './reconciliation';
export type Admin = ReturnType<typeof createAdmin>;

export interface AdminDependencies {
  ledger: Ledger;
  /** By the name under which the report shows them. */
  checked: Record<string, Checkable>;
  keepers: MoneyKeeper[];
}

export function createAdmin(platform: Platform, { ledger, checked, keepers }: AdminDependencies) {
  const reconcile = createReconciliation(platform, checked);
  const listStuckMoney = async () =>
    (await Promise.all(keepers.map((keeper) => keeper.listStuckMoney()))).flat();
  platform.serve('Administration', adminEndpoints(platform, ledger, reconcile, listStuckMoney));
  return { reconcile };
}
