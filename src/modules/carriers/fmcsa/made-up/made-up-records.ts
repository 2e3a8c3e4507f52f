/** The federal record of a made-up carrier, on the shapes of FMCSA's answers. */
import { DAY_MS } from '../../../../platform/kernel/clock';
import type { DataSet } from '../open-data';
import { FIRST_USDOT, LATEST, type MadeUpCarrier } from './made-up-carriers';
import { SEGMENTS, type Segment, STREETS } from './made-up-words';

const DOCKET_ABOVE_USDOT = 10_000;
const BROKER_DOCKET_ABOVE = 11_000;

/** What stands in for FMCSA's answers about one company. */
export interface MadeUpRecord {
  usdot: number;
  answers: Record<string, unknown>;
  census: unknown;
  openData: Partial<Record<DataSet, unknown[]>>;
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
const compact = (at: number): string => day(at).replaceAll('-', '');
const american = (at: number): string => {
  const [year, month, date] = day(at).split('-');
  return `${month}/${date}/${year}`;
};
const pctOf = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100);

/** The record of a made-up carrier, every part of it. */
export function recordOf(carrier: MadeUpCarrier): MadeUpRecord {
  const { usdot } = carrier;
  const at = `/carriers/${usdot}`;
  return {
    usdot,
    answers: {
      [at]: { content: { carrier: pageOf(carrier) } },
      [`${at}/authority`]: { content: docketsOf(carrier).map((docket) => authorityOf(carrier, docket)) },
      [`${at}/docket-numbers`]: {
        content: docketsOf(carrier).map(({ number }) => ({
          ...{ docketNumber: number, docketNumberId: number * 10, dotNumber: usdot, prefix: 'MC' },
        })),
      },
      [`${at}/cargo-carried`]: {
        content: SEGMENTS[carrier.segment].cargo.map(([cargoClassId, cargoClassDesc]) => ({
          ...{ cargoClassDesc, id: { cargoClassId, dotNumber: usdot } },
        })),
      },
      [`${at}/operation-classification`]: {
        content: [
          { id: { dotNumber: usdot, operationClassId: 1 }, operationClassDesc: 'Authorized For Hire' },
        ],
      },
      [`${at}/oos`]: { content: [] },
      [`${at}/basics`]: { content: [] },
    },
    census: [censusOf(carrier)],
    openData: historyOf(carrier),
  };
}

interface Docket {
  number: number;
  broker: boolean;
}

const docketsOf = ({ usdot, broker }: MadeUpCarrier): Docket[] => [
  { number: usdot + DOCKET_ABOVE_USDOT, broker: false },
  ...(broker ? [{ number: usdot + BROKER_DOCKET_ABOVE, broker: true }] : []),
];

const authorityOf = ({ usdot, contract }: MadeUpCarrier, { number, broker }: Docket) => ({
  carrierAuthority: {
    applicantID: number * 10,
    authority: 'N',
    authorizedForBroker: broker ? 'Y' : 'N',
    authorizedForHouseholdGoods: 'N',
    authorizedForPassenger: 'N',
    authorizedForProperty: broker ? 'N' : 'Y',
    brokerAuthorityStatus: broker ? 'A' : 'N',
    commonAuthorityStatus: broker ? 'N' : 'A',
    contractAuthorityStatus: !broker && contract ? 'A' : 'N',
    docketNumber: number,
    dotNumber: usdot,
    prefix: 'MC',
  },
});

function pageOf(carrier: MadeUpCarrier) {
  const { place, rating, registeredAt, vehicleInspections, vehiclesOut, driversOut } = carrier;
  const reviewedOn = rating ? day(registeredAt + (LATEST - registeredAt) * 0.7) : null;
  return {
    allowedToOperate: 'Y',
    bipdInsuranceOnFile: String(carrier.insurance),
    bipdInsuranceRequired: 'Y',
    bipdRequiredAmount: String((SEGMENTS[carrier.segment] satisfies Segment).leastInsurance),
    bondInsuranceOnFile: carrier.broker ? '75' : '0',
    bondInsuranceRequired: carrier.broker ? 'Y' : 'u',
    brokerAuthorityStatus: carrier.broker ? 'A' : 'N',
    cargoInsuranceOnFile: '0',
    cargoInsuranceRequired: 'u',
    carrierOperation: { carrierOperationCode: 'A', carrierOperationDesc: 'Interstate' },
    censusTypeId: { censusType: 'C', censusTypeDesc: 'CARRIER', censusTypeId: 1 },
    commonAuthorityStatus: 'A',
    contractAuthorityStatus: carrier.contract ? 'A' : 'N',
    crashTotal: carrier.crashes,
    dbaName: null,
    dotNumber: carrier.usdot,
    driverInsp: vehicleInspections,
    driverOosInsp: driversOut,
    driverOosRate: pctOf(driversOut, vehicleInspections),
    ein: 960_000_000 + (carrier.usdot - FIRST_USDOT) * 7 + 200_000,
    fatalCrash: 0,
    hazmatInsp: 0,
    hazmatOosInsp: 0,
    hazmatOosRate: 0,
    injCrash: Math.floor(carrier.crashes / 3),
    isPassengerCarrier: 'N',
    legalName: carrier.legalName.toUpperCase(),
    mcs150Outdated: 'N',
    oosDate: null,
    phyCity: place.city.toUpperCase(),
    phyCountry: 'US',
    phyState: place.state,
    phyStreet: streetOf(carrier),
    phyZipcode: place.zip,
    reviewDate: reviewedOn,
    reviewType: rating ? 'C' : null,
    safetyRating: rating,
    safetyRatingDate: reviewedOn,
    safetyReviewDate: reviewedOn,
    safetyReviewType: rating ? 'C' : null,
    statusCode: 'A',
    totalDrivers: carrier.drivers,
    totalPowerUnits: carrier.powerUnits,
    towawayCrash: Math.ceil(carrier.crashes / 2),
    vehicleInsp: vehicleInspections,
    vehicleOosInsp: vehiclesOut,
    vehicleOosRate: pctOf(vehiclesOut, vehicleInspections),
  };
}

