/** How cards match wishes: each outcome of each wish, what they come to together, and that nothing hidden counts. */
import { listingRow, type RowOptions } from '../../../../tests/support/listing-rows';
import { cardOf } from '../card.rules';
import type { ListingCard } from '../listing-views.schema';
import { matchOf, type Outcome, WISH_NAMES, type WishName, type Wishes } from './match.rules';

const NOW = Date.UTC(2026, 2, 2);

/** Of a company with what nobody sees of it, made into its card by the rules for cards. */
function cardFor(options: Partial<RowOptions> = {}): ListingCard {
  const row = listingRow(NOW, { usdot: 71_900_000, ...options });
  const source = row as unknown as Parameters<typeof cardOf>[0];
  const { card, listingId: id } = cardOf(source, NOW);
  return { id, status: 'ACTIVE', publishedAt: null, isPremium: false, ...card };
}

const wants = (...wanted: string[]) => ({ wanted, unwanted: [] });
const not = (...unwanted: string[]) => ({ wanted: [], unwanted });
const both = (wanted: string[], unwanted: string[]) => ({ wanted, unwanted });

/** $35,000, three trucks, four years, Texas, satisfactory, $1,000,000 on file, low risk, no Amazon, equity, general freight. */
const USUAL = {};
const CARGO = (...cargoTypes: string[]) =>
  ({ operation: { cargoTypes, equipment: [], employees: null, revenueBand: null } }) as unknown as RowOptions;
const RECORD = (fields: object) => ({ carrier: fields }) as unknown as RowOptions;
const AMAZON = (status: string, highway = 'NONE') =>
  ({
    platformStanding: { amazonRelay: { status, score: null }, highway, rmis: 'NONE', brokerSetUps: [] },
  }) as unknown as RowOptions;

