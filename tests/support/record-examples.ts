/** Records real requests and answers as the examples of the OpenAPI document: `npm run examples`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Example {
  body?: unknown;
  answer?: unknown;
}

export const EXAMPLES_FILE = join(__dirname, '../../data/examples.json');

/** So many items show what a list is like. */
const ITEMS_SHOWN = 2;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
const SECRETS: readonly [RegExp, string][] = [
  [/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'eyJhbGciOiJIUzI1NiJ9.example.example'],
  [/mcx_[a-z0-9]{8}_[0-9a-f]{64}/g, 'mcx_exampl01_0123456789abcdef'],
  [/whsec_[\w+/=]+/g, 'whsec_exampleSecret'],
  [/data:image\/png;base64,[\w+/=]+/g, 'data:image/png;base64,iVBORw0KGgo='],
  [/"[\w-]{43}"/g, '"exampleToken"'],
  [/\/links\/[\w-]{43}/g, '/links/exampleToken'],
  [/http:\/\/127\.0\.0\.1:\d+/g, 'https://mcx.example.com'],
  [/127\.0\.0\.1/g, '203.0.113.7'],
];
const FIRST_INSTANT = Date.parse('2026-03-02T15:00:00.000Z');

export const readExamples = (): Record<string, Example> =>
  existsSync(EXAMPLES_FILE)
    ? (JSON.parse(readFileSync(EXAMPLES_FILE, 'utf8')) as Record<string, Example>)
    : {};

/** Ids are numbered, times begin at one moment, secrets are blotted out: a new recording differs where the answer does. */
export function normalized(example: Example): Example {
  let text = JSON.stringify(shortened(example));
  for (const [secret, shown] of SECRETS) text = text.replaceAll(secret, shown);
  const ids = new Map<string, string>();
  text = text.replaceAll(UUID, (id) => {
    const number = String(ids.size + 1).padStart(12, '0');
    const known = ids.get(id) ?? `01960000-0000-7000-8000-${number}`;
    ids.set(id, known);
    return known;
  });
  text = text.replaceAll(/person-[\d-]+?0*(\d+)@/g, 'person-$1@');
  const earliest = Math.min(...[...text.matchAll(INSTANT)].map(([instant]) => Date.parse(instant)));
  text = text.replaceAll(INSTANT, (instant) =>
    new Date(FIRST_INSTANT + Date.parse(instant) - earliest).toISOString(),
  );
  return JSON.parse(text) as Example;
}

function shortened(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value as unknown[];
    const ofObjects = items.some((item) => typeof item === 'object');
    return (ofObjects ? items.slice(0, ITEMS_SHOWN) : items).map(shortened);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner)]));
}

const recorded = new Map<string, string>();

/** How much an answer shows: one with an item says more than an empty list, and more than null. */
const worth = ({ answer }: Example): number => {
  const data = (answer as { data?: unknown } | undefined)?.data;
  if (Array.isArray(data)) return Math.min(data.length, ITEMS_SHOWN);
  return data === null || data === undefined ? 0 : 1;
};

/** Keeps the example unless there is one that fits and says as much. */
export function recordExample(
  operationId: string,
  example: Example,
  stillFits: (known: Example) => boolean,
): void {
  const examples = readExamples();
  const known = examples[operationId];
  if (known && stillFits(known) && worth(known) >= worth(example)) return;
  const text = JSON.stringify(normalized(example));
  if (recorded.get(operationId) === text) return;
  recorded.set(operationId, text);
  examples[operationId] = JSON.parse(text) as Example;
  const lines = Object.entries(examples)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, each]) => `${JSON.stringify(name)}: ${JSON.stringify(each)}`);
  writeFileSync(EXAMPLES_FILE, `{\n${lines.join(',\n')}\n}\n`);
}
