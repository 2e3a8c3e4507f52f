/** What changed between two readings of one carrier. */
import { inWords } from '../../platform/kernel/in-words';
import type { CarrierHistory, Policy } from './carrier-history';
import {
  type Authority,
  type Basic,
  type CarrierProfile,
  everyGap,
  type OutOfServiceOrder,
  type Part,
} from './carrier-profile';
import { wholeDollars } from './figures.rules';
import { compareNames } from './names.rules';

export type Fact = string | number | boolean | null;

export interface Change {
  /** Where in the profile: `safety.rating`, `authorities.MC123456.COMMON`. */
  field: string;
  before: Fact;
  after: Fact;
  /** Whether it touches authority, insurance, an out-of-service order, the rating, the name or the number's standing. */
  material: boolean;
}

const MATERIAL = [
  /^authorities\.[^.]+\.(COMMON|CONTRACT|BROKER)$/,
  /^insurance\./,
  /^authority\.orders$/,
  /^safety\.outOfService\.inForce$/,
  /^safety\.rating$/,
  /^identity\.(legalName|usdotStatus|allowedToOperate)$/,
];

/** Facts that a part gives; where one side lacks the part they cannot be compared. */
const FACTS_OF_PART: Record<Part, RegExp> = {
  authority: /^authorities\./,
  'docket-numbers': /^dockets$/,
  oos: /^safety\.outOfService\.orders$/,
  basics: /^basics\./,
  'cargo-carried': /^cargo$/,
  'operation-classification': /^operation\.classifications$/,
  census: /^registration\./,
  'insurance-history': /^insurance\.policies\./,
  'authority-history': /^authority\.(?:history|orders)$/,
  'process-agents': /^processAgents$/,
  inspections: /^inspections\./,
  'order-history': /^safety\.outOfService\.rescinded$/,
};

