/** The terms of a deal as both sides sign them: fixed when it opens, and known by their hash. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AgreedTerms, payableOf } from '../offers';
import { fixSums, type Rates } from './money.rules';
import { STRUCTURES } from './process/checklists';
import type { TransactionsConfig } from './transactions.config';

/** Signed by their hash: a field that comes later is optional, as a default would change what was signed. */
export const FrozenTerms = z.strictObject({
  processVersion: z.string(),
  offerId: z.string(),
  /** The version of the offer that both agreed on. */
  offerVersionId: z.string(),
  listingId: z.string(),
  usdot: z.int(),
  buyerId: z.string(),
  sellerId: z.string(),
  dealStructure: z.enum(STRUCTURES),
  /** Counted from 1, which those without it are: another price makes another version. */
  version: z.int().optional(),
  priceCents: z.int(),
  /** Of the price, what goes through escrow, the deposit included; all of it where it is left out. */
  paidNowCents: z.int().optional(),
  /** Of the price, what the seller lends the buyer. */
  owedLaterCents: z.int().optional(),
  depositCents: z.int(),
  /** Of the deposit, what compensates the seller if the buyer walks away; none where it is left out. */
  walkAwayCents: z.int().optional(),
  /** The platform's fee, which the seller pays out of the price. */
  feeCents: z.int(),
  feeBasisPoints: z.int().optional(),
  holdbackCents: z.int(),
  holdbackDays: z.int(),
  /** What else the sides bargained for. */
  agreed: AgreedTerms,
});
export type FrozenTerms = z.output<typeof FrozenTerms>;

/** Of the price, what has to stand in escrow before the company is handed over. */
export const paidNowOf = ({ paidNowCents, priceCents }: FrozenTerms): number => paidNowCents ?? priceCents;

/** What the platform asks of a sale. */
export const ratesIn = (config: TransactionsConfig): Rates => ({
  feeBasisPoints: config.TRANSACTION_FEE_BASIS_POINTS,
  depositBasisPoints: config.DEPOSIT_BASIS_POINTS,
  depositLeastCents: config.DEPOSIT_LEAST_CENTS,
  depositMostCents: config.DEPOSIT_MOST_CENTS,
});

/** Counted from 1: another price makes another version. */
export const versionOf = ({ version }: FrozenTerms): number => version ?? 1;

/** The columns of a deal that say what its terms say. */
export const columnsOf = (terms: FrozenTerms) => {
  const { processVersion, offerId, listingId, usdot, buyerId, sellerId, dealStructure } = terms;
  const { priceCents, depositCents, feeCents, holdbackCents, holdbackDays } = terms;
  return {
    ...{ processVersion, offerId, listingId, usdot, buyerId, sellerId, dealStructure },
    ...{ priceCents, depositCents, feeCents, holdbackCents, holdbackDays },
  };
};

/** The sums of a deal at a price, as its terms name them. `depositCents`: one that is fixed already. */
export function sumsAt(priceCents: number, agreed: AgreedTerms, rates: Rates, depositCents?: number) {
  const payable = payableOf(priceCents, agreed);
  const sums = fixSums(
    {
      ...payable,
      priceCents,
      holdbackPct: agreed.holdbackPct,
      depositCents: depositCents ?? agreed.depositCents ?? null,
      depositIfBuyerWalks: agreed.depositIfBuyerWalks ?? 'BACK_TO_BUYER',
    },
    rates,
  );
  return { priceCents, ...payable, ...sums, feeBasisPoints: rates.feeBasisPoints };
}

/** SHA-256, in hex, of the terms as JSON with sorted keys and no blanks: anyone can compute it again. */
export const hashOfTerms = (terms: FrozenTerms): string =>
  createHash('sha256').update(canonical(terms)).digest('hex');

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}
