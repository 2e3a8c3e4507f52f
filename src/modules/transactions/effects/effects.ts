/** Every effect that a process can name. */
import type { EffectName } from '../process/effect-names';
import type { TransactionsContext } from '../transactions.context';
import { createAgreementEffects } from './agreement';
import { createConsentEffects } from './consent';
import { createSaleEffects } from './sale';
import type { Effect } from './effect';
import { createCardDisputeEffects } from './card-dispute';
import { createTermsEffects } from './terms';
import { createMoneyEffects } from './money';

export const createEffects = (context: TransactionsContext): Readonly<Record<EffectName, Effect>> => ({
  ...createConsentEffects(context),
  ...createMoneyEffects(context),
  ...createCardDisputeEffects(context),
  ...createSaleEffects(context),
  ...createTermsEffects(context),
  ...createAgreementEffects(context),
});

const OF_THE_ROW_ALONE: readonly EffectName[] = [
  'signTerms',
  'recordApproval',
  'askAnew',
  'moveDeadline',
  'placeHold',
  'liftHold',
  'holdForSide',
  'noteSideBack',
];

/** Whether they leave all that is kept beside the row of the deal as it was: money, checklist, proposals, disputes. */
export const changeRowAlone = (effects: readonly EffectName[]): boolean =>
  effects.every((name) => OF_THE_ROW_ALONE.includes(name));
