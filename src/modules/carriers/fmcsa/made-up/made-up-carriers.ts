/** Carriers of our own invention, the same for the same number: many, for the demo. */
import { DAY_MS } from '../../../../platform/kernel/clock';
import { type Chance, seededChance } from '../../../../platform/kernel/seeded';
import {
  FIRST_WORDS,
  LONG_TRADES,
  type Place,
  PLACES,
  SECOND_WORDS,
  SEGMENTS,
  type Segment,
  type SegmentName,
  TRADES,
} from './made-up-words';

export type { SegmentName } from './made-up-words';

/** FMCSA has issued none of these numbers. */
export const FIRST_USDOT = 9_900_101;
export const MOST_MADE_UP = 300;
const SEED = 20_260_105;
/** Everything in their records happened before this day, so that they stay the same as the days go by. */
export const LATEST = Date.UTC(2026, 4, 1);
const YEAR = 365.25 * DAY_MS;

export interface MadeUpCarrier {
  usdot: number;
  legalName: string;
  entityForm: 'LLC' | 'CORPORATION';
  place: Place;
  segment: SegmentName;
  registeredAt: number;
  powerUnits: number;
  drivers: number;
  rating: 'S' | 'C' | null;
  /** In thousands of dollars. */
  insurance: number;
  contract: boolean;
  broker: boolean;
  vehicleInspections: number;
  /** Of those, out of service. */
  vehiclesOut: number;
  driversOut: number;
  crashes: number;
}

/** The first of them, in the order of their numbers. */
export const madeUpCarriers = (count: number): MadeUpCarrier[] =>
  Array.from({ length: Math.min(count, MOST_MADE_UP) }, (_, n) => madeUp(n));

function madeUp(n: number): MadeUpCarrier {
  const chance = seededChance(SEED + n);
  const segment = chance.pick(Object.keys(SEGMENTS) as SegmentName[]);
  const { leastInsurance, mostUnits }: Segment = SEGMENTS[segment];
  const years = yearsOf(chance);
  const powerUnits = Math.min(mostUnits, unitsOf(chance, years));
  const entityForm = chance.chance(0.7) ? 'LLC' : 'CORPORATION';
  const vehicleInspections = Math.round(Math.min(years, 2) * powerUnits * (0.5 + chance.next() * 2));
  const outShare = chance.chance(0.15) ? 0.3 + chance.next() * 0.2 : 0.05 + chance.next() * 0.2;
  const rated = powerUnits > 4 && years > 3 && chance.chance(0.6);
  return {
    usdot: FIRST_USDOT + n,
    legalName: nameOf(n, chance, entityForm),
    entityForm,
    place: chance.pick(PLACES),
    segment,
    registeredAt: LATEST - Math.round(years * YEAR),
    powerUnits,
    drivers: Math.max(1, powerUnits + chance.between(-1, Math.ceil(powerUnits / 6))),
    rating: rated ? (chance.chance(0.12) ? 'C' : 'S') : null,
    insurance: Math.max(leastInsurance, chance.chance(0.5) ? 1_000 : 750),
    contract: chance.chance(0.25),
    broker: powerUnits > 10 && chance.chance(0.25),
    vehicleInspections,
    vehiclesOut: Math.round(vehicleInspections * outShare),
    driversOut: Math.round(vehicleInspections * chance.next() * 0.08),
    crashes: Math.round(powerUnits * chance.next() * 0.12),
  };
}

/** No two are alike: each pair of words comes once. */
function nameOf(n: number, chance: Chance, form: MadeUpCarrier['entityForm']): string {
  const first = FIRST_WORDS[n % FIRST_WORDS.length] ?? '';
  const turn = Math.floor(n / FIRST_WORDS.length);
  const second = SECOND_WORDS[(n * 7 + turn) % SECOND_WORDS.length] ?? '';
  const trade = n % 40 === 11 ? chance.pick(LONG_TRADES) : chance.pick(TRADES);
  return `${first} ${second} ${trade} ${form === 'LLC' ? 'LLC' : 'Inc'}`;
}

function yearsOf(chance: Chance): number {
  const [least, most] = chance.pick([
    [0.3, 2],
    [2, 5],
    [2, 5],
    [5, 12],
    [5, 12],
    [12, 37],
  ] as const);
  return least + chance.next() * (most - least);
}

function unitsOf(chance: Chance, years: number): number {
  if (years < 1) return chance.between(1, 4);
  const [least, most] = chance.pick([
    [1, 1],
    [2, 5],
    [2, 5],
    [6, 10],
    [6, 10],
    [11, 20],
    [11, 20],
    [21, 50],
    [21, 50],
    [51, 160],
  ] as const);
  return chance.between(least, most);
}
