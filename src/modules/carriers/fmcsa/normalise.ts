/** Builds a carrier profile from the parts of FMCSA's record. Takes anything and never throws. */
import { HISTORY_PARTS, type CarrierHistory, type HistoryPart } from '../carrier-history';
import type {
  Authority,
  CarrierProfile,
  Inspections,
  OperationScope,
  OutOfServiceOrder,
  Part,
  SafetyRating,
} from '../carrier-profile';
import { coded, count, day, type Fields, fieldsOf, flag, listOf, text, thousandsOfDollars } from './fields';
import { type NationalAverages, sourceOfAverages } from './national-averages';
import type { CensusFacts } from './census';
import {
  authoritiesOf,
  readAuthorities,
  readBasics,
  readCargo,
  readClassifications,
  readDockets,
  readOrders,
} from './normalise-parts';
import type { Provenance } from './transport';

/** What the source gave for each part; an absent part is a gap. */
export interface RecordParts {
  carrier: Fields;
  lists: Partial<Record<Exclude<Part, 'census' | HistoryPart>, unknown>>;
  census: CensusFacts | null;
  history: CarrierHistory;
  /** Parts that failed to answer though their source is connected. */
  unanswered: Part[];
}

const RATINGS: Record<string, SafetyRating> = {
  S: 'SATISFACTORY',
  C: 'CONDITIONAL',
  U: 'UNSATISFACTORY',
};
const STATES: Record<string, 'ACTIVE' | 'INACTIVE'> = { A: 'ACTIVE', I: 'INACTIVE' };
const SCOPES: Record<string, OperationScope> = {
  A: 'INTERSTATE',
  B: 'INTRASTATE_HAZMAT',
  C: 'INTRASTATE_NON_HAZMAT',
};

/** The carrier's own fields out of an answer that holds one carrier, alone or in a list. */
export function carrierFields(content: unknown): Fields | null {
  const item = Array.isArray(content) ? (content as unknown[])[0] : content;
  return fieldsOf(fieldsOf(item)?.carrier);
}

export const usdotOf = (carrier: Fields): number | null => count(carrier.dotNumber);

/** Every carrier of a search's answer. */
export const carriersOf = (content: unknown): Fields[] =>
  (Array.isArray(content) ? listOf(content) : [content])
    .map((item) => fieldsOf(fieldsOf(item)?.carrier))
    .filter((fields) => fields !== null);

export function normalise(
  usdot: number,
  parts: RecordParts,
  provenance: Provenance,
  averages: NationalAverages,
): CarrierProfile {
  const { carrier, census } = parts;
  const read = <Value>(
    part: keyof RecordParts['lists'],
    reader: (content: unknown) => Value,
  ): Value | null => (parts.lists[part] === undefined ? null : reader(parts.lists[part]));
  return {
    usdot,
    identity: {
      legalName: text(carrier.legalName),
      dbaName: text(carrier.dbaName),
      entityType: text(fieldsOf(carrier.censusTypeId)?.censusTypeDesc),
      usdotStatus: coded(carrier.statusCode, STATES),
      allowedToOperate: flag(carrier.allowedToOperate),
      address: {
        street: text(carrier.phyStreet),
        city: text(carrier.phyCity),
        state: text(carrier.phyState)?.toUpperCase() ?? null,
        zip: text(carrier.phyZipcode),
        country: text(carrier.phyCountry),
      },
    },
    registration: {
      addedOn: census?.addedOn ?? null,
      mcs150FiledOn: census?.mcs150FiledOn ?? null,
      mcs150MileageMiles: census?.mcs150MileageMiles ?? null,
      mcs150MileageYear: census?.mcs150MileageYear ?? null,
      hasEmail: census ? census.email !== null : null,
      hasPhone: census ? census.phone !== null : null,
    },
    dockets: read('docket-numbers', readDockets),
    authorities: authoritiesFrom(read('authority', readAuthorities), carrier),
    insurance: {
      liability: {
        onFileDollars: thousandsOfDollars(carrier.bipdInsuranceOnFile),
        required: flag(carrier.bipdInsuranceRequired),
        requiredDollars: thousandsOfDollars(carrier.bipdRequiredAmount),
      },
      bond: coverage(carrier.bondInsuranceOnFile, carrier.bondInsuranceRequired),
      cargo: coverage(carrier.cargoInsuranceOnFile, carrier.cargoInsuranceRequired),
    },
    safety: {
      rating: ratingOf(carrier),
      ratedOn: day(carrier.safetyRatingDate),
      reviewedOn: day(carrier.safetyReviewDate) ?? day(carrier.reviewDate),
      outOfService: outOfServiceOf(carrier, read('oos', readOrders)),
      vehicle: inspectionsOf(carrier, 'vehicle', averages),
      driver: inspectionsOf(carrier, 'driver', averages),
      hazmat: inspectionsOf(carrier, 'hazmat', averages),
      nationalAverageSource: sourceOfAverages(averages),
      crashes: {
        total: count(carrier.crashTotal),
        fatal: count(carrier.fatalCrash),
        injury: count(carrier.injCrash),
        towaway: count(carrier.towawayCrash),
      },
    },
    fleet: { powerUnits: count(carrier.totalPowerUnits), drivers: count(carrier.totalDrivers) },
    cargo: read('cargo-carried', readCargo),
    operation: {
      scope: coded(fieldsOf(carrier.carrierOperation)?.carrierOperationCode, SCOPES),
      classifications: read('operation-classification', readClassifications),
      passengerCarrier: flag(carrier.isPassengerCarrier),
    },
    basics: read('basics', readBasics),
    history: parts.history,
    gaps: gapsOf(parts),
    unanswered: [...parts.unanswered],
    ...provenance,
  };
}

