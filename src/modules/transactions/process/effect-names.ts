/** The names of what a move can do beyond changing the state; `effects/` says how each is done. */
export const EFFECTS = [
  'signTerms',
  'recordApproval',
  'notePayment',
  'bookIntoEscrow',
  'returnPayment',
  'stopPayments',
  'refundInFull',
  'divideMoney',
  'payOut',
  'payHoldback',
  'letDealFall',
  'completeSale',
  'openProposal',
  'agreeProposal',
  'extendDeadline',
  'changeItem',
  'placeHold',
  'liftHold',
  'callAdmins',
] as const;
export type EffectName = (typeof EFFECTS)[number];
