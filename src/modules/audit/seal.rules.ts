/** The arithmetic of the chain: what an entry's hash is, what a seal's hash is, and what must hold between them. */
import { createHash } from 'node:crypto';
import type { Violation } from '../../platform/kernel/violation';

export interface AuditEntry {
  id: string;
  occurredAt: number;
  actorKind: string;
  actorId: string;
  action: string;
  subjectType: string;
  subjectId: string;
  reason: string | null;
  /** JSON text. */
  detail: string | null;
  requestId: string | null;
}

export interface Seal {
  /** 1 for the first; no number is missing. */
  seq: number;
  entryId: string;
  entryHash: string;
  previousHash: string;
  hash: string;
  sealedAt: number;
}

/** The end of the chain: what the next seal continues. */
export type ChainHead = Pick<Seal, 'seq' | 'hash'>;

/** Before the first seal. */
export const CHAIN_START: ChainHead = { seq: 0, hash: '0'.repeat(64) };

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** SHA-256 of the entry's values as a JSON list in this order, so that no two entries share a text. */
export const hashEntry = (entry: AuditEntry): string =>
  sha256(
    JSON.stringify([
      entry.id,
      Number(entry.occurredAt),
      entry.actorKind,
      entry.actorId,
      entry.action,
      entry.subjectType,
      entry.subjectId,
      entry.reason,
      entry.detail,
      entry.requestId,
    ]),
  );

const hashSeal = (seal: Omit<Seal, 'hash'>): string =>
  sha256(
    JSON.stringify([
      Number(seal.seq),
      seal.entryId,
      seal.entryHash,
      seal.previousHash,
      Number(seal.sealedAt),
    ]),
  );

/** The seal that continues the chain from `head` with `entry`. */
export function sealAfter(head: ChainHead, entry: AuditEntry, sealedAt: number): Seal {
  const open = {
    seq: head.seq + 1,
    entryId: entry.id,
    entryHash: hashEntry(entry),
    previousHash: head.hash,
    sealedAt,
  };
  return { ...open, hash: hashSeal(open) };
}

/** What is wrong with one link, read after `head`. `entry` is null where the sealed entry is gone. */
export function findBrokenLinks(head: ChainHead, seal: Seal, entry: AuditEntry | null): Violation[] {
  const broken: Violation[] = [];
  const subject = `audit seal ${seal.seq}`;
  if (seal.seq !== head.seq + 1) {
    broken.push({
      check: 'audit.no_gap',
      subject,
      detail: `Follows seal ${head.seq}: the numbers between are missing.`,
    });
  } else if (seal.previousHash !== head.hash) {
    broken.push({ check: 'audit.chained', subject, detail: 'Does not continue the seal before it.' });
  }
  if (hashSeal(seal) !== seal.hash) {
    broken.push({ check: 'audit.seal_unchanged', subject, detail: 'The seal is not what was written.' });
  }
  if (!entry) {
    broken.push({ check: 'audit.entry_present', subject, detail: `Entry ${seal.entryId} is missing.` });
  } else if (hashEntry(entry) !== seal.entryHash) {
    broken.push({
      check: 'audit.entry_unchanged',
      subject: `audit entry ${entry.id}`,
      detail: `Is not what seal ${seal.seq} was put on.`,
    });
  }
  return broken;
}
