/** The only place where a buyer's access to a listing changes, with the terms that the buyer accepted for it. */
import { WAITS_MS } from './access.rules';
import { newId } from '../../platform/kernel/ids';
import type { Platform } from '../../platform/platform';
import { type AccessRow, type AccessStatus, defineAccess } from './listing.model';
import { defineAcceptances, type NdaAcceptance } from './nda/acceptance.model';
import type { NdaVersion } from './nda/nda-versions';

/** How a buyer accepts the terms. */
export interface NdaSignature {
  nda: NdaVersion;
  typedName: string;
  accountName: string;
  accountEmail: string;
  /** The network address that the terms were accepted from. */
  address: string;
}

interface Unlocking extends NdaSignature {
  listingId: string;
  buyerId: string;
  status: AccessStatus;
  unlockedAt: number;
}

export type AccessStore = ReturnType<typeof createAccessStore>;

export function createAccessStore({ database, clock }: Platform) {
  const access = defineAccess(database);
  const acceptances = defineAcceptances(database);

  /** Kept for good: the row can be neither changed nor removed. */
  async function accept(
    { listingId, buyerId }: Pick<AccessRow, 'listingId' | 'buyerId'>,
    { nda, ...signature }: NdaSignature,
    acceptedAt: number,
  ): Promise<NdaAcceptance> {
    const { version: ndaVersion, textHash } = nda;
    return acceptances.create({
      ...{ id: newId(), listingId, buyerId, ndaVersion, textHash, acceptedAt },
      ...signature,
    });
  }

  return {
    acceptances,

    /** Of a new version of the terms, by a buyer who had accepted an earlier one; on the locked access. */
    async acceptAnew(opened: AccessRow, signature: NdaSignature): Promise<NdaAcceptance> {
      const acceptance = await accept(opened, signature, clock.now());
      await opened.update({ ndaVersion: signature.nda.version });
      return acceptance;
    },

    /** Null where the buyer has never unlocked the listing. */
    find: (listingId: string, buyerId: string): Promise<AccessRow | null> =>
      access.findOne({ where: { listingId, buyerId } }),

    /** The same, locked; the caller holds the lock of the listing. */
    lock: (listingId: string, buyerId: string): Promise<AccessRow | null> =>
      access.findOne({ where: { listingId, buyerId }, lock: true }),

    /** Keeps the acceptance, unless this very version was accepted before, and opens the access; `former`: the one that was refused. */
    async open(
      unlocking: Unlocking,
      former: AccessRow | null,
    ): Promise<{ opened: AccessRow; acceptance: NdaAcceptance | null }> {
      const { listingId, buyerId, status, unlockedAt, ...signature } = unlocking;
      const { version } = signature.nda;
      const acceptance =
        former?.ndaVersion === version ? null : await accept({ listingId, buyerId }, signature, unlockedAt);
      const values = {
        ...{ status, ndaVersion: version, unlockedAt, decidedAt: null, creditReturnedAt: null },
        ...{ lapsesAt: status === 'PENDING' ? unlockedAt + WAITS_MS : null, remindedAt: null },
      };
      const opened = former
        ? await former.update(values)
        : await access.create({ listingId, buyerId, ...values });
      return { opened, acceptance };
    },

    /** The seller is reminded of the locked access. */
    async remind(opened: AccessRow): Promise<void> {
      await opened.update({ remindedAt: clock.now() });
    },

    /** The seller's decision, or the end of the wait, on the locked access. */
    async decide(
      opened: AccessRow,
      status: 'GRANTED' | 'REVOKED',
      { refusedUnread }: { refusedUnread: boolean },
    ): Promise<void> {
      const now = clock.now();
      await opened.update({ status, decidedAt: now, ...(refusedUnread ? { creditReturnedAt: now } : {}) });
    },
  };
}
