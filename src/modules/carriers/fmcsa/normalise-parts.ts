/** Turns the lists that QCMobile keeps beside a carrier's page into our words. Takes anything and never throws. */
import type { Authority, AuthorityStatus, Basic, OutOfServiceOrder } from '../carrier-profile';
import { coded, count, day, type Fields, fieldsOf, flag, listOf, measure, percent, text } from './fields';

const AUTHORITY_CODES: Record<string, AuthorityStatus> = { A: 'ACTIVE', I: 'INACTIVE', N: 'NONE' };
const DOCKET_PREFIXES = { MC: 'MC', FF: 'FF', MX: 'MX' } as const;

export const authorityStatus = (value: unknown): AuthorityStatus | null => coded(value, AUTHORITY_CODES);

const present = <Item>(item: Item | null): item is Item => item !== null;

function docketNumber(fields: Fields): string | null {
  const prefix = coded(fields.prefix, DOCKET_PREFIXES);
  const digits = count(fields.docketNumber);
  return prefix === null || digits === null || digits === 0 ? null : `${prefix}${digits}`;
}

export const readDockets = (content: unknown): string[] => [
  ...new Set(
    listOf(content)
      .map((item) => docketNumber(fieldsOf(item) ?? {}))
      .filter(present),
  ),
];

/** Three authorities for each docket, since every one of them has a state of its own. */
export function readAuthorities(content: unknown): Authority[] {
  return listOf(content).flatMap((item) => {
    const fields = fieldsOf(fieldsOf(item)?.carrierAuthority);
    if (!fields) return [];
    const docket = docketNumber(fields);
    const cover = {
      property: flag(fields.authorizedForProperty),
      passengers: flag(fields.authorizedForPassenger),
      householdGoods: flag(fields.authorizedForHouseholdGoods),
    };
    return authoritiesOf(fields, docket, cover);
  });
}

export const authoritiesOf = (
  fields: Fields,
  docket: string | null,
  cover: Pick<Authority, 'property' | 'passengers' | 'householdGoods'>,
): Authority[] => [
  { kind: 'COMMON', status: authorityStatus(fields.commonAuthorityStatus), docketNumber: docket, ...cover },
  {
    kind: 'CONTRACT',
    status: authorityStatus(fields.contractAuthorityStatus),
    docketNumber: docket,
    ...cover,
  },
  { kind: 'BROKER', status: authorityStatus(fields.brokerAuthorityStatus), docketNumber: docket, ...cover },
];

export const readOrders = (content: unknown): OutOfServiceOrder[] =>
  listOf(content)
    .map((item) => fieldsOf(fieldsOf(item)?.oos))
    .filter(present)
    .map((fields) => ({
      orderedOn: day(fields.oosDate),
      reason: text(fields.oosReasonDescription) ?? text(fields.oosReason),
    }));

export const readCargo = (content: unknown): string[] =>
  listOf(content)
    .map((item) => text(fieldsOf(item)?.cargoClassDesc))
    .filter(present);

export const readClassifications = (content: unknown): string[] =>
  listOf(content)
    .map((item) => text(fieldsOf(item)?.operationClassDesc))
    .filter(present);

export const readBasics = (content: unknown): Basic[] =>
  listOf(content)
    .map((item) => basicOf(fieldsOf(fieldsOf(item)?.basic)))
    .filter(present);

function basicOf(fields: Fields | null): Basic | null {
  const type = fieldsOf(fields?.basicsType);
  const name = text(type?.basicsShortDesc) ?? text(type?.basicsCode);
  if (!fields || name === null) return null;
  return {
    name,
    percentile: percent(fields.basicsPercentile),
    thresholdPct: percent(fields.basicsViolationThreshold),
    overThreshold: flag(fields.exceededFMCSAInterventionThreshold),
    seriousViolation: flag(fields.seriousViolationFromInvestigationPast12MonthIndicator),
    measure: measure(fields.measureValue),
    inspectionsWithViolation: count(fields.totalInspectionWithViolation),
    violations: count(fields.totalViolation),
  };
}
