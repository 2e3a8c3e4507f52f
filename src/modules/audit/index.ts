/** The door of audit: who did what to what, kept so that any later change shows. */
import { SECOND_MS } from '../../platform/kernel/clock';
import type { Violation } from '../../platform/kernel/violation';
import type { Platform } from '../../platform/platform';
import { fileAnchor, memoryAnchor } from './anchor';
import type { AuditConfig } from './audit.config';
import { auditRoutes } from './audit.routes';
import { createNaming, type FindNames } from './naming';
import { createListAbout, type SealedEntry } from './use-cases/list-about';
import { createListEntries } from './use-cases/list-entries';
import { createRecord, type NewEntry } from './use-cases/record';
import { createSeal } from './use-cases/seal';
import { createVerify } from './use-cases/verify';

export type { AuditAction } from './actions';
export type { FindNames } from './naming';
export type { SealedEntry } from './use-cases/list-about';
export type { NewEntry } from './use-cases/record';

const SEAL_EVERY_MS = 5 * SECOND_MS;

export interface Audit {
  /** Writes an entry in the ambient unit: it exists exactly if the unit commits. */
  record(entry: NewEntry): Promise<void>;
  /** How users are called; told once, by the module that knows them. */
  nameUsers(findNames: FindNames): void;
  namesOf: FindNames;
  /** What is written about a subject, oldest first, with its seals. */
  listAbout(subject: { type: string; id: string }): Promise<SealedEntry[]>;
  /** Every entry that was changed, removed or slipped in under an earlier date. */
  findViolations(): Promise<Violation[]>;
  /** Seals what was committed, and answers how many entries this call sealed. */
  seal(): Promise<number>;
}

/** `isPastMade`: as long as somebody else makes up entries of the past, it is they who seal. */
export function createAudit(platform: Platform<AuditConfig>, isPastMade = (): boolean => false): Audit {
  platform.database.keepsJson({ table: 'audit_entries', key: 'id', column: 'detail' });
  const { AUDIT_ANCHOR_FILE } = platform.config;
  const anchors = [memoryAnchor(), ...(AUDIT_ANCHOR_FILE ? [fileAnchor(AUDIT_ANCHOR_FILE)] : [])];
  const naming = createNaming();
  const record = createRecord(platform);
  const seal = createSeal(platform, anchors, isPastMade);
  const verify = createVerify(platform, seal, anchors, isPastMade);
  platform.serve(
    'Administration',
    auditRoutes({ listEntries: createListEntries(platform, record), verify, namesOf: naming.namesOf }),
  );
  platform.scheduler.every('audit.seal', SEAL_EVERY_MS, async () => {
    await seal();
  });
  return {
    ...naming,
    record,
    listAbout: createListAbout(platform),
    findViolations: async () => (await verify()).violations,
    seal,
  };
}
