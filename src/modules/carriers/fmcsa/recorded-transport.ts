/** Answers out of the recordings as QCMobile would: the same paths, the same shapes, read by the same parser. */
import { DAY_MS } from '../../../platform/kernel/clock';
import { readAnswer } from './answer';
import { searchable } from './client';
import { type CensusSource, readCensusAnswer } from './census';
import { createOpenData, DATA_SETS, type DataSet, type OpenDataSource } from './open-data';
import { type Fields, text } from './fields';
import { carriersOf, usdotOf } from './normalise';
import { readDockets } from './normalise-parts';
import { loadRecordings, type Recording, type Recordings } from './recordings';
import type { Delivery, Transport } from './transport';

const CARRIER_PATH = /^\/carriers\/(\d+)$/;
const PART_PATH = /^\/carriers\/\d+\/[a-z-]+$/;
const DOCKET_PATH = /^\/carriers\/docket-number\/(\d+)$/;
const NAME_PATH = /^\/carriers\/name\/(.+)$/;
const SEARCH_ROWS = 50;

interface KnownCarrier {
  carrier: Fields;
  recording: Recording;
}

interface Library extends Recordings {
  /** Each recorded carrier once, by USDOT number. */
  carriers: Map<number, KnownCarrier>;
}

interface RecordedSource {
  transport: Transport;
  census: CensusSource;
  openData: OpenDataSource;
}

/** `folder` holds `recorded/` and `fictional/`; it is read when first asked. What is made up is as old as today. */
export function createRecordedSource(folder: string, now: () => number): RecordedSource {
  const today = () => now() - (now() % DAY_MS);
  let loading: Promise<Library> | undefined;
  const load = () => (loading ??= loadRecordings(folder).then(indexCarriers));
  return {
    transport: {
      get: async (path) => answerAt(await load(), path.split('?')[0] as string),
      async provenanceOf(usdot) {
        const recording = (await load()).carriers.get(usdot)?.recording;
        if (!recording) return { source: 'RECORDED', retrievedAt: 0 };
        return { source: recording.source, retrievedAt: recording.capturedAt ?? today() };
      },
    },
    census: {
      async read(usdot) {
        const recording = (await load()).census.get(usdot);
        return readCensusAnswer(usdot, recording ? deliver(recording.body) : { kind: 'unrecorded' });
      },
    },
    openData: createOpenData(async (path) => {
      const recording = (await load()).openData.get(recordedSet(path));
      return recording ? deliver(recording.body) : { kind: 'unrecorded' };
    }),
  };
}

/** `/c5y8-a4uz.json?usdot_number=4090101&…` → `policies 4090101`. */
export function recordedSet(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://recordings');
  const id = pathname.replace(/^.*\/|\.json$/g, '');
  const set = (Object.keys(DATA_SETS) as DataSet[]).find((each) => DATA_SETS[each] === id);
  return `${set ?? id} ${Number(searchParams.get('usdot_number') ?? searchParams.get('dot_number'))}`;
}

const deliver = (body: string): Delivery => ({
  kind: 'answer',
  status: 200,
  contentType: 'application/json',
  body,
});

const deliverContent = (content: unknown): Delivery => deliver(JSON.stringify({ content }));

/** A carrier's own page goes before its row in a recorded search. */
function indexCarriers(recordings: Recordings): Library {
  const carriers = new Map<number, KnownCarrier>();
  for (const shape of [CARRIER_PATH, NAME_PATH]) {
    for (const [path, recording] of recordings.answers) {
      const reading = shape.test(path) ? readAnswer(deliver(recording.body)) : null;
      if (reading?.status !== 'found') continue;
      for (const carrier of carriersOf(reading.content)) {
        const usdot = usdotOf(carrier);
        if (usdot !== null && !carriers.has(usdot)) carriers.set(usdot, { carrier, recording });
      }
    }
  }
  return { ...recordings, carriers };
}

function answerAt(library: Library, path: string): Delivery {
  const recording = library.answers.get(path);
  if (recording) return deliver(recording.body);
  const usdot = CARRIER_PATH.exec(path)?.[1];
  if (usdot !== undefined) {
    const known = library.carriers.get(Number(usdot));
    return deliverContent(known ? { carrier: known.carrier } : null);
  }
  const docket = DOCKET_PATH.exec(path)?.[1];
  if (docket !== undefined) return deliverContent(holdersOf(library, docket));
  const name = NAME_PATH.exec(path)?.[1];
  if (name !== undefined) return deliverContent(namedLike(library, decodeURIComponent(name)));
  return PART_PATH.test(path) ? { kind: 'unrecorded' } : deliverContent(null);
}

function holdersOf({ answers, carriers }: Library, docket: string) {
  const holds = (usdot: number) => {
    const recording = answers.get(`/carriers/${usdot}/docket-numbers`);
    const reading = readAnswer(recording ? deliver(recording.body) : { kind: 'unrecorded' });
    return (
      reading.status === 'found' && readDockets(reading.content).some((number) => number.slice(2) === docket)
    );
  };
  return [...carriers].filter(([usdot]) => holds(usdot)).map(([, { carrier }]) => ({ carrier }));
}

function namedLike({ carriers }: Library, name: string) {
  const wanted = name.toUpperCase();
  const fits = ({ carrier }: KnownCarrier) =>
    [carrier.legalName, carrier.dbaName].some((each) =>
      searchable(text(each) ?? '')
        .toUpperCase()
        .includes(wanted),
    );
  return [...carriers.values()]
    .filter(fits)
    .slice(0, SEARCH_ROWS)
    .map(({ carrier }) => ({ carrier }));
}
