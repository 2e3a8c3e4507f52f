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
  FREIGHT_FORWARDER: 'Freight forwarder',
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

export const role: Named<Schemas['Role']> = {
  BUYER: 'Buyer',
  SELLER: 'Seller',
  ADMIN: 'Administrator',
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

type Deal = Schemas['ListingDeal'];
type Operation = Schemas['ListingOperation'];
type Platforms = Schemas['ListingPlatformStanding'];

export const entityForm: Named<Deal['entityForm']> = {
  SOLE_PROPRIETORSHIP: 'Sole proprietorship',
  PARTNERSHIP: 'Partnership',
  LLC: 'LLC',
  CORPORATION: 'Corporation',
};

export const assetKind: Named<Deal['includedAssets'][number]> = {
  TRUCKS: 'Trucks',
  TRAILERS: 'Trailers',
  TERMINAL: 'Terminal or yard',
  CUSTOMER_CONTRACTS: 'Customer contracts',
  DEDICATED_LANES: 'Dedicated lanes',
  DRIVERS: 'Drivers',
  DISPATCH_STAFF: 'Dispatch staff',
  PLATFORM_ACCOUNTS: 'Load board and broker accounts',
  ELD_AND_SOFTWARE: 'ELDs and software',
  TRADE_NAME: 'Trade name',
  WEBSITE: 'Website',
  RECEIVABLES: 'Receivables',
  CASH: 'Cash',
  OTHER: 'Other',
};

export const financing: Named<Schemas['Financing']> = {
  CASH: 'Cash',
  BANK_LOAN: 'Bank loan',
  SBA_LOAN: 'SBA loan',
  INVESTORS: 'Investors',
};

export const contingency: Named<Deal['contingencies'][number]> = {
  DUE_DILIGENCE: 'Due diligence',
  BUYER_FINANCING: 'The loan of the buyer',
  INSURANCE_QUOTE: 'An insurance quote',
  CLEAN_LIEN_SEARCH: 'A clean lien search',
  FACTORING_RELEASE: 'The release of the factoring company',
  PLATFORM_CONSENT: 'Consent of the platforms',
  KEY_STAFF_STAY: 'Key staff who stay',
};

export const contactContinuity: Named<Deal['contactContinuity']> = {
  TRANSFERS_WITH_DISCLOSURE: 'They pass to the buyer, and customers are told',
  NOT_INCLUDED: 'They stay with the seller',
};

export const equipmentKind: Named<Operation['equipment'][number]['kind']> = {
  DAY_CAB: 'Day cabs',
  SLEEPER: 'Sleepers',
  BOX_TRUCK: 'Box trucks',
  CARGO_VAN: 'Cargo vans',
  DRY_VAN: 'Dry vans',
  REEFER: 'Reefers',
  FLATBED: 'Flatbeds',
  STEP_DECK: 'Step decks',
  TANKER: 'Tankers',
  DUMP: 'Dump trucks and trailers',
  CAR_HAULER: 'Car haulers',
  LOWBOY: 'Lowboys',
  CHASSIS: 'Chassis',
  OTHER: 'Other',
};

export const revenueBand: Named<NonNullable<Operation['revenueBand']>> = {
  UNDER_250K: 'Under $250K',
  FROM_250K_TO_1M: '$250K – $1M',
  FROM_1M_TO_5M: '$1M – $5M',
  FROM_5M_TO_20M: '$5M – $20M',
  OVER_20M: 'Over $20M',
};

export const setUpStatus: Named<Platforms['highway']> = {
  NONE: 'Not set up',
  PENDING: 'Pending',
  ACTIVE: 'Set up',
};

export const newEntrantAudit: Named<NonNullable<Schemas['ListingFinance']['newEntrantAudit']>> = {
  NOT_DUE: 'Not due yet, or not needed',
  AWAITED: 'Due, not held yet',
  PASSED: 'Passed',
  FAILED: 'Failed',
};

export const letterOfRelease: Named<NonNullable<Schemas['ListingFinance']['factoring']>['letterOfRelease']> =
  {
    NOT_NEEDED: 'Not needed',
    OBTAINED: 'Obtained',
    REQUESTED: 'Requested',
    MISSING: 'Missing',
  };

export const documentType: Named<Schemas['DocumentType']> = {
  INSURANCE: 'Insurance policy or declarations',
  CERTIFICATE_OF_INSURANCE: 'Certificate of insurance',
  LOSS_RUNS: 'Loss runs',
  AUTHORITY: 'Operating authority',
  AUTHORITY_CERTIFICATE: 'Authority certificate',
  SAFETY_RECORD: 'Safety record',
  UCC_FILING: 'UCC filing',
  UCC_SEARCH: 'UCC, lien or litigation search',
  LETTER_OF_RELEASE: 'Letter of release',
  ARTICLES: 'Articles of organization or incorporation',
  OPERATING_AGREEMENT: 'Operating agreement or bylaws',
  EIN_LETTER: 'EIN letter of the IRS',
  BILL_OF_SALE: 'Bill of sale',
  PURCHASE_AGREEMENT: 'Purchase agreement',
  PAYMENT_PROOF: 'Proof of payment',
  IDENTITY: 'Identity document',
  EQUIPMENT_PHOTO: 'Photo of equipment',
  PROOF_OF_FUNDS: 'Proof of funds',
  OTHER: 'Other',
};

export const documentReview: Named<Schemas['DocumentReview']> = {
  PENDING: 'Waits for review',
  VERIFIED: 'Verified',
  REJECTED: 'Rejected',
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
