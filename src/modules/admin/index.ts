/** The door of admin: overviews for operators across all modules. */
import { canListWaiting } from '../../platform/kernel/waiting';
import { DAY_MS } from '../../platform/kernel/clock';
import type { Platform } from '../../platform/platform';
import type { Violation } from '../../platform/kernel/violation';
import type { Approvals } from '../approvals';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import type { Ledger, StuckMoney } from '../ledger';
import type { AdminConfig } from './admin.config';
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

export interface AdminDeps {
  approvals: Approvals;
  audit: Audit;
  identity: Identity;
  ledger: Ledger;
  /** All modules by name: each is asked for what it can answer. */
  modules: Record<string, object>;
}

export function createAdmin(
  platform: Platform<AdminConfig>,
  { approvals, audit, identity, ledger, modules }: AdminDeps,
) {
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
  const waiting = Object.values(modules).filter(canListWaiting);
  const queueClaims = createQueueClaims(platform, { audit, sources: waiting });
  const notes = createNotes(platform, audit);
  const savedFilters = createSavedFilters(platform, audit);
  const readQueues = createReadQueues(identity, waiting, queueClaims);
  platform.scheduler.every('admin.drop_ended_claims', DAY_MS, queueClaims.dropEnded);
  platform.serve(
    'Administration',
    adminEndpoints(
      platform,
      { approvals, audit, identity, ledger },
      { reconcile, listStuckMoney, readQueues, queueClaims, notes, savedFilters },
    ),
  );
  /** Also kept, for whoever watches. */
  return { reconcile: rememberReconciliations(platform, reconcile) };
}
