/** What the books refuse. */
import { Problem, problemKind } from '../../platform/http/problem';
import type { AccountCode } from './account.rules';

export const insufficientFunds = problemKind('insufficient_funds', 409, 'There is not enough to take from');
export const transferConflict = problemKind(
  'transfer_conflict',
  409,
  'This movement of money was booked before, differently',
);

/** An account that must not go negative would; nothing was posted. */
export class LedgerRefusal extends Problem {
  readonly account: AccountCode;
  /** In the account's unit: cents or credits. */
  readonly missing: number;

  constructor(account: AccountCode, missing: number) {
    super(insufficientFunds, 'The account that this would be taken from does not hold enough.');
    this.account = account;
    this.missing = missing;
  }
}
