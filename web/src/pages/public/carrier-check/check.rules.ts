/** The carrier that an address asks for, and where FMCSA itself shows it. */
import { type CarrierNumber, readNumber } from '../../../format/carrier-number';

export interface CheckSearch {
  usdot?: string;
  mc?: string;
  name?: string;
}

const LONGEST = 120;
const KEYS = ['usdot', 'mc', 'name'] as const;

/** Of several the first counts: the interface takes one. */
export function readCheckSearch(given: Record<string, unknown>): CheckSearch {
  for (const key of KEYS) {
    const value = given[key];
    if (typeof value === 'string' && value.trim() !== '') return { [key]: value.trim().slice(0, LONGEST) };
  }
  return {};
}

export function numberOf({ usdot, mc, name }: CheckSearch): CarrierNumber | null {
  if (usdot) return { usdot };
  if (mc) return { mc };
  return name ? { name } : null;
}

/** As people would type it. */
export const typedOf = ({ usdot, mc, name }: CheckSearch): string => usdot ?? mc ?? name ?? '';

export const searchOf = (typed: string): CheckSearch => readNumber(typed) ?? {};

/** The company snapshot of SAFER (Safety and Fitness Electronic Records), FMCSA's page for everybody. */
export const saferUrl = (usdot: number): string =>
  `https://safer.fmcsa.dot.gov/query.asp?searchtype=ANY&query_type=queryCarrierSnapshot&query_param=USDOT&query_string=${usdot}`;
