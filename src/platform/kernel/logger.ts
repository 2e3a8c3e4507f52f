/** Logging with Winston: one line an event, the request's id on each, secrets taken out on the way. */
import { mkdirSync } from 'node:fs';
import winston from 'winston';
import { createAmbient } from './ambient';
import { redact } from './redact';
import { createRequestLines } from './request-lines';

export type LogFields = Record<string, unknown>;

export interface Logger {
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  /** The line of a request. Its fields are our own words and ids: nothing is taken out of them. */
  request(fields: LogFields): void;
  /** Whether such a line is written anywhere. */
  readonly tellsRequests: boolean;
  debug(message: string, fields?: LogFields): void;
  /** Is handed each error as the log has it: its context with it, secrets taken out. */
  onError(hear: (line: LogFields) => void): void;
  close(): void;
}

const context = createAmbient<LogFields>();

/** Every line written inside `work` carries `fields` (request id, job id, user id). */
export const withLogContext = <Result>(fields: LogFields, work: () => Result): Result =>
  context.run({ ...context.get(), ...fields }, work);

/** Adds to the lines that follow within the present context. */
export function addLogContext(fields: LogFields): void {
  const store = context.get();
  if (store) Object.assign(store, fields);
}

let traceOf: () => LogFields | undefined = () => undefined;

/** Every line of this process says which trace it belongs to, where there is one. */
export function nameTraces(read: () => LogFields | undefined): void {
  traceOf = read;
}

/** One field of the present context, as `requestId`; undefined outside of any. */
export const logContextField = (name: string): unknown => context.get()?.[name];

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

/** Where Winston looks for the finished line. */
const MESSAGE = Symbol.for('message');

const LEVELS = { error: 0, warn: 1, info: 2, http: 3, debug: 4 };
type Level = keyof typeof LEVELS;

export function createLogger(options: LoggerOptions): Logger {
  const { pretty, folder, silent = false } = options;
  const writer = { ...options.writer, pid: process.pid };
  const json = winston.format.json();
  const writesJson = folder !== undefined || (!pretty && !silent);

  /** Once for all that write it: its context, secrets taken out, and the line that machines read. */
  const finish = winston.format((line) => {
    if (line[MESSAGE] !== undefined) return line;
    Object.assign(line, { ...context.get(), ...traceOf(), ...line });
    Object.assign(line, redact(line) as object);
    if (writesJson) {
      const whole = { ...line, ...writer, timestamp: new Date().toISOString() };
      line[MESSAGE] = (json.transform(whole, {}) as typeof line)[MESSAGE];
    }
    return line;
  });
  /** A busy server writes thousands of these a second: in the folder, where there is one, and not a second time. */
  const withoutRequests = winston.format((line) => (line.level === 'http' ? false : line));
  const transports: winston.transport[] = [
    new winston.transports.Console({
      ...(!pretty && folder !== undefined ? { format: withoutRequests() } : {}),
      ...(pretty
        ? {
            format: winston.format.combine(
              winston.format.timestamp({ format: 'HH:mm:ss.SSS' }),
              winston.format.printf(prettyLine),
            ),
          }
        : {}),
      stderrLevels: Object.keys(LEVELS),
      silent,
    }),
  ];
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    const file = (filename: string, level?: Level) =>
      new winston.transports.File({
        dirname: folder,
        filename,
        ...(level ? { level } : {}),
        maxsize: 50_000_000,
        maxFiles: 5,
      });
    transports.push(file('error.log', 'error'), file('combined.log'));
  }
  const logger = winston.createLogger({
    levels: LEVELS,
    level: options.level,
    format: finish(),
    transports,
    exitOnError: false,
  });
  const isWritten = (level: Level): boolean =>
    LEVELS[level] <= LEVELS[options.level as Level] && (!silent || folder !== undefined);

  const requests = createRequestLines((lines) => {
    logger.write({ level: 'http', message: 'request', [MESSAGE]: lines });
  });
  const write = (level: Level) => {
    if (!isWritten(level)) return () => undefined;
    return (message: string, fields?: LogFields) => {
      requests.handOn();
      logger.log(level, message, fields ?? {});
    };
  };
  const hearers: ((line: LogFields) => void)[] = [];
  const writeError = write('error');
  const writeRequest = write('http');
  // Of the line of a request, what is the same in all of them.
  const lineStart = '{"level":"http","message":"request",';
  const lineEnd = `,${JSON.stringify(writer).slice(1, -1)},"timestamp":"`;
  return {
    error(message, fields) {
      writeError(message, fields);
      for (const hear of hearers) hear(redact({ ...context.get(), ...fields, message }) as LogFields);
    },
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    tellsRequests: isWritten('http'),
    request(fields) {
      if (pretty) return writeRequest('request', fields);
      const trace = traceOf();
      const own = JSON.stringify(trace ? { ...fields, ...trace } : fields);
      requests.add(`${lineStart}${own.slice(1, -1)}${lineEnd}${new Date().toISOString()}"}`);
    },
    onError: (hear) => void hearers.push(hear),
    close() {
      requests.handOn();
      logger.close();
    },
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
