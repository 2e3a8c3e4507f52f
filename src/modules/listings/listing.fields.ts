/** The groups of fields that a seller fills in: their shapes on the wire and in the row. */
import { z } from 'zod';
import { line, PositiveCents, prose } from '../../platform/http/wire';
import { NO_BARE_NUMBER } from './trade-words.rules';

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
/** The cargo classes of form MCS-150. Stored by position in this list: add new ones at the end; 31 fit. */
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
/** Stored by position in this list: add new ones at the end; eight fit. */
export const AUTHORITY_KINDS = ['COMMON', 'CONTRACT', 'BROKER', 'FREIGHT_FORWARDER'] as const;
export type AuthorityKind = (typeof AUTHORITY_KINDS)[number];
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
export const EquipmentKindName = z
  .enum(EQUIPMENT_KINDS)
  .meta({ id: 'EquipmentKind', description: 'A kind of truck or trailer.' });
export const REVENUE_BANDS = [
  'UNDER_250K',
  'FROM_250K_TO_1M',
  'FROM_1M_TO_5M',
  'FROM_5M_TO_20M',
  'OVER_20M',
] as const;
export const AMAZON_STATUSES = ['NONE', 'PENDING', 'ACTIVE', 'SUSPENDED'] as const;
export const SET_UP_STATUSES = ['NONE', 'PENDING', 'ACTIVE'] as const;

export const NEW_ENTRANT_AUDITS = ['NOT_DUE', 'AWAITED', 'PASSED', 'FAILED'] as const;

/** What has to be so before a buyer is bound to close. */
export const CONTINGENCIES = [
  'DUE_DILIGENCE',
  'BUYER_FINANCING',
  'INSURANCE_QUOTE',
  'CLEAN_LIEN_SEARCH',
  'FACTORING_RELEASE',
  'PLATFORM_CONSENT',
  'KEY_STAFF_STAY',
] as const;
export const MOST_EXCLUSIVITY_DAYS = 90;
export const MOST_SUPPORT_DAYS = 365;

const pct = (most: number) => z.int().min(0).max(most);
const few = <Item extends z.ZodType>(item: Item, most: number) => z.array(item).max(most);
const distinct = <Item extends z.ZodType>(item: Item, most: number) =>
  few(item, most).refine((items) => new Set(items).size === items.length, 'must not repeat an item');

export const SellerFinancing = z
  .strictObject({
    sharePct: pct(90).min(1).describe('The share of the price that the seller finances, in percent.'),
    termMonths: z.int().min(1).max(120).describe('The term of the loan, in months.'),
  })
  .meta({ id: 'SellerFinancing' });
export type SellerFinancing = z.output<typeof SellerFinancing>;

export const Deal = z
  .strictObject({
    dealStructure: z
      .enum(DEAL_STRUCTURES, {
        error: `Say how the company changes hands: ${DEAL_STRUCTURES.join(', ')}. ${NO_BARE_NUMBER}`,
      })
      .describe('How the company changes hands.'),
    entityForm: z.enum(ENTITY_FORMS).describe('The legal form of the company.'),
    askingPriceCents: PositiveCents.describe('The asking price, in US cents.'),
    sellerFinancing: SellerFinancing.nullable()
      .default(null)
      .describe('Null: the price is paid at once. An offer has the same unless it says otherwise.'),
    holdbackPct: pct(50)
      .default(0)
      .describe('The share of the price held back after the sale against later claims, in percent.'),
    exclusivityDays: z
      .int()
      .min(0)
      .max(MOST_EXCLUSIVITY_DAYS)
      .nullable()
      .default(null)
      .describe('How long the seller deals with one buyer alone after acceptance. Null: not stated.'),
    closingDate: z.iso
      .date()
      .nullable()
      .default(null)
      .describe('The day on which the seller means to close.'),
    contingencies: distinct(z.enum(CONTINGENCIES), CONTINGENCIES.length)
      .default([])
      .describe('What may let a buyer leave with cause while the review runs.'),
    transitionSupportDays: z
      .int()
      .min(0)
      .max(MOST_SUPPORT_DAYS)
      .default(0)
      .describe('How long the seller helps the buyer after the sale, in days.'),
    reasonForSale: prose(2_000).nullable().default(null).describe('Why the company is sold.'),
    includedAssets: distinct(z.enum(ASSET_KINDS), ASSET_KINDS.length)
      .default([])
      .describe('What is sold with the company. A review needs at least one.'),
    contactContinuity: z
      .enum(['TRANSFERS_WITH_DISCLOSURE', 'NOT_INCLUDED'])
      .describe('Whether phone lines and email addresses pass to the buyer, with notice to customers.'),
  })
  .meta({ id: 'ListingDeal', description: 'The terms that the seller asks for.' });
export type Deal = z.output<typeof Deal>;
export type DealStructure = Deal['dealStructure'];

