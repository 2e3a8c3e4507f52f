/** Email addresses that users had until a change or a deletion: kept a few days, for the mail that reports it. */
import type { Database } from '../../../platform/db/database';
import { type Clock, DAY_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';

/** The queue retries for hours; a week leaves an operator time to revive a delivery that failed. */
const KEEP_MS = 7 * DAY_MS;

export interface FormerAddress {
  email: string;
  firstName: string;
}

export type FormerAddresses = ReturnType<typeof createFormerAddresses>;

export function createFormerAddresses({ change, select }: Database, clock: Clock) {
  return {
    /** Answers the id to find the address by. In the ambient unit. */
    async keep({ id: userId, email, firstName }: FormerAddress & { id: string }): Promise<string> {
      const id = newId();
      await change(
        `INSERT INTO former_addresses (id, userId, email, firstName, createdAt)
         VALUES (:id, :userId, :email, :firstName, :now)`,
        { id, userId, email, firstName, now: clock.now() },
      );
      return id;
    },

    async find(id: string): Promise<FormerAddress | null> {
      const [address] = await select<FormerAddress>(
        'SELECT email, firstName FROM former_addresses WHERE id = :id',
        { id },
      );
      return address ?? null;
    },

    deleteOld: () =>
      change('DELETE FROM former_addresses WHERE createdAt <= :before', { before: clock.now() - KEEP_MS }),
  };
}
