/** What the platform needs, part by part, and how each is: asked, or known. */
import { z } from 'zod';
import type { Signals } from '../cache/signals';
import { type Clock, MINUTE_MS } from '../kernel/clock';
import type { Mailer } from '../mail/mailer';

const PROBE_TIMEOUT_MS = 2_000;

export const Part = z.strictObject({
  name: z.string().describe('The part.'),
  required: z.boolean().describe('Nothing works without it.'),
  status: z
    .enum(['up', 'down', 'in_process'])
    .describe('in_process: not configured, kept within this process.'),
  latencyMs: z.number().describe('How long it took to answer, in milliseconds.'),
  detail: z.string().nullable().describe('What is wrong, or how it runs.'),
});

type PartView = z.output<typeof Part>;

export const proxyUnknown: PartView = {
  name: 'proxy',
  required: false,
  status: 'down',
  latencyMs: 0,
  detail: 'X-Forwarded-For was seen, and TRUST_PROXY_HOPS is 0: set it to the number of proxies.',
};

export const closedPart: PartView = {
  name: 'maintenance',
  required: false,
  status: 'down',
  latencyMs: 0,
  detail: 'Closed for maintenance: what is there can be read, nothing can be changed.',
};

export const inProcess = (name: string): PartView => ({
  name,
  required: false,
  status: 'in_process',
  latencyMs: 0,
  detail: 'Not configured: kept within this process.',
});

/** What was told of the log reaches everybody by the database; who is there and who writes does not. */
export function livePart({ state }: Pick<Signals, 'state'>): PartView {
  const detail = {
    up: 'The instances hear each other.',
    down: 'The instances do not hear each other: presence and typing stay within each, and news takes longer.',
    in_process: 'Not configured: presence and typing are kept within this process.',
  };
  return { name: 'live', required: false, status: state, latencyMs: 0, detail: detail[state] };
}

/** Longer than a provider that is well takes for what was written at once. */
const MAIL_LATE_MS = 15 * MINUTE_MS;

export async function mailPart(
  mailer: Pick<Mailer, 'provider' | 'letters'>,
  clock: Clock,
): Promise<PartView> {
  const { provider, letters } = mailer;
  const part = { name: 'mail', required: false, latencyMs: 0 };
  if (provider === null) {
    return { ...part, status: 'in_process', detail: 'No mail leaves: letters stay in the outbox.' };
  }
  const { oldestAt } = await letters.waiting();
  const late = oldestAt !== null && clock.now() - oldestAt > MAIL_LATE_MS;
  if (provider.closedBecause() !== null || late) {
    return { ...part, status: 'down', detail: 'Letters wait: the provider does not take them.' };
  }
  return { ...part, status: 'up', detail: `Letters leave by ${provider.name}.` };
}

export async function probe(name: string, required: boolean, ask: () => Promise<unknown>): Promise<PartView> {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time.')), PROBE_TIMEOUT_MS);
  });
  try {
    await Promise.race([ask(), timeout]);
    return { name, required, status: 'up', latencyMs: elapsedMs(startedAt), detail: null };
  } catch {
    return { name, required, status: 'down', latencyMs: elapsedMs(startedAt), detail: 'It does not answer.' };
  } finally {
    clearTimeout(timer);
  }
}

const elapsedMs = (startedAt: number): number => Math.round((performance.now() - startedAt) * 10) / 10;
