/** Logging with Winston: one line an event, the request's id on each, secrets taken out on the way. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import winston from 'winston';
import { redact } from './redact';

export type LogFields = Record<string, unknown>;

export interface Logger {
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  http(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  /** Is handed each error as the log has it: its context with it, secrets taken out. */
  onError(hear: (line: LogFields) => void): void;
  close(): void;
}

const context = new AsyncLocalStorage<LogFields>();

/** Every line written inside `work` carries `fields` (request id, job id, user id). */
export const withLogContext = <Result>(fields: LogFields, work: () => Result): Result =>
  context.run({ ...context.getStore(), ...fields }, work);

/** Adds to the lines that follow within the present context. */
export function addLogContext(fields: LogFields): void {
  const store = context.getStore();
  if (store) Object.assign(store, fields);
}

let traceOf: () => LogFields | undefined = () => undefined;

/** Every line of this process says which trace it belongs to, where there is one. */
export function nameTraces(read: () => LogFields | undefined): void {
  traceOf = read;
}

/** One field of the present context, as `requestId`; undefined outside of any. */
export const logContextField = (name: string): unknown => context.getStore()?.[name];

/** What of an error may be logged: never the object whole, since parsers hang the raw body on theirs. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    message: error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: error.stack,
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
  };
}

export interface LoggerOptions {
  level: string;
  pretty: boolean;
  /** Also write `error.log` and `combined.log` into this folder. */
  folder: string | undefined;
  /** Nothing to the console. */
  silent?: boolean;
  /** Who writes, on each line that machines read: where lines of several services come together, it says whose they are. */
  writer?: { service: string; version: string };
}

export function createLogger(options: LoggerOptions): Logger {
  const addContext = winston.format((line) =>
    Object.assign(line, { ...context.getStore(), ...traceOf(), ...line }),
  );
  const takeOutSecrets = winston.format((line) => Object.assign(line, redact(line) as object));
  const writer = { ...options.writer, pid: process.pid };
  const addWriter = winston.format((line) => Object.assign(line, writer));
  const json = winston.format.combine(
    addContext(),
    takeOutSecrets(),
    addWriter(),
    winston.format.timestamp(),
    winston.format.json(),
  );
  const pretty = winston.format.combine(
    addContext(),
    takeOutSecrets(),
    winston.format.timestamp({ format: 'HH:mm:ss.SSS' }),
    winston.format.printf(prettyLine),
  );
  const transports: winston.transport[] = [
    new winston.transports.Console({
      format: options.pretty ? pretty : json,
      stderrLevels: ['error', 'warn', 'info', 'http', 'debug'],
      silent: options.silent ?? false,
    }),
  ];
  if (options.folder) {
    mkdirSync(options.folder, { recursive: true });
    const file = (filename: string, level?: string) =>
      new winston.transports.File({
        dirname: options.folder as string,
        filename,
        format: json,
        ...(level ? { level } : {}),
        maxsize: 50_000_000,
        maxFiles: 5,
      });
    transports.push(file('error.log', 'error'), file('combined.log'));
  }
  const logger = winston.createLogger({
    levels: { error: 0, warn: 1, info: 2, http: 3, debug: 4 },
    level: options.level,
    transports,
    exitOnError: false,
  });
  const write = (level: string) => (message: string, fields?: LogFields) => {
    logger.log(level, message, fields ?? {});
  };
  const hearers: ((line: LogFields) => void)[] = [];
  const writeError = write('error');
  return {
    error(message, fields) {
      writeError(message, fields);
      for (const hear of hearers) hear(redact({ ...context.getStore(), ...fields, message }) as LogFields);
    },
    warn: write('warn'),
    info: write('info'),
    http: write('http'),
    debug: write('debug'),
    onError: (hear) => void hearers.push(hear),
    close: () => logger.close(),
  };
}

function prettyLine(line: winston.Logform.TransformableInfo): string {
  const { level, message, timestamp, ...fields } = line;
  const rest = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
  return `${String(timestamp)} ${level.padEnd(5)} ${String(message)}${rest ? `  ${rest}` : ''}`.replaceAll(
    /[\r\n]+/g,
    ' ⏎ ',
  );
}
