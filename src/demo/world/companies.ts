/** What the sellers of the demo's world write about their companies, and what they ask for them. */
import type { MadeUpCarrier, SegmentName } from '../../modules/carriers';
import type { Chance } from '../../platform/kernel/seeded';

interface Trade {
  title: readonly string[];
  summary: string;
  cargo: readonly string[];
  truck: string;
  trailer: string | null;
}

const TRADES: Record<SegmentName, Trade> = {
  DRY_VAN: trade(
    ['Dry van carrier', 'General freight carrier'],
    'Dry van freight for shippers under contract',
    ['GENERAL_FREIGHT', 'PAPER_PRODUCTS', 'BEVERAGES'],
    'SLEEPER',
    'DRY_VAN',
  ),
  REEFER: trade(
    ['Refrigerated carrier', 'Produce and frozen carrier'],
    'Temperature-controlled loads with clean claims',
    ['REFRIGERATED_FOOD', 'FRESH_PRODUCE', 'MEAT'],
    'SLEEPER',
    'REEFER',
  ),
  FLATBED: trade(
    ['Flatbed carrier', 'Steel and lumber carrier'],
    'Flatbed work for mills and building suppliers',
    ['BUILDING_MATERIALS', 'METAL_SHEETS_COILS_ROLLS', 'LOGS_POLES_LUMBER'],
    'SLEEPER',
    'FLATBED',
  ),
  HEAVY: trade(
    ['Heavy haul carrier', 'Oversize and machinery carrier'],
    'Oversize moves with permits in many states',
    ['MACHINERY_LARGE_OBJECTS', 'CONSTRUCTION', 'OILFIELD_EQUIPMENT'],
    'SLEEPER',
    'LOWBOY',
  ),
  DRAYAGE: trade(
    ['Port drayage carrier', 'Intermodal carrier'],
    'Containers between ports, rail ramps and warehouses',
    ['INTERMODAL_CONTAINERS', 'GENERAL_FREIGHT'],
    'DAY_CAB',
    'CHASSIS',
  ),
  TANKER: trade(
    ['Liquid bulk carrier', 'Tanker carrier'],
    'Liquid bulk for plants that ship all year',
    ['LIQUIDS_GASES', 'CHEMICALS'],
    'DAY_CAB',
    'TANKER',
  ),
  BULK: trade(
    ['Grain and dry bulk carrier', 'Farm bulk carrier'],
    'Grain and feed in season, dry bulk between',
    ['GRAIN_FEED_HAY', 'DRY_BULK', 'AGRICULTURAL_SUPPLIES'],
    'DAY_CAB',
    'DUMP',
  ),
  AUTO: trade(
    ['Auto transport carrier', 'Car hauler'],
    'New and used vehicles for dealers and auctions',
    ['MOTOR_VEHICLES', 'DRIVE_TOW_AWAY'],
    'CAR_HAULER',
    null,
  ),
  HOTSHOT: trade(
    ['Hotshot carrier', 'Expedited carrier'],
    'Expedited loads on short notice',
    ['GENERAL_FREIGHT', 'MACHINERY_LARGE_OBJECTS'],
    'BOX_TRUCK',
    'FLATBED',
  ),
  LAST_MILE: trade(
    ['Final-mile delivery carrier', 'Box truck carrier'],
    'Daily routes with box trucks and vans',
    ['GENERAL_FREIGHT', 'US_MAIL'],
    'BOX_TRUCK',
    null,
  ),
};

function trade(
  title: readonly string[],
  summary: string,
  cargo: readonly string[],
  truck: string,
  trailer: string | null,
): Trade {
  return { title, summary, cargo, truck, trailer };
}

const MARKS = [
  'with steady shippers',
  'with its drivers staying on',
  'with clean inspections',
  'with room to grow',
  'with contracts in place',
  'ready to run',
] as const;
const LONG_MARK = 'with customers under contract, a full shop, trained dispatch staff and drivers who stay';
const SECOND_LINES = [
  'Most loads come from customers of many years.',
  'The books of three years can be seen after unlocking.',
  'Equipment is maintained in the company’s own shop.',
  'Drivers and dispatch know of the sale and want to stay.',
  'The authority has no lapse, and the insurance has been with one company for years.',
] as const;
const REASONS = [
  'Retirement.',
  'The owners change their line of business.',
  'The owner moves to another state.',
  'The partners go separate ways.',
  'A larger fleet is being bought.',
] as const;
const PRICE_STEP_CENTS = 50_000;

