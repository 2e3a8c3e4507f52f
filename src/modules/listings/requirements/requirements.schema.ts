/** What a buyer looks for, on the wire. */
import { z } from 'zod';
import { Id, Instant, UsState } from '../../../platform/http/wire';
import { AGE_EDGES_YEARS, FLEET_EDGES, INSURANCE_EDGES_CENTS, PRICE_EDGES_CENTS } from '../bands.rules';
import {
  AmazonStatusName,
  CargoTypeName,
  DealStructureName,
  RatingName,
  RiskBandName,
} from '../codes.schema';
import { bandEdge } from '../listings.schema';
import { OUTCOMES, WISH_NAMES } from './match.rules';

const MOST_VALUES = 60;

const wishFor = <Value extends z.ZodType<string>>(value: Value) => {
  const values = z
    .array(value)
    .max(MOST_VALUES)
    .default([])
    .refine((list) => new Set(list).size === list.length, 'names a value twice');
  return z
    .strictObject({
      wanted: values.describe('Any of these is as you wish.'),
      unwanted: values.describe('None of these, whatever else a company has.'),
    })
    .refine(({ wanted, unwanted }) => !wanted.some((each) => unwanted.includes(each)), {
      message: 'names a value as wanted and as unwanted',
    })
    .optional();
};
const yesOrNo = z.enum(['true', 'false']);

export const Wishes = z
  .strictObject({
    priceBand: wishFor(bandEdge(PRICE_EDGES_CENTS)).describe('The asking price, by lower ends in US cents.'),
    dealStructure: wishFor(DealStructureName).describe('How the company changes hands.'),
    cargo: wishFor(CargoTypeName).describe('What it hauls.'),
    state: wishFor(UsState).describe('Where its main office is.'),
    yearsBand: wishFor(bandEdge(AGE_EDGES_YEARS)).describe('Years in business, by lower ends.'),
    fleetBand: wishFor(bandEdge(FLEET_EDGES)).describe('Power units, by lower ends.'),
    safetyRating: wishFor(RatingName).describe('The FMCSA safety rating.'),
    amazonStatus: wishFor(AmazonStatusName).describe('The Amazon Relay account.'),
    insuranceBand: wishFor(bandEdge(INSURANCE_EDGES_CENTS)).describe(
      'Liability insurance on file, by lower ends in US cents.',
    ),
    riskBand: wishFor(RiskBandName).describe('The range of the risk score.'),
    highway: wishFor(yesOrNo).describe('Whether it is set up with Highway.'),
    sellerFinancing: wishFor(yesOrNo).describe('Whether the seller finances a part of the price.'),
  })
  .meta({
    id: 'BuyerWishes',
    description:
      'What is wanted and what is not, facet by facet; what you leave out does not matter. Ranges go by their lower ends, as in search.',
  });

export const NewRequirements = z
  .strictObject({
    wishes: Wishes,
    tell: z.boolean().default(true).describe('Tell me when a listing comes onto the market that matches.'),
    leastScore: z
      .int()
      .min(1)
      .max(100)
      .default(70)
      .describe('The least score that you want to be told of, from 1 to 100.'),
  })
  .meta({ id: 'NewBuyerRequirements' });
export type NewRequirements = z.output<typeof NewRequirements>;

export const RequirementsView = NewRequirements.extend({
  setAt: Instant.nullable().describe('When you last set them; null while you have not.'),
}).meta({ id: 'BuyerRequirements' });
export type RequirementsView = z.output<typeof RequirementsView>;

export const MatchView = z
  .strictObject({
    listingId: Id,
    score: z
      .int()
      .min(0)
      .max(100)
      .nullable()
      .describe(
        'From 0 to 100, at most 25 with anything that you do not want. Null where you wish for nothing.',
      ),
    wishes: z
      .array(
        z
          .strictObject({
            wish: z.enum(WISH_NAMES as [string, ...string[]]).describe('Which of your wishes.'),
            outcome: z
              .enum(OUTCOMES)
              .describe(
                'NEAR: the range next to one that you want. UNKNOWN: the card does not tell. Both count half.',
              ),
            points: z.number().describe('What it adds to the score.'),
            most: z.number().describe('The most that it could add.'),
            shown: z.array(z.string()).nullable().describe('What the card shows. Null: nothing.'),
          })
          .meta({ id: 'MatchedWish' }),
      )
      .describe('Wish by wish; the points add up to the score.'),
  })
  .meta({
    id: 'ListingMatch',
    description: 'How a listing matches your requirements, by what its card shows and nothing else.',
  });
export type MatchView = z.output<typeof MatchView>;
