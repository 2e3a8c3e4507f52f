/** What the codes of the interface are called; a code that is new there does not compile here until it has a name. */
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
type Card = Schemas['ListingCard'];
type Named<Code extends string> = Readonly<Record<Code, string>>;

export const listingStatus: Named<Card['status']> = {
  DRAFT: 'Draft',
  PENDING_REVIEW: 'In review',
  ACTIVE: 'For sale',
  PAUSED: 'Paused',
  RESERVED: 'Reserved',
  SOLD: 'Sold',
  REJECTED: 'Rejected',
  SUSPENDED: 'Suspended',
  EXPIRED: 'Expired',
  WITHDRAWN: 'Withdrawn',
};

export const dealStructure: Named<NonNullable<Card['dealStructure']>> = {
  EQUITY_SALE: 'Sale of the entity',
  WHOLE_OPERATION_TRANSFER: 'Whole operation',
  ASSETS_ONLY: 'Assets only',
  FAMILY_OR_PARTNER_CHANGE: 'Family or partner change',
};

export const authorityKind: Named<Card['authorityKinds'][number]> = {
  COMMON: 'Common',
  CONTRACT: 'Contract',
  BROKER: 'Broker',
};

export const safetyRating: Named<Card['safetyRating']> = {
  SATISFACTORY: 'Satisfactory',
  CONDITIONAL: 'Conditional',
  UNSATISFACTORY: 'Unsatisfactory',
  NOT_RATED: 'Not rated',
  UNKNOWN: 'Rating not known',
};

export const riskBand: Named<NonNullable<Card['riskBand']>> = {
  LOW: 'Low',
  MODERATE: 'Moderate',
  ELEVATED: 'Elevated',
  HIGH: 'High',
};

export const amazonStatus: Named<Card['amazonRelayStatus']> = {
  NONE: 'No account',
  PENDING: 'Pending',
  ACTIVE: 'Active',
  SUSPENDED: 'Suspended',
};

export const verdict: Named<Schemas['ListingCheck']['verdict']> = {
  PASS: 'Passed',
  FAIL: 'Failed',
  WARN: 'Warning',
  UNKNOWN: 'Not known',
};

export const paymentMethod: Named<Schemas['PaymentMethodLimits']['method']> = {
  CARD: 'Card',
  BANK_DEBIT: 'Bank debit',
  WIRE: 'Wire',
};

export const cargoType: Named<Card['cargoTypes'][number]> = {
  GENERAL_FREIGHT: 'General freight',
  HOUSEHOLD_GOODS: 'Household goods',
  METAL_SHEETS_COILS_ROLLS: 'Metal: sheets, coils, rolls',
  MOTOR_VEHICLES: 'Motor vehicles',
  DRIVE_TOW_AWAY: 'Drive away, tow away',
  LOGS_POLES_LUMBER: 'Logs, poles, lumber',
  BUILDING_MATERIALS: 'Building materials',
  MOBILE_HOMES: 'Mobile homes',
  MACHINERY_LARGE_OBJECTS: 'Machinery, large objects',
  FRESH_PRODUCE: 'Fresh produce',
  LIQUIDS_GASES: 'Liquids, gases',
  INTERMODAL_CONTAINERS: 'Intermodal containers',
  PASSENGERS: 'Passengers',
  OILFIELD_EQUIPMENT: 'Oilfield equipment',
  LIVESTOCK: 'Livestock',
  GRAIN_FEED_HAY: 'Grain, feed, hay',
  COAL_COKE: 'Coal, coke',
  MEAT: 'Meat',
  GARBAGE_REFUSE: 'Garbage, refuse',
  US_MAIL: 'US mail',
  CHEMICALS: 'Chemicals',
  DRY_BULK: 'Dry bulk',
  REFRIGERATED_FOOD: 'Refrigerated food',
  BEVERAGES: 'Beverages',
  PAPER_PRODUCTS: 'Paper products',
  UTILITIES: 'Utilities',
  AGRICULTURAL_SUPPLIES: 'Agricultural supplies',
  CONSTRUCTION: 'Construction',
  WATER_WELL: 'Water well',
  OTHER: 'Other',
};

/** The 50 states and the District of Columbia; of other codes the code itself is shown. */
export const usState: Readonly<Record<string, string>> = {
  AL: 'Alabama',
  AK: 'Alaska',
  AZ: 'Arizona',
  AR: 'Arkansas',
  CA: 'California',
  CO: 'Colorado',
  CT: 'Connecticut',
  DE: 'Delaware',
  DC: 'District of Columbia',
  FL: 'Florida',
  GA: 'Georgia',
  HI: 'Hawaii',
  ID: 'Idaho',
  IL: 'Illinois',
  IN: 'Indiana',
  IA: 'Iowa',
  KS: 'Kansas',
  KY: 'Kentucky',
  LA: 'Louisiana',
  ME: 'Maine',
  MD: 'Maryland',
  MA: 'Massachusetts',
  MI: 'Michigan',
  MN: 'Minnesota',
  MS: 'Mississippi',
  MO: 'Missouri',
  MT: 'Montana',
  NE: 'Nebraska',
  NV: 'Nevada',
  NH: 'New Hampshire',
  NJ: 'New Jersey',
  NM: 'New Mexico',
  NY: 'New York',
  NC: 'North Carolina',
  ND: 'North Dakota',
  OH: 'Ohio',
  OK: 'Oklahoma',
  OR: 'Oregon',
  PA: 'Pennsylvania',
  RI: 'Rhode Island',
  SC: 'South Carolina',
  SD: 'South Dakota',
  TN: 'Tennessee',
  TX: 'Texas',
  UT: 'Utah',
  VT: 'Vermont',
  VA: 'Virginia',
  WA: 'Washington',
  WV: 'West Virginia',
  WI: 'Wisconsin',
  WY: 'Wyoming',
};
