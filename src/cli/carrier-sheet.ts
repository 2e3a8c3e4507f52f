/** Writes what is known of one carrier as text for a terminal: profile, checks, explained risk. */
import type { CarrierDescription } from '../modules/carriers';
import { HOUR_MS, iso } from '../platform/kernel/clock';

const NOT_KNOWN = 'not known';
const or = (value: string | number | null | undefined): string => String(value ?? NOT_KNOWN);
const dollars = (whole: number | null): string =>
  whole === null ? NOT_KNOWN : `$${whole.toLocaleString('en-US')}`;
const pct = (value: number | null): string => (value === null ? NOT_KNOWN : `${value.toFixed(2)}%`);
const row = (label: string, value: string): string => `  ${label.padEnd(24)} ${value}`;

export function carrierSheet({ profile, ageMs, stale, checks, outcome, risk }: CarrierDescription): string {
  const { identity, insurance, safety, fleet } = profile;
  const age = `${Math.round(ageMs / HOUR_MS)} h ago${stale ? ', FMCSA does not answer now' : ''}`;
  const authorities = profile.authorities?.map(
    ({ kind, status, docketNumber }) => `${kind} ${or(status)}${docketNumber ? ` (${docketNumber})` : ''}`,
  );
  return [
    `USDOT ${profile.usdot}  ${or(identity.legalName)}`,
    row('source', `${profile.source}, retrieved ${iso(profile.retrievedAt)}, asked ${age}`),
    row('state', or(identity.address.state)),
    row('USDOT number', or(identity.usdotStatus)),
    row('dockets', profile.dockets?.join(', ') || NOT_KNOWN),
    row('authority', authorities?.join(', ') || NOT_KNOWN),
    row(
      'liability insurance',
      `${dollars(insurance.liability.onFileDollars)} on file, ${dollars(insurance.liability.requiredDollars)} required`,
    ),
    row('safety rating', `${or(safety.rating)} (${or(safety.ratedOn)})`),
    row('vehicles out of service', outOfService(safety.vehicle)),
    row('drivers out of service', outOfService(safety.driver)),
    row('crashes', `${or(safety.crashes.total)}, of them fatal ${or(safety.crashes.fatal)}`),
    row('fleet', `${or(fleet.powerUnits)} power units, ${or(fleet.drivers)} drivers`),
    '',
    `Checks: ${outcome}`,
    ...checks.map(
      ({ verdict, title, value, hardStop }) =>
        `  ${verdict.padEnd(8)} ${title}${hardStop ? ' (hard stop)' : ''}: ${or(value)}`,
    ),
    '',
    `Risk: ${risk.score} of 100, ${risk.band}; ${risk.confidence} % of it rests on something known`,
    ...risk.groups.map(({ group, points, cap }) => row(group, `${points} of ${cap}`)),
    ...risk.rules.map(
      ({ id, points, max, value, known }) =>
        `  ${String(points).padStart(4)}/${String(max).padEnd(3)} ${id}: ${value ?? (known ? '' : 'not known, counts half')}`,
    ),
  ].join('\n');
}

type Inspections = CarrierDescription['profile']['safety']['vehicle'];

const outOfService = ({ inspections, ratePct, nationalAveragePct }: Inspections): string =>
  `${pct(ratePct)} of ${or(inspections)} inspections, national average ${pct(nationalAveragePct)}`;
