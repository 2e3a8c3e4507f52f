/** Reads a whole carrier, the holders of a docket number, or a search by name out of FMCSA's record. */
import type { CarrierRecord, CarrierSource, Part } from '../carrier-profile';
import type { EinHasher } from '../ein';
import { type JsonContainer, type Reading, readAnswer } from './answer';
import type { CensusSource } from './census';
import { NO_HISTORY, noOpenData, type OpenDataSource } from './open-data';
import { flag, text } from './fields';
import { carrierFields, carriersOf, normalise, type RecordParts, usdotOf } from './normalise';
import type { NationalAverages } from './national-averages';
import type { Transport, UnavailableReason } from './transport';

/** Without these no check can be decided, so their outage is the record's outage. */
const DECISIVE_PARTS = ['authority', 'docket-numbers', 'oos'] as const satisfies Part[];
const FURTHER_PARTS = ['basics', 'cargo-carried', 'operation-classification'] as const satisfies Part[];
/** FMCSA answers no more rows than this. */
export const SEARCH_ROWS = 50;

export type Unavailable = { status: 'unavailable'; reason: UnavailableReason };
export type RecordReading =
  { status: 'found'; record: CarrierRecord } | { status: 'not_found' } | Unavailable;

export interface CarrierSummary {
  usdot: number;
  legalName: string | null;
  dbaName: string | null;
  city: string | null;
  state: string | null;
  allowedToOperate: boolean | null;
  source: CarrierSource;
  retrievedAt: number;
}
export type SearchReading = { status: 'found'; carriers: CarrierSummary[] } | Unavailable;

export interface FmcsaClient {
  /** What this source does not know, in a sentence for whoever searched in vain; empty for FMCSA itself. */
  readonly scope: string;
  /** Records of other sources, kept from another time, are not this client's to show. */
  readonly sources: readonly CarrierSource[];
  /** `signal` ends the reading; it is then unavailable. */
  readCarrier(usdot: number, signal?: AbortSignal): Promise<RecordReading>;
  /** By the digits alone: FMCSA does not ask for the prefix, and several carriers may answer. */
  findByDocket(digits: number): Promise<SearchReading>;
  searchByName(name: string): Promise<SearchReading>;
}

export interface FmcsaClientDeps {
  transport: Transport;
  census: CensusSource;
  openData?: OpenDataSource;
  einHasher: EinHasher;
  averages: NationalAverages;
  now: () => number;
  scope: string;
  sources: readonly CarrierSource[];
}

/** A name is a part of the path, where FMCSA takes no signs that part a path, even encoded. */
export const searchable = (name: string): string =>
  name
    .replace(/[/\\%;?#]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();

export function createFmcsaClient({
  transport,
  census,
  openData = noOpenData,
  einHasher,
  averages,
  now,
  scope,
  sources,
}: FmcsaClientDeps): FmcsaClient {
  const read = async (path: string, signal?: AbortSignal): Promise<Reading<JsonContainer>> =>
    readAnswer(await transport.get(path, signal));

  async function readCarrier(usdot: number, signal?: AbortSignal): Promise<RecordReading> {
    const page = await read(`/carriers/${usdot}`, signal);
    if (page.status === 'unrecorded') return { status: 'not_found' };
    if (page.status !== 'found') return page;
    const carrier = carrierFields(page.content);
    if (Array.isArray(page.content) && page.content.length === 0) return { status: 'not_found' };
    if (!carrier || usdotOf(carrier) !== usdot) return { status: 'unavailable', reason: 'parse' };

    const parts: RecordParts = { carrier, lists: {}, census: null, history: NO_HISTORY, unanswered: [] };
    let incomplete = false;
    const [decisive, further, censusReading, { history, unanswered }] = await Promise.all([
      Promise.all(DECISIVE_PARTS.map((part) => read(`/carriers/${usdot}/${part}`, signal))),
      Promise.all(FURTHER_PARTS.map((part) => read(`/carriers/${usdot}/${part}`, signal))),
      census.read(usdot, signal),
      openData.read(usdot, signal),
    ]);
    for (const [index, part] of DECISIVE_PARTS.entries()) {
      const reading = decisive[index] as Reading<JsonContainer>;
      // The number was taken a moment ago: that a part of its record is refused says nothing about it.
      if (reading.status === 'unavailable' && reading.reason === 'refused') {
        return { status: 'unavailable', reason: 'http' };
      }
      if (reading.status === 'unavailable') return reading;
      if (reading.status === 'found') parts.lists[part] = reading.content;
    }
    for (const [index, part] of FURTHER_PARTS.entries()) {
      const reading = further[index] as Reading<JsonContainer>;
      if (reading.status === 'unavailable') {
        incomplete = true;
        parts.unanswered.push(part);
      }
      if (reading.status === 'found') parts.lists[part] = reading.content;
    }
    if (censusReading.status === 'unavailable') {
      incomplete = true;
      parts.unanswered.push('census');
    }
    if (censusReading.status === 'found') parts.census = censusReading.content;
    parts.history = history;
    parts.unanswered.push(...unanswered);
    if (unanswered.length > 0) incomplete = true;

    return {
      status: 'found',
      record: {
        profile: normalise(usdot, parts, await transport.provenanceOf(usdot), averages),
        einHash: einHasher.hash(carrier.ein),
        contact: { email: parts.census?.email ?? null, phone: parts.census?.phone ?? null },
        fetchedAt: now(),
        incomplete,
      },
    };
  }

  async function search(path: string): Promise<SearchReading> {
    const reading = await read(path);
    if (reading.status === 'unavailable' && reading.reason !== 'refused') return reading;
    if (reading.status !== 'found') return { status: 'found', carriers: [] };
    const carriers: CarrierSummary[] = [];
    for (const carrier of carriersOf(reading.content).slice(0, SEARCH_ROWS)) {
      const usdot = usdotOf(carrier);
      if (usdot === null || usdot === 0) continue;
      carriers.push({
        usdot,
        legalName: text(carrier.legalName),
        dbaName: text(carrier.dbaName),
        city: text(carrier.phyCity),
        state: text(carrier.phyState)?.toUpperCase() ?? null,
        allowedToOperate: flag(carrier.allowedToOperate),
        ...(await transport.provenanceOf(usdot)),
      });
    }
    return { status: 'found', carriers };
  }

  return {
    scope,
    sources,
    readCarrier,
    findByDocket: (digits) => search(`/carriers/docket-number/${digits}`),
    searchByName: (name) =>
      search(`/carriers/name/${encodeURIComponent(searchable(name))}?start=1&size=${SEARCH_ROWS}`),
  };
}
