/** Gathers what the transfer packet of a deal is made from, for its sides and admins, once the deal is cleared. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { User } from '../../identity';
import type { Listing } from '../../listings';
import type { State } from '../process/process';
import type { Transaction } from '../transaction.model';
import { packetNotYet } from '../transactions.problems';
import type { TransactionsContext } from '../transactions.context';
import type { ChecklistEntry, ReadTransaction } from '../use-cases/read-transaction';

export interface PacketFile {
  row: Transaction;
  listing: Listing;
  buyer: User | null;
  seller: User | null;
  /** From closing on. */
  filings: ChecklistEntry[];
}

/** The platform has cleared the deal, so both know that it will be handed over. */
const CLEARED: readonly State[] = ['PAYMENT_PENDING', 'TRANSFER_IN_PROGRESS', 'INSPECTION', 'COMPLETED'];

export const createReadPacket =
  (
    { identity, listings }: TransactionsContext,
    { find, listChecklist }: Pick<ReadTransaction, 'find' | 'listChecklist'>,
  ) =>
  /** Throws `not_found` to strangers and `packet_not_yet` before the deal is cleared. */
  async (actor: UserActor, id: string): Promise<PacketFile> => {
    const { row } = await find(actor, id);
    if (!CLEARED.includes(row.state)) {
      throw packetNotYet(
        'The packet is made for a deal that the platform has cleared, until it ends in a sale.',
      );
    }
    const listing = await listings.findListing(row.listingId);
    if (!listing) throw new Error(`Transaction ${id} is over no listing.`);
    const people = await identity.findUsers([row.buyerId, row.sellerId]);
    const entries = await listChecklist(actor, id);
    return {
      ...{ row, listing },
      buyer: people.get(row.buyerId) ?? null,
      seller: people.get(row.sellerId) ?? null,
      filings: entries.filter(({ item }) => item.phase === 'CLOSING' || item.phase === 'POST_CLOSING'),
    };
  };
