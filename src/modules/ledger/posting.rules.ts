/** What makes a transfer well-formed, a repetition of an earlier one, or an overdraft. */
import {
  type AccountCode,
  balanceOf,
  findAccountKind,
  type Postings,
  type Side,
  type Unit,
} from './account.rules';

export interface Subject {
  type: string;
  id: string;
}

export interface TransferOrder {
  /** Deterministic, at most 190 ASCII characters: `payment:{id}:succeeded`. The same id never posts twice. */
  id: string;
  debit: AccountCode;
  credit: AccountCode;
  /** Integer above zero: cents, or credits. */
  amount: number;
  unit: Unit;
  reason: string;
  subject: Subject;
}

const TRANSFER_ID = /^[!-~]{1,190}$/;
const REASON_MAX = 500;

/** What makes an order invalid in any state of the books; null when it may be tried. */
export function findOrderError({ id, debit, credit, amount, unit, reason }: TransferOrder): string | null {
  if (!TRANSFER_ID.test(id)) return `the id ${JSON.stringify(id)} is not 1 to 190 ASCII characters`;
  if (!Number.isSafeInteger(amount) || amount <= 0)
    return `the amount ${amount} is not an integer above zero`;
  if (debit === credit) return `debit and credit are both ${debit}`;
  if (reason.length === 0 || reason.length > REASON_MAX) return `a reason has 1 to ${REASON_MAX} characters`;
  for (const code of [debit, credit]) {
    const kind = findAccountKind(code);
    if (!kind) return `there is no account ${code}`;
    if (kind.unit !== unit) return `${code} is kept in ${kind.unit}, not in ${unit}`;
  }
  return null;
}

/** Whether an order repeats a posted transfer. The reason may be worded differently; nothing else may differ. */
export const isSameTransfer = (posted: Omit<TransferOrder, 'reason'>, order: TransferOrder): boolean =>
  posted.debit === order.debit &&
  posted.credit === order.credit &&
  posted.amount === order.amount &&
  posted.unit === order.unit &&
  posted.subject.type === order.subject.type &&
  posted.subject.id === order.subject.id;

export interface Movement {
  debits: number;
  credits: number;
}

/** The sums that the orders add to each account's two sides. */
export function sumMovements(orders: TransferOrder[]): Map<AccountCode, Movement> {
  const movements = new Map<AccountCode, Movement>();
  const movementOf = (code: AccountCode): Movement => {
    const movement = movements.get(code) ?? { debits: 0, credits: 0 };
    movements.set(code, movement);
    return movement;
  };
  for (const { debit, credit, amount } of orders) {
    movementOf(debit).debits += amount;
    movementOf(credit).credits += amount;
  }
  return movements;
}

/** Whether the movement takes more from the account than it brings. */
export const isLowering = (normalSide: Side, { debits, credits }: Movement): boolean =>
  normalSide === 'DEBIT' ? credits > debits : debits > credits;

/** How much the account lacks for the movement; 0 when it holds enough. */
export function shortfall(account: Postings & { mayBeNegative: boolean }, movement: Movement): number {
  if (account.mayBeNegative) return 0;
  const after = balanceOf({
    normalSide: account.normalSide,
    debitsPosted: account.debitsPosted + movement.debits,
    creditsPosted: account.creditsPosted + movement.credits,
  });
  return Math.max(0, -after);
}