/** Every fact of a profile under its own name, in one fixed order: what is hashed, and what is compared. */
export function factsOf(profile: CarrierProfile): [string, Fact][] {
  const { identity, registration, insurance, safety, fleet, operation } = profile;
  const { outOfService, crashes } = safety;
  const facts: Facts = {
    ...spread('identity', identity),
    ...spread('identity.address', identity.address),
    ...spread('registration', registration),
    ...spread('insurance.liability', insurance.liability),
    ...spread('insurance.bond', insurance.bond),
    ...spread('insurance.cargo', insurance.cargo),
    ...spread('safety.crashes', crashes),
    ...spread('fleet', fleet),
    dockets: listed(profile.dockets),
    cargo: listed(profile.cargo),
    'safety.rating': safety.rating,
    'safety.ratedOn': safety.ratedOn,
    'safety.reviewedOn': safety.reviewedOn,
    'safety.outOfService.inForce': outOfService.inForce,
    'safety.outOfService.since': outOfService.since,
    'safety.outOfService.orders': listed(outOfService.orders?.map(orderFact) ?? null),
    'operation.scope': operation.scope,
    'operation.passengerCarrier': operation.passengerCarrier,
    'operation.classifications': listed(operation.classifications),
  };
  for (const kind of ['vehicle', 'driver', 'hazmat'] as const) {
    facts[`safety.${kind}.inspections`] = safety[kind].inspections;
    facts[`safety.${kind}.outOfService`] = safety[kind].outOfService;
  }
  for (const authority of profile.authorities ?? []) Object.assign(facts, authorityFacts(authority));
  Object.assign(facts, historyFacts(profile.history));
  for (const basic of profile.basics ?? []) Object.assign(facts, basicFacts(basic));
  return Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** In the order of their names; empty where nothing changed that both readings can tell. */
export function differenceBetween(before: CarrierProfile, after: CarrierProfile): Change[] {
  const earlier = new Map(factsOf(before));
  const later = new Map(factsOf(after));
  const untold = [...new Set([...everyGap(before), ...everyGap(after)])].map((part) => FACTS_OF_PART[part]);
  const fields = [...new Set([...earlier.keys(), ...later.keys()])].sort();
  return fields
    .filter((field) => !untold.some((part) => part.test(field)))
    .map((field) => ({ field, before: earlier.get(field) ?? null, after: later.get(field) ?? null }))
    .filter((change) => change.before !== change.after)
    .map((change) => ({ ...change, material: isMaterial(change) }));
}

/** A name that is only spelled otherwise names the same company. */
function isMaterial({ field, before, after }: Omit<Change, 'material'>): boolean {
  const respelled =
    field === 'identity.legalName' &&
    typeof before === 'string' &&
    typeof after === 'string' &&
    compareNames(before, after) === 'SAME';
  return !respelled && MATERIAL.some((pattern) => pattern.test(field));
}

const CODED = /^(?:authorities\.|safety\.rating$|identity\.usdotStatus$|operation\.scope$)/;

function factWords(field: string, fact: Fact): string {
  if (fact === null || fact === '') return '–';
  if (typeof fact === 'boolean') return fact ? 'yes' : 'no';
  if (typeof fact === 'number') return field.endsWith('Dollars') ? wholeDollars(fact) : String(fact);
  return CODED.test(field) ? inWords(fact) : fact;
}

/** `Insurance, liability, on file`. */
function fieldWords(field: string): string {
  const words = field
    .split('.')
    .filter((part) => part !== '')
    .map((part) => (/^[A-Z_]+$/.test(part) ? inWords(part) : part.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')))
    .map((part) => (/^[a-z]/.test(part) ? part.toLowerCase() : part))
    .join(', ')
    .replace(/ dollars$/, '')
    .replaceAll(/\b(?:usdot|dba)\b/g, (name) => name.toUpperCase())
    .replace('mcs150', 'MCS-150');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What changed, before and after, as a paper says it. */
export const changeWords = ({ field, before, after }: Change): [string, string, string] => [
  fieldWords(field),
  factWords(field, before),
  factWords(field, after),
];

export const materialOf = (changes: Change[]): Change[] => changes.filter(({ material }) => material);

type Facts = Record<string, Fact>;

/** The plain values of `group`, each under `prefix`; groups within it are spread by themselves. */
const spread = (prefix: string, group: object): Facts =>
  Object.fromEntries(
    Object.entries(group as Facts)
      .filter(([, value]) => value === null || typeof value !== 'object')
      .map(([name, value]) => [`${prefix}.${name}`, value]),
  );

const listed = (items: string[] | null): string | null =>
  items === null ? null : [...items].sort().join('; ');

const orderFact = ({ orderedOn, reason }: OutOfServiceOrder): string =>
  `${orderedOn ?? 'undated'} ${reason ?? 'no reason given'}`;

function authorityFacts({
  kind,
  status,
  docketNumber,
  property,
  passengers,
  householdGoods,
}: Authority): Facts {
  const holder = `authorities.${docketNumber ?? 'carrier'}`;
  const cover = { property, passengers, householdGoods };
  return { [`${holder}.${kind}`]: status, ...spread(`${holder}.carries`, cover) };
}

const basicFacts = (basic: Basic): Facts => ({
  [`basics.${basic.name}.percentile`]: basic.percentile,
  [`basics.${basic.name}.overThreshold`]: basic.overThreshold,
  [`basics.${basic.name}.seriousViolation`]: basic.seriousViolation,
  [`basics.${basic.name}.measure`]: basic.measure,
  [`basics.${basic.name}.violations`]: basic.violations,
});

/** What is known of the past only: a reading from before it was read has the facts that it had. */
function historyFacts({ policies, authority, processAgents, inspections, orders }: CarrierHistory): Facts {
  const facts: Facts = {};
  for (const policy of policies ?? []) {
    const { docketNumber, kind, effectiveOn, form } = policy;
    const name = ['insurance.policies', docketNumber ?? 'carrier', kind, form ?? '', effectiveOn ?? ''].join(
      '.',
    );
    facts[name] = [facts[name], policyFact(policy)].filter(Boolean).join('; ');
  }
  if (authority) {
    const events = authority.map(
      ({ docketNumber, words, on }) => `${on ?? 'undated'} ${docketNumber ?? ''} ${words ?? ''}`,
    );
    facts['authority.history'] = `${events.length}: ${events[0] ?? 'none'}`;
    const lost = authority.filter(({ action }) => action === 'REVOKED' || action === 'SUSPENDED');
    facts['authority.orders'] = listed(
      lost.map(
        ({ docketNumber, words, on }) => `${docketNumber ?? 'carrier'} ${words ?? ''} ${on ?? 'undated'}`,
      ),
    );
  }
  if (processAgents) facts.processAgents = listed(processAgents);
  if (inspections) facts['inspections.latest'] = inspections[0]?.on ?? null;
  if (orders) {
    const rescinded = orders.filter(({ rescindedOn }) => rescindedOn !== null);
    facts['safety.outOfService.rescinded'] = listed(
      rescinded.map(({ orderedOn, rescindedOn }) => `${orderedOn ?? 'undated'} on ${rescindedOn ?? ''}`),
    );
  }
  return facts;
}

const policyFact = ({ insurer, amountDollars, cancelledOn, replaced }: Policy): string =>
  [
    insurer ?? 'insurer not known',
    amountDollars === null ? 'amount not known' : wholeDollars(amountDollars),
    ...(cancelledOn === null ? [] : [`${replaced ? 'replaced' : 'canceled'} ${cancelledOn}`]),
  ].join(', ');
