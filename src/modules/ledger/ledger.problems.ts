/** Why the ledger refuses to post. */
import { Problem, problemKind } from '../../platform/http/problem';
import type { AccountCode } from './account.rules';

export const insufficientFunds = problemKind(
  'insufficient_funds',
  409,
  'There is not enough money in the account',
  'Check the balance; another operation may have used it.',
);
export const transferConflict = problemKind(
  'transfer_conflict',
  409,
  'This transfer was already posted with other details',
  'Report it to support with the request id.',
);

/** An account that must not go negative would; nothing was posted. */
export class LedgerRefusal extends Problem {
  readonly account: AccountCode;
  /** In the account's unit: cents or credits. */
  readonly missing: number;

  constructor(account: AccountCode, missing: number) {
    super(insufficientFunds, 'The account to take this from does not hold enough.');
    this.account = account;
    this.missing = missing;
  }
}
