/** Serves the figures in the text format of Prometheus, on a port of its own that nobody outside reaches. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type * as PromClient from 'prom-client';
import type { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { describeError, type Logger } from '../kernel/logger';
import { outsideUnit } from '../db/database';
import { type Labels, type LabelsOf, type Measures, noMeasures, OTHER, type Sample } from './measures';

type Prometheus = typeof PromClient;

export interface Metrics {
  measures: Measures;
  /** Answers the port; null where none is configured. */
  start(): Promise<number | null>;
  stop(): Promise<void>;
}

export interface MetricsOptions {
  /** Without it nothing is counted. */
  port: number | undefined;
  host: string;
  log: Logger;
}

const nothing: Metrics = {
  measures: noMeasures,
  start: () => Promise.resolve(null),
  stop: () => Promise.resolve(),
};

export function createMetrics({ port, host, log }: MetricsOptions): Metrics {
  if (port === undefined) return nothing;
  /** What is made of each figure once the library is there. */
  const bindings: ((prometheus: Prometheus, registry: Registry) => void)[] = [];
  const questions: { everyMs: number; question: () => Promise<void> }[] = [];
  const timers: NodeJS.Timeout[] = [];
  let server: Server | undefined;

  const measures: Measures = {
    counter(name, help, labels) {
      let counter: Counter | undefined;
      const known = knownLabels(labels);
      bindings.push(({ Counter }, registry) => {
        counter = new Counter({ name, help, labelNames: Object.keys(labels), registers: [registry] });
      });
      return (given, by = 1) => counter?.inc(known(given), by);
    },
    durations(name, help, labels, buckets) {
      let histogram: Histogram | undefined;
      const known = knownLabels(labels);
      bindings.push(({ Histogram }, registry) => {
        const labelNames = Object.keys(labels);
        histogram = new Histogram({ name, help, labelNames, buckets: [...buckets], registers: [registry] });
      });
      return (given, seconds) => histogram?.observe(known(given), seconds);
    },
    gauge(name, help, labels, read) {
      const known = knownLabels(labels);
      bindings.push(({ Gauge }, registry) => {
        const collect = function (this: Gauge) {
          this.reset();
          for (const sample of samplesOf(read)) this.set(known(sample.labels), sample.value);
        };
        new Gauge({ name, help, labelNames: Object.keys(labels), registers: [registry], collect });
      });
    },
    total(name, help, labels, read) {
      const known = knownLabels(labels);
      bindings.push(({ Counter }, registry) => {
        const collect = function (this: Counter) {
          this.reset();
          for (const sample of samplesOf(read)) this.inc(known(sample.labels), sample.value);
        };
        new Counter({ name, help, labelNames: Object.keys(labels), registers: [registry], collect });
      });
    },
    ask(everyMs, question) {
      questions.push({ everyMs, question });
    },
  };

  /** A figure that cannot be read is missing, and the others are told. */
  function samplesOf<Names extends Labels>(read: () => readonly Sample<Names>[]): readonly Sample<Names>[] {
    try {
      return read();
    } catch (error) {
      log.warn('a figure could not be read', { error: describeError(error) });
      return [];
    }
  }

  function keepAsking(): void {
    for (const { everyMs, question } of questions) {
      let asking = false;
      const ask = () => {
        if (asking) return;
        asking = true;
        outsideUnit(question)
          .catch((error: unknown) =>
            log.debug('a figure could not be asked', { error: describeError(error) }),
          )
          .finally(() => {
            asking = false;
          });
      };
      ask();
      timers.push(setInterval(ask, everyMs).unref());
    }
  }

  return {
    measures,
    async start() {
      const prometheus = await import('prom-client');
      const registry = new prometheus.Registry();
      prometheus.collectDefaultMetrics({ register: registry });
      for (const bind of bindings) bind(prometheus, registry);
      keepAsking();
      server = createServer((req, res) => {
        if (req.url?.split('?', 1)[0] !== '/metrics' || req.method !== 'GET') {
          res.writeHead(404, { 'Content-Type': 'text/plain' }).end('The figures are at /metrics.\n');
          return;
        }
        registry.metrics().then(
          (text) => res.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
          (error: unknown) => {
            log.error('the figures could not be written', { error: describeError(error) });
            res.writeHead(500).end();
          },
        );
      });
      const listening = server;
      await new Promise<void>((resolve, reject) => {
        listening.once('error', reject);
        listening.listen(port, host, resolve);
      });
      return (listening.address() as AddressInfo).port;
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      const ended = server;
      if (!ended) return;
      ended.closeAllConnections();
      await new Promise<void>((resolve) => ended.close(() => resolve()));
    },
  };
}

/** Replaces what a label does not list. Lists that grow while the parts are made are read again for what they lack. */
function knownLabels<Names extends Labels>(
  labels: Names,
): (given: LabelsOf<Names>) => Record<string, string> {
  const values = new Map<string, Set<string>>();
  const isKnown = (name: string, value: string): boolean => {
    if (values.get(name)?.has(value)) return true;
    const listed = labels[name] ?? [];
    if (typeof listed !== 'function' && values.has(name)) return false;
    const read = new Set(typeof listed === 'function' ? listed() : listed);
    values.set(name, read);
    return read.has(value);
  };
  return (given) =>
    Object.fromEntries(
      Object.entries<string>(given).map(([name, value]) => [name, isKnown(name, value) ? value : OTHER]),
    );
}
