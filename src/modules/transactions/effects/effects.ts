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
