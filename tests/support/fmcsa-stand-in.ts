/** FMCSA for tests, over real HTTP: it answers out of the recordings, and can be told to misbehave as FMCSA does. */
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { DataSet } from '../../src/modules/carriers/fmcsa/open-data';
import { createRecordedSource, recordedSet } from '../../src/modules/carriers/fmcsa/recorded-transport';
import { loadRecordings } from '../../src/modules/carriers/fmcsa/recordings';

const FOLDER = join(__dirname, '..', '..', 'data', 'fmcsa');
const sample = (file: string) => readFileSync(join(FOLDER, file), 'utf8');

interface Answer {
  status: number;
  contentType: string;
  body: string;
}
export type Behaviour = Answer | 'hang' | 'cut';

const json = (status: number, body: string): Answer => ({ status, contentType: 'application/json', body });
const page = (status: number, body: string): Answer => ({ status, contentType: 'text/html', body });

/** Each seen in the wild, or reconstructed from a description (`data/fmcsa/INDEX.md`). */
export const traps = {
  wrongKey: json(404, sample('recorded/error-webkey-not-found.json')),
  missingKey: json(404, sample('recorded/error-webkey-missing.json')),
  maintenance: page(200, sample('synthetic/maintenance.html')),
  blocked: page(403, sample('synthetic/edge-deny-403.html')),
  serverError: page(500, '<html><body>Internal Server Error</body></html>'),
  otherSentence: json(200, '{"content":"No data for you today"}'),
  garbage: json(200, '{"content": {"carrier": '),
  noContent: json(200, '{"retrievalDate":"2026-08-15T12:00:00.000+0000"}'),
  refused: page(400, '<html><body>Bad Request</body></html>'),
  noSuchPath: json(404, '{"content":null}'),
  unknownCarrier: json(200, sample('synthetic/carrier-not-found.json')),
  unknownDocket: json(200, sample('synthetic/docket-not-found.json')),
  huge: json(200, `{"content":{"carrier":{"dotNumber":125550,"legalName":"${'X'.repeat(3_000_000)}"}}}`),
  hang: 'hang',
  cut: 'cut',
} as const satisfies Record<string, Behaviour>;

/** The fictional carrier after which `addCarrier` makes others, and the numbers it gives them. */
const TEMPLATE_USDOT = 9_900_001;
const TEMPLATE_NAME = 'PRAIRIE LANTERN FREIGHT LLC';
const CARRIER_PATHS = [
  '',
  '/authority',
  '/docket-numbers',
  '/oos',
  '/basics',
  '/cargo-carried',
  '/operation-classification',
];
let lastAdded = 9_910_000;

export type FmcsaStandIn = Awaited<ReturnType<typeof startFmcsaStandIn>>;