/** Without free text: a change takes effect without review. */
export const Operation = z
  .strictObject({
    cargoTypes: distinct(z.enum(CARGO_TYPES), CARGO_TYPES.length)
      .default([])
      .describe('What the company hauls, by the classes of form MCS-150. A review needs at least one.'),
    equipment: few(
      z
        .strictObject({
          kind: EquipmentKindName.describe('What kind of equipment.'),
          count: z.int().min(1).max(100_000).describe('How many there are.'),
        })
        .meta({ id: 'EquipmentCount' }),
      EQUIPMENT_KINDS.length,
    ).default([]),
    employees: z.int().min(0).max(1_000_000).nullable().default(null).describe('Null: not stated.'),
    revenueBand: z
      .enum(REVENUE_BANDS)
      .nullable()
      .default(null)
      .describe('Revenue per year, in US dollars. Null: not stated.'),
  })
  .meta({
    id: 'ListingOperation',
    description: 'The business in plain figures, as the seller declares them.',
  });
export type Operation = z.output<typeof Operation>;

export const PlatformStanding = z
  .strictObject({
    amazonRelay: z
      .strictObject({
        status: z.enum(AMAZON_STATUSES).describe('Where the account stands.'),
        score: z
          .enum(['A', 'B', 'C', 'D', 'E', 'F'])
          .nullable()
          .default(null)
          .describe('The Relay performance score. Null: not stated.'),
      })
      .meta({ id: 'AmazonRelayAccount' })
      .default({ status: 'NONE', score: null })
      .describe('The Amazon Relay account.'),
    highway: z.enum(SET_UP_STATUSES).default('NONE').describe('Setup with Highway.'),
    rmis: z.enum(SET_UP_STATUSES).default('NONE').describe('Setup with RMIS.'),
    brokerSetUps: distinct(line(80), 50).default([]).describe('Brokers that the carrier is set up with.'),
  })
  .meta({
    id: 'ListingPlatformStanding',
    description:
      'Accounts with platforms and brokers. Whether they pass to the buyer is up to each platform.',
  });
export type PlatformStanding = z.output<typeof PlatformStanding>;

export const Finance = z
  .strictObject({
    factoring: z
      .strictObject({
        active: z.boolean().describe('The company factors its receivables.'),
        letterOfRelease: z
          .enum(['NOT_NEEDED', 'OBTAINED', 'REQUESTED', 'MISSING'])
          .describe("The factoring company's release of its claims."),
        factor: line(100)
          .nullable()
          .default(null)
          .describe('The name of the factoring company. Null: not stated.'),
        feeBasisPoints: z
          .int()
          .min(0)
          .max(5_000)
          .nullable()
          .default(null)
          .describe('What it keeps of an invoice, in basis points: 250 are 2.5 percent. Null: not stated.'),
      })
      .meta({ id: 'Factoring' })
      .nullable()
      .default(null)
      .describe('Null: not stated.'),
    insurance: z
      .strictObject({
        insurer: line(100).nullable().default(null).describe('Who insures the company. Null: not stated.'),
        yearlyPremiumCents: PositiveCents.nullable()
          .default(null)
          .describe('What it costs a year, in US cents. Null: not stated.'),
      })
      .meta({ id: 'DeclaredInsurance' })
      .nullable()
      .default(null)
      .describe('Null: not stated.'),
    newEntrantAudit: z
      .enum(NEW_ENTRANT_AUDITS)
      .nullable()
      .default(null)
      .describe(
        'The safety audit of a new entrant, due within 12 months of its registration (49 CFR 385.307). Null: not stated.',
      ),
    uccFilings: z.int().min(0).max(10_000).nullable().default(null).describe('Open UCC filings.'),
    taxLiens: z.int().min(0).max(10_000).nullable().default(null).describe('Open tax liens.'),
    openClaims: z
      .int()
      .min(0)
      .max(10_000)
      .nullable()
      .default(null)
      .describe('Open insurance or cargo claims.'),
  })
  .meta({
    id: 'ListingFinance',
    description: 'Debts and claims, as the seller declares them. Null: not stated, which does not mean none.',
  });
export type Finance = z.output<typeof Finance>;

/** All that a seller writes. */
export const Content = z.strictObject({
  title: z.string().describe('The title.'),
  summary: z.string().describe('The public text.'),
  description: z.string().describe('The confidential text.'),
  deal: Deal.nullable().describe('Price and terms.'),
  operation: Operation.describe('The business in plain figures.'),
  platformStanding: PlatformStanding.describe('Accounts with platforms and brokers.'),
  finance: Finance.describe('Debts and claims.'),
  approvalRequired: z.boolean().describe('The seller approves each buyer who unlocks the listing.'),
  unlockCredits: z.int().min(0).max(1).default(1).describe('The credits that unlocking costs: 0 or 1.'),
});
export type Content = z.output<typeof Content>;

export const EVIDENCE = ['FEDERAL_RECORD', 'DOCUMENT_VERIFIED', 'SELLER_DECLARED', 'UNKNOWN'] as const;
export type Evidence = (typeof EVIDENCE)[number];