describe('one wish', () => {
  test.each<[WishName, { wanted: string[]; unwanted: string[] }, Partial<RowOptions>, Outcome, number]>([
    ['priceBand', wants('3000000'), USUAL, 'MET', 100],
    ['priceBand', wants('3000000', '500000'), USUAL, 'MET', 100],
    ['priceBand', wants('4000000'), USUAL, 'NEAR', 50],
    ['priceBand', wants('2000000'), USUAL, 'NEAR', 50],
    ['priceBand', wants('5000000'), USUAL, 'UNMET', 0],
    ['priceBand', wants('0'), USUAL, 'UNMET', 0],
    ['priceBand', not('3000000'), USUAL, 'UNWANTED', 0],
    ['priceBand', not('4000000'), USUAL, 'MET', 100],
    ['priceBand', both(['2000000'], ['3000000']), USUAL, 'UNWANTED', 0],
    ['priceBand', wants('2000000'), { deal: null }, 'UNKNOWN', 50],
    ['priceBand', wants('500000000'), { priceCents: 900_000_000 }, 'MET', 100],
    ['dealStructure', wants('EQUITY_SALE'), USUAL, 'MET', 100],
    ['dealStructure', wants('ASSETS_ONLY'), USUAL, 'UNMET', 0],
    ['dealStructure', not('EQUITY_SALE'), USUAL, 'UNWANTED', 0],
    ['dealStructure', not('ASSETS_ONLY'), USUAL, 'MET', 100],
    ['dealStructure', wants('EQUITY_SALE'), { deal: null }, 'UNKNOWN', 50],
    ['cargo', wants('GENERAL_FREIGHT', 'MEAT'), USUAL, 'MET', 100],
    ['cargo', wants('MEAT'), USUAL, 'UNMET', 0],
    ['cargo', wants('MEAT'), CARGO('GENERAL_FREIGHT', 'MEAT'), 'MET', 100],
    ['cargo', both(['MEAT'], ['LIVESTOCK']), CARGO('LIVESTOCK', 'MEAT'), 'UNWANTED', 0],
    ['cargo', not('LIVESTOCK'), CARGO('MEAT'), 'MET', 100],
    ['cargo', wants('MEAT'), CARGO(), 'UNKNOWN', 50],
    ['cargo', not('MEAT'), CARGO(), 'UNKNOWN', 50],
    ['state', wants('TX', 'OK'), USUAL, 'MET', 100],
    ['state', wants('OK'), USUAL, 'UNMET', 0],
    ['state', not('TX'), USUAL, 'UNWANTED', 0],
    ['state', not('OK'), USUAL, 'MET', 100],
    ['state', wants('TX'), { state: null }, 'UNKNOWN', 50],
    ['yearsBand', wants('3'), USUAL, 'MET', 100],
    ['yearsBand', wants('5'), USUAL, 'NEAR', 50],
    ['yearsBand', wants('10'), USUAL, 'UNMET', 0],
    ['yearsBand', not('3'), USUAL, 'UNWANTED', 0],
    ['yearsBand', wants('3'), { years: null }, 'UNKNOWN', 50],
    // The age of what a buyer of assets does not get is not shown, so it is not known here either.
    ['yearsBand', wants('3'), { dealStructure: 'ASSETS_ONLY' }, 'UNKNOWN', 50],
    ['yearsBand', not('3'), { dealStructure: 'ASSETS_ONLY' }, 'UNKNOWN', 50],
    ['fleetBand', wants('2'), USUAL, 'MET', 100],
    ['fleetBand', wants('1'), USUAL, 'NEAR', 50],
    ['fleetBand', wants('21'), USUAL, 'UNMET', 0],
    ['fleetBand', not('2', '6'), USUAL, 'UNWANTED', 0],
    ['fleetBand', wants('0'), { powerUnits: 0 }, 'MET', 100],
    ['fleetBand', wants('0'), { powerUnits: null }, 'UNKNOWN', 50],
    ['safetyRating', wants('SATISFACTORY'), USUAL, 'MET', 100],
    ['safetyRating', wants('NOT_RATED'), USUAL, 'UNMET', 0],
    ['safetyRating', not('SATISFACTORY'), USUAL, 'UNWANTED', 0],
    ['safetyRating', not('CONDITIONAL'), RECORD({ safetyRating: 'NOT_RATED' }), 'MET', 100],
    ['safetyRating', wants('NOT_RATED'), RECORD({ safetyRating: null }), 'UNKNOWN', 50],
    ['amazonStatus', wants('ACTIVE'), USUAL, 'UNMET', 0],
    ['amazonStatus', wants('ACTIVE', 'PENDING'), AMAZON('PENDING'), 'MET', 100],
    ['amazonStatus', not('SUSPENDED'), AMAZON('SUSPENDED'), 'UNWANTED', 0],
    ['amazonStatus', not('SUSPENDED'), USUAL, 'MET', 100],
    ['insuranceBand', wants('100000000'), USUAL, 'MET', 100],
    ['insuranceBand', wants('75000000'), USUAL, 'NEAR', 50],
    ['insuranceBand', wants('30000000'), USUAL, 'UNMET', 0],
    ['insuranceBand', wants('0'), RECORD({ liabilityOnFileCents: null }), 'UNKNOWN', 50],
    ['riskBand', wants('LOW'), USUAL, 'MET', 100],
    ['riskBand', wants('LOW'), RECORD({ riskScore: 20 }), 'UNMET', 0],
    ['riskBand', not('HIGH'), RECORD({ riskScore: 60 }), 'UNWANTED', 0],
    ['highway', wants('true'), USUAL, 'UNMET', 0],
    ['highway', wants('true'), AMAZON('NONE', 'ACTIVE'), 'MET', 100],
    ['highway', not('true'), AMAZON('NONE', 'ACTIVE'), 'UNWANTED', 0],
    ['sellerFinancing', wants('true'), { sellerFinancing: { sharePct: 10, termMonths: 6 } }, 'MET', 100],
    ['sellerFinancing', wants('true'), USUAL, 'UNMET', 0],
    ['sellerFinancing', not('true'), USUAL, 'MET', 100],
  ])('%s %j', (name, wish, company, outcome, score) => {
    const match = matchOf({ [name]: wish }, cardFor(company));
    expect(match).toMatchObject({ score, wishes: [{ name, outcome, points: score, most: 100 }] });
    expect(match.wishes[0]?.shown === null).toBe(outcome === 'UNKNOWN');
  });
});