/** The price follows from the fleet, the age of the authority and what comes with it. */
function priceOf(
  { powerUnits, registeredAt }: MadeUpCarrier,
  assetsOnly: boolean,
  now: number,
  chance: Chance,
): number {
  const years = (now - registeredAt) / (365.25 * 86_400_000);
  const authority = assetsOnly ? 0 : 900_000 + Math.min(years, 15) * 180_000;
  const fleet = powerUnits * (1_600_000 + chance.below(1_800_000)) * (powerUnits === 1 ? 0.6 : 1);
  return Math.max(
    PRICE_STEP_CENTS,
    Math.round(((authority + fleet) * (0.85 + chance.next() * 0.3)) / PRICE_STEP_CENTS) * PRICE_STEP_CENTS,
  );
}

/** The body of `POST /listings`. */
export function listingOf(carrier: MadeUpCarrier, now: number, chance: Chance) {
  const { usdot, segment, powerUnits, entityForm } = carrier;
  const { title, summary, cargo, truck, trailer } = TRADES[segment];
  const structure =
    powerUnits > 3 && chance.chance(0.12)
      ? 'ASSETS_ONLY'
      : chance.chance(0.25)
        ? 'WHOLE_OPERATION_TRANSFER'
        : 'EQUITY_SALE';
  const mark = usdot % 37 === 0 ? LONG_MARK : chance.pick(MARKS);
  return {
    usdot,
    title: `${chance.pick(title)} ${mark}`,
    summary: `${summary}. ${chance.pick(SECOND_LINES)}`,
    description: `${chance.pick(SECOND_LINES)} The seller helps the buyer through the transfer.`,
    approvalRequired: chance.chance(0.12),
    deal: {
      dealStructure: structure,
      entityForm,
      askingPriceCents: priceOf(carrier, structure === 'ASSETS_ONLY', now, chance),
      sellerFinancing: chance.chance(0.2)
        ? { sharePct: chance.pick([10, 20, 30]), termMonths: chance.pick([12, 24, 36]) }
        : null,
      transitionSupportDays: chance.pick([0, 30, 60, 90]),
      reasonForSale: chance.pick(REASONS),
      includedAssets: [
        'TRUCKS',
        ...(trailer ? ['TRAILERS'] : []),
        ...(chance.chance(0.6) ? ['CUSTOMER_CONTRACTS'] : []),
        ...(chance.chance(0.5) ? ['DRIVERS'] : []),
      ],
      contactContinuity: chance.chance(0.7) ? 'TRANSFERS_WITH_DISCLOSURE' : 'NOT_INCLUDED',
    },
    operation: {
      cargoTypes: cargo,
      equipment: [
        { kind: truck, count: powerUnits },
        ...(trailer ? [{ kind: trailer, count: Math.ceil(powerUnits * 1.4) }] : []),
      ],
      employees: carrier.drivers + Math.ceil(powerUnits / 8),
      revenueBand:
        powerUnits < 2
          ? 'UNDER_250K'
          : powerUnits < 5
            ? 'FROM_250K_TO_1M'
            : powerUnits < 22
              ? 'FROM_1M_TO_5M'
              : powerUnits < 90
                ? 'FROM_5M_TO_20M'
                : 'OVER_20M',
    },
    platformStanding: {
      amazonRelay: chance.chance(0.4)
        ? { status: 'ACTIVE', score: chance.pick(['A', 'B', 'C']) }
        : { status: chance.pick(['NONE', 'NONE', 'PENDING', 'SUSPENDED']) },
      highway: chance.chance(0.5) ? 'ACTIVE' : 'NONE',
      rmis: chance.chance(0.4) ? 'ACTIVE' : 'NONE',
    },
    finance: {
      factoring: { active: chance.chance(0.3), letterOfRelease: 'NOT_NEEDED' },
      uccFilings: chance.below(3),
      taxLiens: 0,
      openClaims: chance.below(2),
    },
  };
}
