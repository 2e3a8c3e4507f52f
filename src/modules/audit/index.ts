/** The door of the audit trail: who did what to what, kept so that a later change shows. */
import { SECOND_MS } from '../../platform/kernel/clock';
import type { Violation } from '../../platform/kernel/violation';
import type { Platform } from '../../platform/platform';
import { auditRoutes } from './audit.routes';
import { createListEntries } from './use-cases/list-entries';
import { createRecord, type NewEntry } from './use-cases/record';
import { createSeal } from './use-cases/seal';
import { createVerify } from './use-cases/verify';

export type { NewEntry } from './use-cases/record';

const SEAL_EVERY_MS = 5 * SECOND_MS;

export interface Audit {
  /** Writes an entry in the ambient unit: it exists exactly if the unit commits. */
  record(entry: NewEntry): Promise<void>;
  /** Every entry that was changed, removed or slipped in under an earlier date. */
  findViolations(): Promise<Violation[]>;
  /** Puts what was committed on the chain, and says how many entries this caller sealed. */
  seal(): Promise<number>;
}

export function createAudit(platform: Platform): Audit {
  const seal = createSeal(platform);
  const verify = createVerify(platform, seal);
  platform.serve('Administration', auditRoutes({ listEntries: createListEntries(platform), verify }));
  platform.scheduler.every('audit.seal', SEAL_EVERY_MS, async () => {
    await seal();
  });
  return {
    record: createRecord(platform),
    findViolations: async () => (await verify()).violations,
    seal,
  };
}
