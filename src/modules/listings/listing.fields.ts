/** The groups of fields that a seller fills in: their shapes, on the wire and in the row. */
import { z } from 'zod';
import { line, PositiveCents, prose } from '../../platform/http/wire';

export const DEAL_STRUCTURES = [
  'EQUITY_SALE',
  'WHOLE_OPERATION_TRANSFER',
  'ASSETS_ONLY',
  'FAMILY_OR_PARTNER_CHANGE',
] as const;
export const ENTITY_FORMS = ['SOLE_PROPRIETORSHIP', 'PARTNERSHIP', 'LLC', 'CORPORATION'] as const;
export const ASSET_KINDS = [
  'TRUCKS',
  'TRAILERS',
  'TERMINAL',
  'CUSTOMER_CONTRACTS',
  'DEDICATED_LANES',
  'DRIVERS',
  'DISPATCH_STAFF',
  'PLATFORM_ACCOUNTS',
  'ELD_AND_SOFTWARE',
  'TRADE_NAME',
  'WEBSITE',
  'RECEIVABLES',
  'CASH',
  'OTHER',
] as const;
/** The cargo classes of form MCS-150. Stored by their place in this list: new ones go to the end; 31 fit. */
export const CARGO_TYPES = [
  'GENERAL_FREIGHT',
  'HOUSEHOLD_GOODS',
  'METAL_SHEETS_COILS_ROLLS',
  'MOTOR_VEHICLES',
  'DRIVE_TOW_AWAY',
  'LOGS_POLES_LUMBER',
  'BUILDING_MATERIALS',
  'MOBILE_HOMES',
  'MACHINERY_LARGE_OBJECTS',
  'FRESH_PRODUCE',
  'LIQUIDS_GASES',
  'INTERMODAL_CONTAINERS',
  'PASSENGERS',
  'OILFIELD_EQUIPMENT',
  'LIVESTOCK',
  'GRAIN_FEED_HAY',
  'COAL_COKE',
  'MEAT',
  'GARBAGE_REFUSE',
  'US_MAIL',
  'CHEMICALS',
  'DRY_BULK',
  'REFRIGERATED_FOOD',
  'BEVERAGES',
  'PAPER_PRODUCTS',
  'UTILITIES',
  'AGRICULTURAL_SUPPLIES',
  'CONSTRUCTION',
  'WATER_WELL',
  'OTHER',
] as const;
export type CargoType = (typeof CARGO_TYPES)[number];
export const EQUIPMENT_KINDS = [
  'DAY_CAB',
  'SLEEPER',
  'BOX_TRUCK',
  'CARGO_VAN',
  'DRY_VAN',
  'REEFER',
  'FLATBED',
  'STEP_DECK',
  'TANKER',
  'DUMP',
  'CAR_HAULER',
  'LOWBOY',
  'CHASSIS',
  'OTHER',
] as const;
export const REVENUE_BANDS = [
  'UNDER_250K',
  'FROM_250K_TO_1M',
  'FROM_1M_TO_5M',
  'FROM_5M_TO_20M',
  'OVER_20M',
] as const;
export const AMAZON_STATUSES = ['NONE', 'PENDING', 'ACTIVE', 'SUSPENDED'] as const;
export const SET_UP_STATUSES = ['NONE', 'PENDING', 'ACTIVE'] as const;

const pct = (most: number) => z.int().min(0).max(most);
const few = <Item extends z.ZodType>(item: Item, most: number) => z.array(item).max(most);
const distinct = <Item extends z.ZodType>(item: Item, most: number) =>
  few(item, most).refine((items) => new Set(items).size === items.length, 'must not name one thing twice');

export const Deal = z
  .strictObject({
    dealStructure: z.enum(DEAL_STRUCTURES),
    entityForm: z.enum(ENTITY_FORMS),
    askingPriceCents: PositiveCents,
    /** Null: the price is paid at once. */
    sellerFinancing: z
      .strictObject({ sharePct: pct(90).min(1), termMonths: z.int().min(1).max(120) })
      .nullable()
      .default(null),
    holdbackPct: pct(50).default(0),
    transitionSupportDays: z.int().min(0).max(365).default(0),
    reasonForSale: prose(2_000).nullable().default(null),
    includedAssets: distinct(z.enum(ASSET_KINDS), ASSET_KINDS.length).default([]),
    contactContinuity: z.enum(['TRANSFERS_WITH_DISCLOSURE', 'NOT_INCLUDED']),
  })
  .meta({ id: 'ListingDeal' });
export type Deal = z.output<typeof Deal>;
export type DealStructure = Deal['dealStructure'];
export type EntityForm = Deal['entityForm'];

/** Holds no free text: it stays live when it changes, so nothing in it may need a reviewer's eye. */
export const Operation = z
  .strictObject({
    cargoTypes: distinct(z.enum(CARGO_TYPES), CARGO_TYPES.length).default([]),
    equipment: few(
      z.strictObject({ kind: z.enum(EQUIPMENT_KINDS), count: z.int().min(1).max(100_000) }),
      EQUIPMENT_KINDS.length,
    ).default([]),
    employees: z.int().min(0).max(1_000_000).nullable().default(null),
    revenueBand: z.enum(REVENUE_BANDS).nullable().default(null),
  })
  .meta({ id: 'ListingOperation' });
export type Operation = z.output<typeof Operation>;

/** Declared by the seller, and always subject to the consent of the platform that is named. */
export const PlatformStanding = z
  .strictObject({
    amazonRelay: z
      .strictObject({
        status: z.enum(AMAZON_STATUSES),
        score: z.enum(['A', 'B', 'C', 'D', 'E', 'F']).nullable().default(null),
      })
      .default({ status: 'NONE', score: null }),
    highway: z.enum(SET_UP_STATUSES).default('NONE'),
    rmis: z.enum(SET_UP_STATUSES).default('NONE'),
    brokerSetUps: distinct(line(80), 50).default([]),
  })
  .meta({ id: 'ListingPlatformStanding' });
export type PlatformStanding = z.output<typeof PlatformStanding>;

/** Null throughout: not said, which is not the same as none. */
export const Finance = z
  .strictObject({
    factoring: z
      .strictObject({
        active: z.boolean(),
        letterOfRelease: z.enum(['NOT_NEEDED', 'OBTAINED', 'REQUESTED', 'MISSING']),
      })
      .nullable()
      .default(null),
    uccFilings: z.int().min(0).max(10_000).nullable().default(null),
    taxLiens: z.int().min(0).max(10_000).nullable().default(null),
    openClaims: z.int().min(0).max(10_000).nullable().default(null),
  })
  .meta({ id: 'ListingFinance' });
export type Finance = z.output<typeof Finance>;

export const EVIDENCE = ['FEDERAL_RECORD', 'DOCUMENT_VERIFIED', 'SELLER_DECLARED', 'UNKNOWN'] as const;
export type Evidence = (typeof EVIDENCE)[number];