export async function startFmcsaStandIn() {
  const { transport } = createRecordedSource(FOLDER, Date.now);
  const { census, openData } = await loadRecordings(FOLDER);
  const webKey = 'stand-in-web-key-0001';
  const known = new Map<string, string>([
    ['/carriers/9999999', sample('synthetic/carrier-inactive-out-of-service.json')],
  ]);
  const addedCensus = new Map<string, string>();
  /** By `set usdot`. */
  const addedOpenData = new Map<string, string>();
  const planned = new Map<string, Behaviour[]>();
  const requests: string[] = [];
  const tokens = new Set<unknown>();
  let always: Behaviour | null = null;
  const meanwhile = new Map<string, () => Promise<void>>();

  async function answerTo(url: URL): Promise<Behaviour> {
    const path = url.pathname.replace('/qc/services', '');
    requests.push(path);
    const happens = meanwhile.get(path);
    meanwhile.delete(path);
    await happens?.();
    const next = planned.get(path)?.shift() ?? always;
    if (next) return next;
    if (path === '/census') {
      const usdot = url.searchParams.get('dot_number') ?? '';
      return json(200, addedCensus.get(usdot) ?? census.get(Number(usdot))?.body ?? '[]');
    }
    if (path.startsWith('/open-data/')) {
      const key = recordedSet(url.pathname + url.search);
      return json(200, addedOpenData.get(key) ?? openData.get(key)?.body ?? '[]');
    }
    const key = url.searchParams.get('webKey');
    if (key === null) return traps.missingKey;
    if (key !== webKey) return traps.wrongKey;
    const own = known.get(path);
    if (own !== undefined) return json(200, own);
    const delivery = await transport.get(path);
    return delivery.kind === 'answer' ? json(delivery.status, delivery.body) : json(200, '{"content":null}');
  }

  const server = createServer((request, response) => {
    tokens.add(request.headers['x-app-token']);
    void answerTo(new URL(request.url ?? '/', 'http://localhost')).then((behavior) =>
      act(behavior, response),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    webKey,
    url: `http://127.0.0.1:${port}/qc/services`,
    censusUrl: `http://127.0.0.1:${port}/census`,
    openDataUrl: `http://127.0.0.1:${port}/open-data`,
    /** The paths asked for since the last `forget`, without their queries. */
    requests,
    /** The application tokens that came with them. */
    tokens,
    /** The next answers at this path, in order; after them it behaves again. */
    plan: (path: string, ...behaviors: Behaviour[]) => planned.set(path, behaviors),
    /** What happens once while the next answer at this path is waited for. */
    meanwhile: (path: string, happens: () => Promise<void>) => void meanwhile.set(path, happens),
    /** Every answer from now on; null: behaves again. */
    behave: (behavior: Behaviour | null) => {
      always = behavior;
    },
    /** From now on the record says this at `path`. */
    change: (path: string, content: unknown) => known.set(path, JSON.stringify({ content })),
    /** What the record says at `path`, to be changed a little. */
    async content(path: string): Promise<Record<string, Record<string, unknown>>> {
      const delivery = await transport.get(path);
      if (delivery.kind !== 'answer') throw new Error(`Nothing is recorded at ${path}.`);
      return (JSON.parse(delivery.body) as { content: Record<string, Record<string, unknown>> }).content;
    },
    /** Puts one more carrier into the record, in good standing: a fictional one under another number and name. */
    async addCarrier(carrier: { usdot?: number; legalName?: string } = {}): Promise<number> {
      const usdot = carrier.usdot ?? ++lastAdded;
      const legalName = carrier.legalName ?? `TEST CARRIER ${usdot} LLC`;
      const rename = (text: string) =>
        text.replaceAll(String(TEMPLATE_USDOT), String(usdot)).replaceAll(TEMPLATE_NAME, legalName);
      for (const path of CARRIER_PATHS) {
        const delivery = await transport.get(`/carriers/${TEMPLATE_USDOT}${path}`);
        if (delivery.kind !== 'answer') continue;
        known.set(`/carriers/${usdot}${path}`, rename(delivery.body));
      }
      for (const [key, { body }] of openData) {
        if (key.endsWith(` ${TEMPLATE_USDOT}`)) addedOpenData.set(rename(key), rename(body));
      }
      addedCensus.set(String(usdot), rename(census.get(TEMPLATE_USDOT)?.body ?? '[]'));
      return usdot;
    },
    /** From now on a set of the open data has these rows of the carrier. */
    changeOpenData: (set: DataSet, usdot: number, rows: object[]) =>
      addedOpenData.set(`${set} ${usdot}`, JSON.stringify(rows)),
    /** From now on the record reaches an added carrier there. */
    changeContact(
      usdot: number,
      contact: { email_address?: string; phone?: string; add_date?: string },
    ): void {
      const [row] = JSON.parse(addedCensus.get(String(usdot)) ?? '[]') as Record<string, unknown>[];
      addedCensus.set(String(usdot), JSON.stringify([{ ...row, ...contact }]));
    },
    forget: () => {
      requests.length = 0;
      tokens.clear();
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function act(behavior: Behaviour, response: ServerResponse): void {
  if (behavior === 'hang') return;
  if (behavior === 'cut') {
    response.destroy();
    return;
  }
  response.writeHead(behavior.status, { 'content-type': behavior.contentType }).end(behavior.body);
}
