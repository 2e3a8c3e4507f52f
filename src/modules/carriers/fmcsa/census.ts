/** The Company Census File: when a carrier was registered, when it last filed, and how the federal record reaches it. */
import { count, day, type Fields, text } from './fields';
import { readRows } from './open-data-rows';
import type { Reading } from './answer';
import type { Delivery } from './transport';

export interface CensusFacts {
  /** `YYYY-MM-DD`. */
  addedOn: string | null;
  mcs150FiledOn: string | null;
  mcs150MileageMiles: number | null;
  mcs150MileageYear: number | null;
  email: string | null;
  phone: string | null;
}

export interface CensusSource {
  /** Never rejects. */
  read(usdot: number, signal?: AbortSignal): Promise<Reading<CensusFacts>>;
}

/** Where no census source is configured every one of its facts is "not known". */
export const noCensus: CensusSource = { read: () => Promise.resolve({ status: 'unrecorded' }) };

const EMAIL = /^[^\s@"<>,;:]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}$/;

/** The census row of one carrier out of the answer of the open-data interface, which is a bare list of rows. */
export function readCensusAnswer(usdot: number, delivery: Delivery): Reading<CensusFacts> {
  const reading = readRows(usdot, delivery);
  if (reading.status !== 'found') return reading;
  const [row] = reading.content;
  return row ? { status: 'found', content: censusFacts(row) } : { status: 'not_found' };
}

function censusFacts(row: Fields): CensusFacts {
  const email = text(row.email_address)?.toLowerCase() ?? null;
  return {
    addedOn: day(row.add_date),
    mcs150FiledOn: day(row.mcs150_date),
    mcs150MileageMiles: count(row.mcs150_mileage),
    mcs150MileageYear: count(row.mcs150_mileage_year),
    email: email !== null && EMAIL.test(email) ? email : null,
    phone: text(row.phone),
  };
}
