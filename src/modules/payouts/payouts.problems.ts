/** What payouts refuse. */
import { problemKind, refusalThrower } from '../../platform/http/problem';

export const payoutTooLarge = problemKind(
  'payout_too_large',
  409,
  'The amount exceeds what can be paid out',
  'Request at most what is payable.',
);
export const payoutAccountNotReady = problemKind(
  'payout_account_not_ready',
  409,
  'The payout account cannot be paid yet',
  "Complete the account on the gateway's page and wait for its confirmation.",
);
export const bankAccountNotReady = problemKind(
  'bank_account_not_ready',
  409,
  'The bank account cannot be paid yet',
  'Wait until the moment that the bank account names.',
);
export const bankAccountUnknown = problemKind(
  'bank_account_unknown',
  409,
  'The destination of this payout is not known',
  'Ask the seller to set a bank account.',
);
export const payableNotOpen = problemKind(
  'payable_not_open',
  409,
  'What is payable to this person is not in your hands now',
  'Read why in the list of stuck money.',
);
export const payoutNotWaiting = problemKind(
  'payout_not_waiting',
  409,
  'This payout does not wait for an administrator',
  'Read the payout again: it shows its status.',
);

export const throwIfRefused = refusalThrower({
  payout_account_not_ready: payoutAccountNotReady,
  bank_account_not_ready: bankAccountNotReady,
});