const streetOf = ({ usdot }: MadeUpCarrier): string =>
  `${(usdot % 890) + 100} ${STREETS[usdot % STREETS.length]?.toUpperCase()}`;

/** One of the hundred numbers of each area code that are nobody's: 555-0100 to 555-0199. */
const phoneOf = ({ usdot, place }: MadeUpCarrier): string =>
  `${place.areaCode}55501${String(usdot % 100).padStart(2, '0')}`;

const emailOf = ({ legalName }: MadeUpCarrier): string =>
  `dispatch@${legalName.toLowerCase().split(' ').slice(0, 2).join('-')}.example.com`;

function censusOf(carrier: MadeUpCarrier) {
  const { place, powerUnits } = carrier;
  const filedAt = Math.max(carrier.registeredAt, LATEST - (carrier.usdot % 300) * DAY_MS);
  return {
    mcs150_date: compact(filedAt),
    add_date: compact(carrier.registeredAt),
    status_code: 'A',
    dot_number: String(carrier.usdot),
    carrier_operation: 'A',
    mcs150_mileage: String(powerUnits * (60_000 + (carrier.usdot % 50) * 1_000)),
    mcs150_mileage_year: day(filedAt).slice(0, 4),
    phone: phoneOf(carrier),
    power_units: String(powerUnits),
    truck_units: String(powerUnits),
    bus_units: '0',
    total_drivers: String(carrier.drivers),
    total_cdl: String(carrier.drivers),
    classdef: 'AUTHORIZED FOR HIRE',
    legal_name: carrier.legalName.toUpperCase(),
    phy_street: streetOf(carrier),
    phy_city: place.city.toUpperCase(),
    phy_state: place.state,
    phy_zip: place.zip,
    email_address: emailOf(carrier),
    docket1prefix: 'MC',
    docket1: String(carrier.usdot + DOCKET_ABOVE_USDOT),
    docket1_status_code: 'A',
  };
}

function historyOf(carrier: MadeUpCarrier): MadeUpRecord['openData'] {
  const { usdot, registeredAt } = carrier;
  const insuredFrom = Math.max(registeredAt, Date.UTC(2025, usdot % 12, 1 + (usdot % 27)));
  const grantedAt = registeredAt + 40 * DAY_MS;
  return {
    policies: docketsOf(carrier).map(({ number, broker }) => ({
      docket_number: `MC${number}`,
      usdot_number: String(usdot),
      ins_form_code: broker ? 'BMC-84' : 'BMC-91X',
      ins_type_code: broker ? '3' : '1',
      ins_class_code: broker ? '' : 'P',
      max_cov_amount: `${broker ? 75_000 : carrier.insurance * 1_000}.00`,
      underl_lim_amount: '0',
      policy_no: `FX-${number}`,
      effective_date: compact(insuredFrom),
      insurance_company_name: 'MERIDIAN ROAD ASSURANCE (FICTIONAL)',
      trans_date: compact(insuredFrom),
    })),
    frozenAuthorityEvents: docketsOf(carrier).map(({ number, broker }) => ({
      docket_number: `MC${number}`,
      dot_number: String(usdot).padStart(8, '0'),
      sub_number: '0001',
      mod_col_1: broker ? 'PROPERTY BROKER' : 'MOTOR PROPERTY COMMON CARRIER',
      original_action_desc: 'GRANTED',
      orig_served_date: american(grantedAt),
    })),
    processAgents: docketsOf(carrier).map(({ number }) => ({
      docket_number: `MC${number}`,
      usdot_number: String(usdot),
      co_name: 'LANTERN PROCESS AGENTS INC (FICTIONAL)',
      street_po: '1 EXAMPLE WAY',
      city: 'SIOUX FALLS',
      state_code: 'SD',
      zip_code: '57104',
      ctry_code: 'US',
    })),
    inspections: Array.from({ length: Math.min(3, carrier.vehicleInspections) }, (_, n) => ({
      inspection_id: `${usdot}${n}`,
      dot_number: String(usdot),
      report_state: carrier.place.state,
      insp_date: compact(LATEST - (20 + (usdot % 60) + n * 45) * DAY_MS),
      insp_level_id: String(1 + ((usdot + n) % 3)),
      viol_total: String((usdot + n) % 3),
      oos_total: n === 0 && carrier.vehiclesOut > 0 ? '1' : '0',
    })),
  };
}
