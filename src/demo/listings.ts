/** The listings of the demo: fictional companies, whose USDOT numbers FMCSA has not issued. */

type Stage = 'ACTIVE' | 'PENDING_REVIEW' | 'DRAFT';

export interface DemoListing extends Record<string, unknown> {
  stage: Stage;
  usdot: number;
}

export const DEMO_LISTINGS: DemoListing[] = [
  {
    stage: 'ACTIVE',
    usdot: 9_900_001,
    title: 'Twelve-truck dry van carrier with a clean record',
    summary: 'A family business in the plains with steady regional lanes and its drivers staying on.',
    description: 'The owner retires and helps the buyer for three months. Trucks are from 2019 to 2023.',
    deal: {
      dealStructure: 'EQUITY_SALE',
      entityForm: 'LLC',
      askingPriceCents: 42_000_000,
      transitionSupportDays: 90,
      reasonForSale: 'Retirement.',
      includedAssets: ['TRUCKS', 'TRAILERS', 'DRIVERS', 'CUSTOMER_CONTRACTS'],
      contactContinuity: 'TRANSFERS_WITH_DISCLOSURE',
    },
    operation: {
      cargoTypes: ['GENERAL_FREIGHT', 'PAPER_PRODUCTS'],
      equipment: [
        { kind: 'SLEEPER', count: 12 },
        { kind: 'DRY_VAN', count: 20 },
      ],
      employees: 15,
      revenueBand: 'FROM_1M_TO_5M',
    },
    platformStanding: { amazonRelay: { status: 'ACTIVE', score: 'A' }, highway: 'ACTIVE', rmis: 'ACTIVE' },
    finance: {
      factoring: { active: false, letterOfRelease: 'NOT_NEEDED' },
      uccFilings: 1,
      taxLiens: 0,
      openClaims: 0,
    },
  },
  {
    stage: 'ACTIVE',
    usdot: 9_900_002,
    title: 'Port drayage and regional carrier with brokerage',
    summary: 'Forty-eight power units near a busy port, with container chassis and long customer contracts.',
    description: 'The whole operation is for sale; the shareholders turn to warehousing.',
    deal: {
      dealStructure: 'WHOLE_OPERATION_TRANSFER',
      entityForm: 'CORPORATION',
      askingPriceCents: 185_000_000,
      sellerFinancing: { sharePct: 20, termMonths: 36 },
      holdbackPct: 5,
      transitionSupportDays: 180,
      reasonForSale: 'The owners change their line of business.',
      includedAssets: ['TRUCKS', 'TERMINAL', 'CUSTOMER_CONTRACTS', 'DISPATCH_STAFF', 'TRADE_NAME'],
      contactContinuity: 'TRANSFERS_WITH_DISCLOSURE',
    },
    operation: {
      cargoTypes: ['INTERMODAL_CONTAINERS', 'GENERAL_FREIGHT'],
      equipment: [
        { kind: 'DAY_CAB', count: 48 },
        { kind: 'CHASSIS', count: 60 },
      ],
      employees: 62,
      revenueBand: 'FROM_5M_TO_20M',
    },
  },
  {
    stage: 'ACTIVE',
    usdot: 9_900_003,
    title: 'Flatbed carrier in the south-west, rated Conditional',
    summary: 'Twenty-one trucks with oversize permits; the price takes the rating into account.',
    description: 'A corrective action plan was filed. The buyer takes over contracts and equipment.',
    approvalRequired: true,
    deal: {
      dealStructure: 'EQUITY_SALE',
      entityForm: 'LLC',
      askingPriceCents: 29_500_000,
      reasonForSale: 'The owner moves abroad.',
      includedAssets: ['TRUCKS', 'TRAILERS'],
      contactContinuity: 'NOT_INCLUDED',
    },
    operation: {
      cargoTypes: ['MACHINERY_LARGE_OBJECTS', 'BUILDING_MATERIALS'],
      equipment: [{ kind: 'FLATBED', count: 25 }],
      employees: 24,
      revenueBand: 'FROM_1M_TO_5M',
    },
  },
  {
    stage: 'PENDING_REVIEW',
    usdot: 9_900_004,
    title: 'Large temperature-controlled carrier in the north',
    summary: 'One hundred and forty power units, refrigerated, with its own terminal.',
    description: 'Waits for an admin to review it.',
    deal: {
      dealStructure: 'EQUITY_SALE',
      entityForm: 'CORPORATION',
      askingPriceCents: 640_000_000,
      reasonForSale: 'Succession.',
      includedAssets: ['TRUCKS', 'TRAILERS', 'TERMINAL', 'DRIVERS', 'CUSTOMER_CONTRACTS'],
      contactContinuity: 'TRANSFERS_WITH_DISCLOSURE',
    },
    operation: { cargoTypes: ['REFRIGERATED_FOOD', 'FRESH_PRODUCE'], revenueBand: 'OVER_20M' },
  },
];
