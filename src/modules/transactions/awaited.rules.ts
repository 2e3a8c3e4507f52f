/** Whose move a deal waits for, as a condition on its row: the same answer as `whoIsAwaited`, for filters of lists. */
import { STATES, WAITS, type Process, type Reader } from './process/process';
import { whoIsAwaited } from './transaction.rules';

const SIGNED_COLUMN = {
  BUYER: 'buyerAcceptedTermsAt',
  SELLER: 'sellerAcceptedTermsAt',
  ADMIN: null,
} as const;

/** Names of the platform's own and no input, so they are written into the statement. */
export function awaitedSql(processes: readonly Process[], reader: Reader): string {
  const conditions = processes.flatMap((process) =>
    WAITS.flatMap((wait) =>
      STATES.flatMap((state) => {
        const awaits = (signed: boolean) =>
          whoIsAwaited(process, { wait, state }, { BUYER: signed, SELLER: signed }).includes(reader);
        if (!awaits(false)) return [];
        const place = `processVersion = '${process.version}' AND wait = '${wait}' AND state = '${state}'`;
        const column = SIGNED_COLUMN[reader];
        return awaits(true) || column === null ? `(${place})` : `(${place} AND ${column} IS NULL)`;
      }),
    ),
  );
  return conditions.length === 0 ? '1 = 0' : `(${conditions.join(' OR ')})`;
}