describe('several wishes', () => {
  test.each<[string, Wishes, number | null]>([
    ['none', {}, null],
    ['one without values', { state: wants() }, null],
    ['all met', { state: wants('TX'), priceBand: wants('3000000') }, 100],
    ['price counts more than the state', { state: wants('OK'), priceBand: wants('3000000') }, 71],
    ['and the state less', { state: wants('TX'), priceBand: wants('500000') }, 29],
    [
      'near, met and unmet',
      { priceBand: wants('4000000'), cargo: wants('GENERAL_FREIGHT'), state: wants('OK') },
      55,
    ],
    [
      'something unwanted keeps it low',
      { priceBand: wants('3000000'), dealStructure: wants('EQUITY_SALE'), state: not('TX') },
      25,
    ],
    [
      'lower still where the rest is not met',
      { priceBand: wants('0'), state: not('TX'), highway: wants('false') },
      13,
    ],
  ])('%s', (_what, wishes, score) => {
    const match = matchOf(wishes, cardFor());
    expect(match.score).toBe(score);
    const most = match.wishes.reduce((sum, wish) => sum + wish.most, 0);
    expect(Math.round(most)).toBe(score === null ? 0 : 100);
  });
});

test('no wishes, however chosen, tell two companies apart whose cards are the same', () => {
  // What is hidden lies at either end of what is shown.
  const one = cardFor({
    priceCents: 3_000_000,
    powerUnits: 2,
    years: 3.1,
    description: 'We are for sale because of a divorce.',
    carrier: { riskScore: 0, liabilityOnFileCents: 100_000_000, crashes: 0, drivers: 2 } as never,
  });
  const other = cardFor({
    priceCents: 3_999_999,
    powerUnits: 5,
    years: 4.9,
    description: 'Nothing to hide.',
    carrier: { riskScore: 19.9, liabilityOnFileCents: 499_999_999, crashes: 9, drivers: 40 } as never,
  });
  const { id: _, ...shown } = one;
  expect(other).toMatchObject(shown);
  // Somebody who asks again and again, narrowing every range by half, as who looks for a hidden figure does.
  for (const name of WISH_NAMES) {
    const values = ASKED[name];
    for (let from = 0; from < values.length; from += 1) {
      for (let to = from + 1; to <= values.length; to += 1) {
        const asked = values.slice(from, to);
        for (const wish of [wants(...asked), not(...asked)]) {
          expect(matchOf({ [name]: wish }, other)).toEqual(matchOf({ [name]: wish }, one));
        }
      }
    }
  }
});

const ASKED: Record<WishName, readonly string[]> = {
  priceBand: ['0', '1000000', '2000000', '3000000', '4000000', '5000000'],
  dealStructure: ['EQUITY_SALE', 'ASSETS_ONLY'],
  cargo: ['GENERAL_FREIGHT', 'MEAT'],
  state: ['TX', 'OK'],
  yearsBand: ['0', '1', '2', '3', '5', '10'],
  fleetBand: ['0', '1', '2', '6', '11'],
  safetyRating: ['SATISFACTORY', 'CONDITIONAL', 'NOT_RATED'],
  amazonStatus: ['NONE', 'PENDING', 'ACTIVE'],
  insuranceBand: ['0', '30000000', '75000000', '100000000', '500000000'],
  riskBand: ['LOW', 'MODERATE', 'ELEVATED', 'HIGH'],
  highway: ['true', 'false'],
  sellerFinancing: ['true', 'false'],
};
