/** Verifies the whole chain, and lists what does not hold. */
import { selectKeyset } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import type { Violation } from '../../../platform/kernel/violation';
import type { Platform } from '../../../platform/platform';
import type { Anchor } from '../anchor';
import { type AuditEntry, CHAIN_START, type ChainHead, findBrokenLinks, type Seal } from '../seal.rules';
import { LATEST_COMMIT_MS } from './seal';

/** Enough to see what happened; a log that is broken everywhere need not be listed whole. */
const MAX_VIOLATIONS = 100;

const HEADS_AT_ONCE = 500;

export interface Verdict {
  head: ChainHead;
  violations: Violation[];
}

export function createVerify(
  { database, clock }: Platform,
  seal: () => Promise<number>,
  anchors: readonly Anchor[],
  isPastMade: () => boolean,
) {
  async function walkChain(): Promise<Verdict> {
    let head = CHAIN_START;
    const violations: Violation[] = [];
    const chain = selectKeyset<Seal>(database, {
      name: 'audit.seals',
      order: [['seq', 'ASC']],
      select: '*',
      from: 'audit_seals',
    });
    for await (const seals of walk(chain)) {
      if (violations.length >= MAX_VIOLATIONS) break;
      const entries = await database.select<AuditEntry>('SELECT * FROM audit_entries WHERE id IN (:ids)', {
        ids: seals.map((seal) => seal.entryId),
      });
      const entryById = new Map(entries.map((entry) => [entry.id, entry]));
      for (const seal of seals) {
        violations.push(...findBrokenLinks(head, seal, entryById.get(seal.entryId) ?? null));
        head = seal;
      }
    }
    return { head, violations };
  }

  async function findUnsealed(): Promise<Violation[]> {
    if (isPastMade()) return [];
    const unsealed = await database.select<{ id: string }>(
      `SELECT e.id FROM audit_entries e LEFT JOIN audit_seals s ON s.entryId = e.id
       WHERE s.entryId IS NULL AND e.occurredAt < :before ORDER BY e.occurredAt LIMIT ${MAX_VIOLATIONS}`,
      { before: clock.now() - LATEST_COMMIT_MS },
    );
    return unsealed.map(({ id }) => ({
      check: 'audit.sealed',
      subject: `audit entry ${id}`,
      detail: 'Its time is before seals that were made without it.',
    }));
  }

  /** Heads that were kept outside, and that the chain does not have: it was cut off there, or made anew. */
  async function findForsaken(): Promise<Violation[]> {
    const forsaken: Violation[] = [];
    const named = new Set<string>();
    let batch: ChainHead[] = [];
    const compare = async () => {
      const seqs = batch.map(({ seq }) => seq).filter(Number.isInteger);
      const seals = seqs.length
        ? await database.select<Seal>('SELECT seq, hash FROM audit_seals WHERE seq IN (:seqs)', { seqs })
        : [];
      const hashBySeq = new Map(seals.map(({ seq, hash }) => [Number(seq), hash]));
      for (const { seq, hash } of batch) {
        if (hashBySeq.get(seq) === hash || named.has(`${seq} ${hash}`)) continue;
        named.add(`${seq} ${hash}`);
        const detail = !Number.isInteger(seq)
          ? 'A line of the anchor cannot be read.'
          : hashBySeq.has(seq)
            ? 'The anchor has another hash under this number: the chain was made anew.'
            : 'The anchor has it, and the chain has not: its end was cut off.';
        forsaken.push({ check: 'audit.anchored', subject: `audit seal ${seq}`, detail });
      }
      batch = [];
    };
    for (const anchor of anchors) {
      for await (const head of anchor.heads()) {
        batch.push(head);
        if (batch.length >= HEADS_AT_ONCE) await compare();
        if (forsaken.length >= MAX_VIOLATIONS) return forsaken;
      }
    }
    await compare();
    return forsaken;
  }

  /** Seals first, so that an entry without a seal is one that the sealer will never take. */
  return async (): Promise<Verdict> => {
    // Before anything is sealed anew: new seals would take the numbers of those that were cut off.
    const forsaken = await findForsaken();
    await seal();
    const chain = await walkChain();
    return { head: chain.head, violations: [...chain.violations, ...forsaken, ...(await findUnsealed())] };
  };
}
