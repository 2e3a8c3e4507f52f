/** Seals committed entries in the background, so that no writer waits for the chain. */
import { UniqueConstraintError } from 'sequelize';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { describeError } from '../../../platform/kernel/logger';
import type { Platform } from '../../../platform/platform';
import type { Anchor } from '../anchor';
import { type AuditEntry, CHAIN_START, type Seal, sealAfter } from '../seal.rules';

const BATCH = 200;

/**
 * An entry shows when its unit commits, and no unit takes this long. So the sealer looks back no further from the
 * last seal, and its work does not grow with the log; what turns up before that was inserted with a false time.
 */
export const LATEST_COMMIT_MS = 30 * MINUTE_MS;

export function createSeal(
  { database, clock, log }: Platform,
  anchors: readonly Anchor[],
  isPastMade: () => boolean,
) {
  /** Adds a batch of seals. It fails on the number of a seal where another sealer runs at the same time. */
  const sealBatch = () =>
    database.atomically(async () => {
      const [last] = await database.select<Seal>('SELECT * FROM audit_seals ORDER BY seq DESC LIMIT 1');
      const entries = await database.select<AuditEntry>(
        `SELECT e.* FROM audit_entries e LEFT JOIN audit_seals s ON s.entryId = e.id
         WHERE e.occurredAt >= :from AND s.entryId IS NULL
         ORDER BY e.occurredAt, e.id LIMIT ${BATCH}`,
        // By the earlier of the two, for a clock that was behind the one of the last sealer.
        { from: last ? Math.min(last.sealedAt, clock.now()) - LATEST_COMMIT_MS : 0 },
      );
      const latest = entries.at(-1);
      // Where more are left, the next look begins behind what is sealed by now, however long ago that happened.
      const sealedAt =
        latest && entries.length === BATCH
          ? Math.max(Number(latest.occurredAt), last?.sealedAt ?? 0)
          : clock.now();
      let head = last ?? CHAIN_START;
      const seals = entries.map((entry) => (head = sealAfter(head, entry, sealedAt)));
      if (seals.length > 0) await insert(seals);
      return seals;
    });

  async function insert(seals: Seal[]): Promise<void> {
    const values: Record<string, string | number> = {};
    const rows = seals.map((seal, index) => {
      for (const [name, value] of Object.entries(seal)) values[`${name}${index}`] = value as string | number;
      return `(:seq${index}, :entryId${index}, :entryHash${index}, :previousHash${index}, :hash${index}, :sealedAt${index})`;
    });
    await database.change(
      `INSERT INTO audit_seals (seq, entryId, entryHash, previousHash, hash, sealedAt) VALUES ${rows.join(', ')}`,
      values,
    );
  }

  /** Seals what was committed since the last seal, and answers how many entries this call sealed. */
  return async (): Promise<number> => {
    if (isPastMade()) return 0;
    for (let count = 0; ;) {
      try {
        const seals = await sealBatch();
        const head = seals.at(-1);
        // Outside the database: whoever rewrites the chain, or cuts off its end, contradicts it.
        if (head) {
          log.info('audit trail sealed', { seq: head.seq, hash: head.hash });
          for (const anchor of anchors) {
            await anchor.keep(head).catch((error: unknown) => {
              log.error('the audit anchor could not be written', { error: describeError(error) });
            });
          }
        }
        count += seals.length;
        if (seals.length < BATCH) return count;
      } catch (error) {
        // Another sealer took the same numbers, and seals the rest.
        if (error instanceof UniqueConstraintError) return count;
        throw error;
      }
    }
  };
}
