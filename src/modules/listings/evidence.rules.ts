/** How well each field of a listing is supported. Decided here, never taken from the seller. */
import type { Content } from './content.rules';
import type { ListedCarrier } from './listed-carrier.rules';
import type { Evidence } from './listing.fields';

type Declared = Pick<Content, 'deal' | 'operation' | 'platformStanding' | 'finance'>;

/** By `group.field`. A field without a value is UNKNOWN, whatever its source. */
export function evidenceOf(carrier: ListedCarrier, declared: Declared): Record<string, Evidence> {
  const evidence: Record<string, Evidence> = {};
  grade(evidence, 'carrier', carrier, 'FEDERAL_RECORD');
  grade(evidence, 'deal', declared.deal, 'SELLER_DECLARED');
  grade(evidence, 'operation', declared.operation, 'SELLER_DECLARED');
  grade(evidence, 'platformStanding', declared.platformStanding, 'SELLER_DECLARED');
  grade(evidence, 'finance', declared.finance, 'SELLER_DECLARED');
  return evidence;
}

/** Put together once: each reading of a listing has the same few dozen. */
const names = new Map<string, Map<string, string>>();

function nameOf(group: string, field: string): string {
  const known = names.get(group) ?? new Map<string, string>();
  names.set(group, known);
  let name = known.get(field);
  if (name === undefined) known.set(field, (name = `${group}.${field}`));
  return name;
}

function grade(into: Record<string, Evidence>, group: string, fields: object | null, known: Evidence): void {
  for (const [field, value] of Object.entries(fields ?? {}) as [string, unknown][])
    into[nameOf(group, field)] = hasValue(value) ? known : 'UNKNOWN';
}

const hasValue = (value: unknown): boolean => value !== null && !(Array.isArray(value) && value.length === 0);
