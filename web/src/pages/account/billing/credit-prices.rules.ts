/** What so many credits cost: a pack of just that many, or one by one. */
import type { Config } from '../../../api/queries';

export type CreditPrices = Pick<Config, 'singleCreditPriceCents' | 'creditPacks'>;

export const costOf = (credits: number, { singleCreditPriceCents, creditPacks }: CreditPrices): number =>
  creditPacks.find((pack) => pack.credits === credits)?.priceCents ?? credits * singleCreditPriceCents;
