/** The only place where a buyer's access to a listing changes, with the terms that the buyer accepted for it. */
import { newId } from '../../platform/kernel/ids';
import type { Platform } from '../../platform/platform';
import { type AccessRow, type AccessStatus, defineAccess } from './listing.model';
import type { NdaVersion } from './nda/nda-versions';

interface Unlocking {
  listingId: string;
  buyerId: string;
  status: AccessStatus;
  nda: NdaVersion;
  /** The network address that the terms were accepted from. */
  address: string;
  unlockedAt: number;
}

export type AccessStore = ReturnType<typeof createAccessStore>;

export function createAccessStore({ database, clock }: Platform) {
  const access = defineAccess(database);

  return {
    /** Null where the buyer has never unlocked the listing. */
    find: (listingId: string, buyerId: string): Promise<AccessRow | null> =>
      access.findOne({ where: { listingId, buyerId } }),

    /** The same, locked; the caller holds the lock of the listing. */
    lock: (listingId: string, buyerId: string): Promise<AccessRow | null> =>
      access.findOne({ where: { listingId, buyerId }, lock: true }),

    /** Keeps the acceptance of the terms, insert-only, and opens the access; `former`: the one that was refused. */
    async open(unlocking: Unlocking, former: AccessRow | null): Promise<AccessRow> {
      const { listingId, buyerId, status, nda, address, unlockedAt } = unlocking;
      const { version, textHash } = nda;
      if (former?.ndaVersion !== version) {
        await database.change(
          `INSERT INTO nda_acceptances (id, listingId, buyerId, ndaVersion, textHash, acceptedAt, address)
           VALUES (:id, :listingId, :buyerId, :version, :textHash, :unlockedAt, :address)`,
          { id: newId(), listingId, buyerId, version, textHash, unlockedAt, address },
        );
      }
      const opened = { status, ndaVersion: version, unlockedAt, decidedAt: null, creditReturnedAt: null };
      return former ? former.update(opened) : access.create({ listingId, buyerId, ...opened });
    },

    /** The seller's decision, on the locked access. */
    async decide(
      opened: AccessRow,
      status: 'GRANTED' | 'REVOKED',
      { creditReturned }: { creditReturned: boolean },
    ): Promise<void> {
      const now = clock.now();
      await opened.update({ status, decidedAt: now, ...(creditReturned ? { creditReturnedAt: now } : {}) });
    },
  };
}
