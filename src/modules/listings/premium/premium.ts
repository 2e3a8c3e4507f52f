/** Puts the parts of premium listings together for the door of listings. */
import type { ListingsContext } from '../listings.context';
import { premiumRoutes } from './premium.routes';
import { createAskForPremium } from './use-cases/ask-for-premium';
import { createDecidePremium } from './use-cases/decide-premium';
import { createFindPremiumViolations } from './use-cases/find-violations';
import { scheduleLapsingPremium } from './use-cases/lapse-premium';
import { createPayPremium } from './use-cases/pay-premium';

const createUseCases = (context: ListingsContext) => ({
  ...createAskForPremium(context),
  ...createDecidePremium(context),
  ...createPayPremium(context),
});
export type PremiumUseCases = ReturnType<typeof createUseCases>;

export function createPremium(context: ListingsContext) {
  context.platform.serve('Premium listings', premiumRoutes(createUseCases(context)));
  scheduleLapsingPremium(context);
  return { findViolations: createFindPremiumViolations(context) };
}
