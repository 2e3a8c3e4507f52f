/** The open data of data.transportation.gov, set by set: the files of Motus, and those that were frozen in May 2026. */
import { type CarrierHistory, HISTORY_PARTS, type HistoryPart } from '../carrier-history';
import type { Reading } from './answer';
import type { Fields } from './fields';
import { readRows } from './open-data-rows';
import { readAgents, readAuthorityEvents, readInspections, readOrderHistory, readPolicies } from './history';
import type { Transport } from './transport';

/**
 * Motus knows a carrier only once it has filed something there, so the frozen files are read for what was before. They
 * write a USDOT number with leading zeros, and their columns otherwise.
 */
export const DATA_SETS = {
  census: 'az4n-8mr2',
  policies: 'c5y8-a4uz',
  cancelledPolicies: '3uet-3z4i',
  frozenPolicies: 'qh9u-swkp',
  frozenCancelledPolicies: '6sqe-dvqs',
  authorityEvents: 'yu5v-wbh6',
  authorityOrders: 'wb4f-neki',
  frozenAuthorityEvents: '9mw4-x3tu',
  processAgents: '6snj-ed7q',
  frozenProcessAgents: '2emp-mxtb',
  inspections: 'fx4q-ay7w',
  orders: 'p2mt-9ige',
} as const;
export type DataSet = keyof typeof DATA_SETS;
export type Rows = Partial<Record<DataSet, Fields[]>>;

const SETS_OF_PART: Record<HistoryPart, DataSet[]> = {
  'insurance-history': ['policies', 'cancelledPolicies', 'frozenPolicies', 'frozenCancelledPolicies'],
  'authority-history': ['authorityEvents', 'authorityOrders', 'frozenAuthorityEvents'],
  'process-agents': ['processAgents', 'frozenProcessAgents'],
  inspections: ['inspections'],
  'order-history': ['orders'],
};

const READERS: { [Part in HistoryPart]: (rows: Rows) => CarrierHistory[(typeof HISTORY_PARTS)[Part]] } = {
  'insurance-history': readPolicies,
  'authority-history': readAuthorityEvents,
  'process-agents': readAgents,
  inspections: readInspections,
  'order-history': readOrderHistory,
};

export const NO_HISTORY: CarrierHistory = {
  policies: null,
  authority: null,
  processAgents: null,
  inspections: null,
  orders: null,
};

export interface HistoryReading {
  history: CarrierHistory;
  /** Parts that failed to answer though their source is connected. */
  unanswered: HistoryPart[];
}

export interface OpenDataSource {
  /** Never rejects. */
  read(usdot: number, signal?: AbortSignal): Promise<HistoryReading>;
}

export const noOpenData: OpenDataSource = {
  read: () => Promise.resolve({ history: NO_HISTORY, unanswered: [] }),
};

const ROWS = 200;
/** Where a day is written year first, the newest can be asked for first. */
const NEWEST_FIRST: Partial<Record<DataSet, string>> = {
  cancelledPolicies: 'cancl_effective_date',
  authorityEvents: 'status_change_date',
  inspections: 'insp_date',
};
const MOTUS: DataSet[] = [
  'policies',
  'cancelledPolicies',
  'authorityEvents',
  'authorityOrders',
  'processAgents',
];

/** `/c5y8-a4uz.json?usdot_number=4090101&$limit=200`. */
export function pathOf(set: DataSet, usdot: number): string {
  const frozen = set.startsWith('frozen');
  const query = new URLSearchParams({
    [MOTUS.includes(set) ? 'usdot_number' : 'dot_number']: frozen
      ? String(usdot).padStart(8, '0')
      : String(usdot),
    $limit: String(ROWS),
  });
  const newest = NEWEST_FIRST[set];
  if (newest) query.set('$order', `${newest} DESC`);
  return `/${DATA_SETS[set]}.json?${query.toString()}`;
}

/** A part is known where all of its sets have answered: what one of them holds may undo what another says. */
export function createOpenData(get: Transport['get']): OpenDataSource {
  const readPart = async (part: HistoryPart, usdot: number, signal?: AbortSignal): Promise<Reading<Rows>> => {
    const readings = await Promise.all(
      SETS_OF_PART[part].map(async (set) => ({
        set,
        reading: readRows(usdot, await get(pathOf(set, usdot), signal)),
      })),
    );
    const rows: Rows = {};
    let recorded = false;
    for (const { set, reading } of readings) {
      if (reading.status === 'unavailable') return reading;
      if (reading.status !== 'found') continue;
      recorded = true;
      rows[set] = reading.content;
    }
    return recorded ? { status: 'found', content: rows } : { status: 'unrecorded' };
  };

  return {
    async read(usdot, signal) {
      const history: Record<string, unknown> = { ...NO_HISTORY };
      const unanswered: HistoryPart[] = [];
      const parts = Object.keys(HISTORY_PARTS) as HistoryPart[];
      const readings = await Promise.all(parts.map((part) => readPart(part, usdot, signal)));
      for (const [index, part] of parts.entries()) {
        const reading = readings[index] as Reading<Rows>;
        if (reading.status === 'unavailable') unanswered.push(part);
        if (reading.status === 'found') history[HISTORY_PARTS[part]] = READERS[part](reading.content);
      }
      return { history: history as CarrierHistory, unanswered };
    },
  };
}
