/** Premium listings, put together for the door of listings. */
import { HOUR_MS } from '../../../platform/kernel/clock';
import type { ListingsContext } from '../listings.context';
import { premiumRoutes } from './premium.routes';
import { createRequestPremium } from './use-cases/request-premium';
import { createDecidePremium } from './use-cases/decide-premium';
import { createFindPremiumViolations } from './use-cases/find-violations';
import { endPremiumWithItsMoney } from './use-cases/money-back';
import { createLapsePremium } from './use-cases/lapse-premium';
import { createPayPremium } from './use-cases/pay-premium';

const createUseCases = (context: ListingsContext) => ({
  ...createRequestPremium(context),
  ...createDecidePremium(context),
  ...createPayPremium(context),
});
export type PremiumUseCases = ReturnType<typeof createUseCases>;

export function createPremium(context: ListingsContext) {
  context.platform.serve('Premium listings', premiumRoutes(createUseCases(context)));
  endPremiumWithItsMoney(context);
  context.platform.scheduler.every('listings.lapse-premium', HOUR_MS, createLapsePremium(context));
  return { findViolations: createFindPremiumViolations(context) };
}
