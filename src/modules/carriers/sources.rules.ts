/** Says where a fact comes from, so that no sample is ever taken for a live answer. */
import type { Days } from '../../platform/paper/days';
import type { CarrierProfile, CarrierSource } from './carrier-profile';

const RECORDS: Record<CarrierSource, string> = {
  FMCSA: 'FMCSA',
  RECORDED: 'recorded answer of FMCSA',
  FICTIONAL: 'fictional sample',
};

const PART_NAMES: Record<string, string> = {
  carrier: 'carrier page',
  authority: 'authority',
  'docket-numbers': 'docket numbers',
  oos: 'out-of-service orders',
  basics: 'BASICs',
  'operation-classification': 'operation classification',
  census: 'Company Census File',
  'insurance-history': 'open data, insurance filings',
  'authority-history': 'open data, authority history',
  'process-agents': 'open data, process agents (BOC-3)',
  inspections: 'open data, inspections',
  'order-history': 'open data, out-of-service orders',
  snapshots: 'readings kept before',
};

/** Each has a day of its own, which stands in the report of links. */
const LOADED_FILES = 'open files of FMCSA that were loaded here';

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** The same with the day as a paper names it, in the time zone of the paper. */
export const sourceOnPaper = (source: string, retrievedAt: number, days: Days): string =>
  source.replace(new RegExp(`${dayOf(retrievedAt)}$`), days.of(retrievedAt));

/** `FMCSA, authority, 2026-11-22`. */
export const sourceWords =
  ({ source, retrievedAt }: Pick<CarrierProfile, 'source' | 'retrievedAt'>) =>
  (part: string): string =>
    part === 'links'
      ? LOADED_FILES
      : `${RECORDS[source]}, ${PART_NAMES[part] ?? part}, ${dayOf(retrievedAt)}`;
