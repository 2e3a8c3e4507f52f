/** The door of admin: overviews for operators across all modules. */
import { canListWaiting } from '../../platform/kernel/waiting';
import { DAY_MS } from '../../platform/kernel/clock';
import type { Platform } from '../../platform/platform';
import type { Violation } from '../../platform/kernel/violation';
import type { StuckMoney } from '../ledger';
import type { AdminConfig } from './admin.config';
import type { AdminContext, AdminDeps } from './admin.context';
import { createQueueClaims } from './claim-queue-items';
import { createNotes } from './notes';
import { createSavedFilters } from './saved-filters';
import { adminEndpoints } from './admin.routes';
import { createReadQueues } from './read-queues';
import { createReconciliation } from './reconciliation';
import { rememberReconciliations } from './remember-reconciliation';

/** A module whose promises about stored facts can be checked. */
export interface Checkable {
  findViolations(): Promise<Violation[]>;
}

/** A module whose money, or events about it, can get stuck. */
export interface StuckMoneySource {
  listStuckMoney(): Promise<StuckMoney[]>;
}

export const isCheckable = (module: object): module is Checkable => 'findViolations' in module;
const canListStuckMoney = (module: object): module is StuckMoneySource => 'listStuckMoney' in module;

export type { ReconciliationReport } from './reconciliation';
export type Admin = ReturnType<typeof createAdmin>;

export function createAdmin(platform: Platform<AdminConfig>, { modules, ...deps }: AdminDeps) {
  const checked = Object.entries(modules).flatMap(([name, module]) =>
    isCheckable(module) ? [[name, module] as const] : [],
  );
  const reconcile = createReconciliation(platform, Object.fromEntries(checked));
  const sources = Object.values(modules).filter(canListStuckMoney);
  const listStuckMoney = async () => {
    const listed = (await Promise.all(sources.map((source) => source.listStuckMoney()))).flat();
    const subjects = new Set(listed.map(({ subject }) => subject));
    return listed.filter(({ sameAs }) => sameAs === undefined || !subjects.has(sameAs));
  };
  const context: AdminContext = { ...deps, platform, sources: Object.values(modules).filter(canListWaiting) };
  const queueClaims = createQueueClaims(context);
  const notes = createNotes(context);
  const savedFilters = createSavedFilters(context);
  const readQueues = createReadQueues(context, queueClaims);
  platform.scheduler.every('admin.drop_ended_claims', DAY_MS, queueClaims.dropEnded);
  platform.serve(
    'Administration',
    adminEndpoints(context, { reconcile, listStuckMoney, readQueues, queueClaims, notes, savedFilters }),
  );
  /** Also kept, for whoever watches. */
  return { reconcile: rememberReconciliations(platform, reconcile) };
}
