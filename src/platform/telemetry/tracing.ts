/**
 * Traces by OpenTelemetry, as the OTEL_ variables say. It has to begin before what it watches is loaded; where no endpoint
 * is named, nothing of it is loaded at all.
 */
import { type IncomingMessage, ServerResponse } from 'node:http';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import { routeOf } from '../http/request';
import { nameTraces } from '../kernel/logger';
import { redact, redactText } from '../kernel/redact';
import type { PlatformConfig } from '../platform.config';
import { SERVICE } from './service';

export interface Tracing {
  /** Sends what has not been sent. */
  stop(): Promise<void>;
}

type TracingConfig = Pick<
  PlatformConfig,
  'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT' | 'OTEL_SDK_DISABLED'
>;

const HEALTH = /^\/api(\/v1)?\/health/;

export async function startTracing(config: TracingConfig, version: string): Promise<Tracing | null> {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT ?? config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  if (endpoint === undefined || config.OTEL_SDK_DISABLED === 'true') return null;
  const { trace } = await import('@opentelemetry/api');
  const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const resources = await import('@opentelemetry/resources');
  const { registerInstrumentations } = await import('@opentelemetry/instrumentation');
  const { HttpInstrumentation } = await import('@opentelemetry/instrumentation-http');
  const { MySQL2Instrumentation } = await import('@opentelemetry/instrumentation-mysql2');
  const { IORedisInstrumentation } = await import('@opentelemetry/instrumentation-ioredis');

  const provider = new NodeTracerProvider({
    // What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say counts most.
    resource: resources
      .defaultResource()
      .merge(resources.resourceFromAttributes({ 'service.name': SERVICE, 'service.version': version }))
      .merge(resources.detectResources({ detectors: [resources.envDetector] })),
    spanProcessors: [new BatchSpanProcessor(withoutSecrets(new OTLPTraceExporter()))],
  });
  provider.register();
  registerInstrumentations({
    tracerProvider: provider,
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: ({ url = '' }: IncomingMessage) => HEALTH.test(url),
        applyCustomAttributesOnSpan: (span, { method = '' }, res) => {
          const route = res instanceof ServerResponse ? routeOf(res) : undefined;
          if (route !== undefined) span.setAttribute('http.route', route).updateName(`${method} ${route}`);
        },
      }),
      // Values are written into statements before they are sent.
      new MySQL2Instrumentation({ maskStatement: true }),
      new IORedisInstrumentation({ dbStatementSerializer: (command) => command }),
    ],
  });
  nameTraces(() => {
    const span = trace.getActiveSpan()?.spanContext();
    return span && { traceId: span.traceId, spanId: span.spanId };
  });
  return { stop: () => provider.shutdown() };
}

/** Takes out of each span what the log would not show either. */
function withoutSecrets(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(redacted), done),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}

/** A part of a path that is long and no id may open something. */
const OPENING_PART = /\/(?![0-9a-f]{8}-[0-9a-f-]{27}(?:\/|$))[^/?#\s]{20,}/g;
const OF_ADDRESS = /^(?:url\.(?:path|full|query)|http\.(?:url|target))$/;

function redacted(span: ReadableSpan): ReadableSpan {
  const attributes = redact(span.attributes) as Record<string, unknown>;
  for (const [name, value] of Object.entries(attributes)) {
    if (!OF_ADDRESS.test(name) || typeof value !== 'string') continue;
    const [path = ''] = value.split('?', 1);
    attributes[name] = name === 'url.query' ? '[redacted]' : path.replaceAll(OPENING_PART, '/[redacted]');
  }
  const events = span.events.map((event) => ({
    ...event,
    ...(event.attributes ? { attributes: redact(event.attributes) } : {}),
  }));
  const { message } = span.status;
  return Object.create(span, {
    attributes: { value: attributes },
    events: { value: events },
    status: { value: { ...span.status, ...(message ? { message: redactText(message) } : {}) } },
  }) as ReadableSpan;
}
