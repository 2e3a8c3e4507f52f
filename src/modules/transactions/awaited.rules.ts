/** Whose move a deal waits for, as a condition on its row: the same answer as `whoIsAwaited`, for filters of lists. */
import { STATES, WAITS, type Process, type Reader, type State, type WaitName } from './process/process';
import { whoIsAwaited } from './transaction.rules';
import type { Transaction } from './transaction.model';

/** Of the row: each is there or is null. */
const TOLD = ['buyerAcceptedTermsAt', 'sellerAcceptedTermsAt', 'heldSince'] as const;
type Told = Partial<Record<(typeof TOLD)[number], boolean>>;

/** What the rule asks of a row. */
export const toldBy = (row: Transaction) => ({
  ...{ wait: row.wait, state: row.state, onHoldSince: row.heldSince },
  signed: { BUYER: row.buyerAcceptedTermsAt !== null, SELLER: row.sellerAcceptedTermsAt !== null },
});

/** Where the reader is awaited, in the fewest words: an empty one where the row tells nothing more. */
function conditionsOf(awaits: (told: Told) => boolean, told: Told = {}): string[] {
  const column = TOLD.find((name) => !(name in told));
  if (column === undefined) return awaits(told) ? [''] : [];
  const there = conditionsOf(awaits, { ...told, [column]: true });
  const missing = conditionsOf(awaits, { ...told, [column]: false });
  if (there.length === missing.length && there.every((each, at) => each === missing[at])) return there;
  return [
    ...there.map((rest) => ` AND ${column} IS NOT NULL${rest}`),
    ...missing.map((rest) => ` AND ${column} IS NULL${rest}`),
  ];
}

function conditionsIn(process: Process, wait: WaitName, state: State, reader: Reader): string[] {
  const awaits = ({ buyerAcceptedTermsAt: buyer, sellerAcceptedTermsAt: seller, heldSince: held }: Told) =>
    whoIsAwaited(process, {
      ...{ wait, state, onHoldSince: held ? 0 : null },
      signed: { BUYER: buyer === true, SELLER: seller === true },
    }).includes(reader);
  return conditionsOf(awaits).map(
    (told) => `(processVersion = '${process.version}' AND wait = '${wait}' AND state = '${state}'${told})`,
  );
}

/** Names of the platform's own and no input, so they are written into the statement. */
export function awaitedSql(processes: readonly Process[], reader: Reader): string {
  const conditions = processes.flatMap((process) =>
    WAITS.flatMap((wait) => STATES.flatMap((state) => conditionsIn(process, wait, state, reader))),
  );
  return conditions.length === 0 ? '1 = 0' : `(${conditions.join(' OR ')})`;
}
