/** Walks the whole chain and says what does not hold. */
import type { Violation } from '../../../platform/kernel/violation';
import type { Platform } from '../../../platform/platform';
import { type AuditEntry, CHAIN_START, type ChainHead, findBrokenLinks, type Seal } from '../seal.rules';
import { LATEST_COMMIT_MS } from './seal';

const BATCH = 500;

/** Enough to see what happened; a trail that is broken everywhere need not be listed whole. */
const MOST_VIOLATIONS = 100;

export interface Verdict {
  head: ChainHead;
  violations: Violation[];
}

export function createVerify({ database, clock }: Platform, seal: () => Promise<number>) {
  async function walkChain(): Promise<Verdict> {
    let head = CHAIN_START;
    const violations: Violation[] = [];
    for (;;) {
      const seals = await database.select<Seal>(
        `SELECT * FROM audit_seals WHERE seq > :after ORDER BY seq LIMIT ${BATCH}`,
        { after: head.seq },
      );
      if (seals.length === 0 || violations.length >= MOST_VIOLATIONS) return { head, violations };
      const entries = await database.select<AuditEntry>('SELECT * FROM audit_entries WHERE id IN (:ids)', {
        ids: seals.map((seal) => seal.entryId),
      });
      const entryById = new Map(entries.map((entry) => [entry.id, entry]));
      for (const seal of seals) {
        violations.push(...findBrokenLinks(head, seal, entryById.get(seal.entryId) ?? null));
        head = seal;
      }
    }
  }

  async function findUnsealed(): Promise<Violation[]> {
    const unsealed = await database.select<{ id: string }>(
      `SELECT e.id FROM audit_entries e LEFT JOIN audit_seals s ON s.entryId = e.id
       WHERE s.entryId IS NULL AND e.occurredAt < :before ORDER BY e.occurredAt LIMIT ${MOST_VIOLATIONS}`,
      { before: clock.now() - LATEST_COMMIT_MS },
    );
    return unsealed.map(({ id }) => ({
      check: 'audit.sealed',
      subject: `audit entry ${id}`,
      detail: 'Bears a time at which the chain had already gone on without it.',
    }));
  }

  /** Seals first, so that an entry without a seal is one that the sealer will never take. */
  return async (): Promise<Verdict> => {
    await seal();
    const chain = await walkChain();
    return { head: chain.head, violations: [...chain.violations, ...(await findUnsealed())] };
  };
}