function gapsOf({ lists, census, history }: RecordParts): Part[] {
  const asked = [
    'authority',
    'docket-numbers',
    'oos',
    'basics',
    'cargo-carried',
    'operation-classification',
  ] as const;
  const gaps: Part[] = asked.filter((part) => lists[part] === undefined);
  const past = (Object.keys(HISTORY_PARTS) as HistoryPart[]).filter(
    (part) => history[HISTORY_PARTS[part]] === null,
  );
  return [...gaps, ...(census ? [] : ['census' as const]), ...past];
}

const coverage = (onFile: unknown, required: unknown) => ({
  onFileDollars: thousandsOfDollars(onFile),
  required: flag(required),
  requiredDollars: null,
});

/**
 * Per docket where the list has any; else from the carrier's page, which has one status per kind. A private fleet has
 * null in all three there, which says nothing: only an empty list says that there is no authority.
 */
function authoritiesFrom(perDocket: Authority[] | null, carrier: Fields): Authority[] | null {
  if (perDocket !== null && perDocket.length > 0) return perDocket;
  const whole = authoritiesOf(carrier, null, { property: null, passengers: null, householdGoods: null });
  return whole.every(({ status }) => status === null) ? perDocket : whole;
}

/** A rating of null says "not rated"; a field that is missing says nothing. */
function ratingOf(carrier: Fields): SafetyRating | null {
  if (carrier.safetyRating === null) return 'NOT_RATED';
  return coded(carrier.safetyRating, RATINGS);
}

/**
 * An order is in force if the page bears its date or the list of orders is not empty. It is not if one of the two
 * says so and the other does not gainsay it.
 */
function outOfServiceOf(carrier: Fields, orders: OutOfServiceOrder[] | null) {
  const since = day(carrier.oosDate) ?? orders?.[0]?.orderedOn ?? null;
  const dated = typeof carrier.oosDate === 'string' && carrier.oosDate.trim() !== '';
  const inForce = dated || (orders !== null && orders.length > 0);
  const saidNone = carrier.oosDate === null || orders !== null;
  return { inForce: inForce ? true : saidNone ? false : null, since, orders };
}

function inspectionsOf(
  carrier: Fields,
  kind: keyof NationalAverages,
  averages: NationalAverages,
): Inspections {
  const { pct, asOf } = averages[kind];
  const inspections = count(carrier[`${kind}Insp`]);
  const outOfService = count(carrier[`${kind}OosInsp`]);
  const known =
    inspections !== null && outOfService !== null && inspections > 0 && outOfService <= inspections;
  return {
    inspections,
    outOfService,
    ratePct: known ? Math.round((outOfService / inspections) * 10_000) / 100 : null,
    nationalAveragePct: pct,
    nationalAverageAsOf: asOf,
  };
}
