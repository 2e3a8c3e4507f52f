/**
 * Loaded before a server that is measured: tells its parent what it has used, and takes profiles. Nothing of the product
 * knows of it.
 */
const { AsyncLocalStorage } = require('node:async_hooks');
const { createHash } = require('node:crypto');
const { Server } = require('node:http');
const { Session } = require('node:inspector/promises');
const { readFile } = require('node:fs/promises');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { clearInterval, setInterval } = require('node:timers');

let statements = 0;
/** While it is a list, each request is written down with the statements that it sends before it is answered. */
let recording = null;
const request = new AsyncLocalStorage();

function sent({ sql, values }) {
  statements += 1;
  const own = recording && request.getStore();
  if (own?.open) own.statements.push({ sql, values: values ?? null });
}

/** Each statement that a driver sends, whoever asks for it; what prepares or pings is none. */
function countStatements() {
  const { join, dirname } = require('node:path');
  const Connection = require(join(dirname(require.resolve('mysql2')), 'lib/base/connection.js'));
  const { addCommand } = Connection.prototype;
  Connection.prototype.addCommand = function counted(command) {
    if (command.constructor.name === 'Query') sent({ sql: command.sql });
    else if (command.constructor.name === 'Execute') sent(command);
    return addCommand.call(this, command);
  };
}
countStatements();

/** The same of the embedded file: its engine lets nobody in between, so at the door to it. */
function countEmbedded() {
  const { join } = require('node:path');
  const { Handle } = require(join(process.cwd(), 'dist/src/platform/db/embedded/handle.js'));
  for (const method of ['run', 'all']) {
    const ask = Handle.prototype[method];
    Handle.prototype[method] = function counted(sql, parameters) {
      sent({ sql });
      return ask.call(this, sql, parameters);
    };
  }
}
if (process.argv[1]?.endsWith('main.js') && !process.env.DATABASE_URL) countEmbedded();

const { emit } = Server.prototype;
Server.prototype.emit = function recorded(event, incoming, response) {
  if (recording === null || event !== 'request') return emit.apply(this, arguments);
  const own = { open: true, statements: [] };
  recording.push(own);
  response.once('finish', () => (own.open = false));
  return request.run(own, () => emit.call(this, event, incoming, response));
};

const RESOLUTION_MS = 1;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
/** The histogram holds the time between two looks, which is the resolution where nothing is late. */
const late = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);

const READ_EVERY_MS = 10;
let reading = null;
const reads = [];

async function readOnce() {
  const startedAt = performance.now();
  await readFile(module.filename);
  reads.push(performance.now() - startedAt);
}

let profiler;
const answers = {
  /** CPU in microseconds, memory in bytes, delay of the loop in milliseconds since the last time. */
  figures() {
    const { user, system } = process.cpuUsage();
    const figures = {
      cpu: user + system,
      statements,
      memory: process.memoryUsage.rss(),
      loopP99: late(delay.percentile(99)),
      loopMost: late(delay.max),
    };
    delay.reset();
    return figures;
  },
  /** From now on a file is read again and again, as any request may. */
  startReading() {
    reads.length = 0;
    reading = setInterval(readOnce, READ_EVERY_MS);
  },
  /** The time that one of a hundred of them took longer than, in milliseconds. */
  stopReading() {
    clearInterval(reading);
    reads.sort((one, other) => one - other);
    return reads[Math.floor(reads.length * 0.99)] ?? NaN;
  },
  record() {
    recording = [];
  },
  /** The statements of each request since then. */
  recorded() {
    const found = recording.map((own) => own.statements);
    recording = null;
    return found;
  },
  /** What a fixed piece of work costs here and now, in microseconds of CPU: the measure for what requests cost. */
  calibrate() {
    const text = JSON.stringify(
      Array.from({ length: 100 }, (_, n) => ({ id: `listing ${n}`, prices: [n, n * 2, n * 3] })),
    );
    const once = () => {
      const rows = JSON.parse(text);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return createHash('sha256')
        .update(JSON.stringify([...byId.values()]))
        .digest('hex');
    };
    for (let turn = 0; turn < 300; turn += 1) once();
    const times = Array.from({ length: 9 }, () => {
      const before = process.cpuUsage();
      for (let turn = 0; turn < 100; turn += 1) once();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 100;
    });
    return times.sort((one, other) => one - other)[4];
  },
  async startProfile() {
    profiler = new Session();
    profiler.connect();
    await profiler.post('Profiler.enable');
    await profiler.post('Profiler.setSamplingInterval', { interval: 200 });
    await profiler.post('Profiler.start');
  },
  async stopProfile() {
    const { profile } = await profiler.post('Profiler.stop');
    profiler.disconnect();
    return profile;
  },
};

process.on('message', async ({ id, ask }) => {
  if (!(ask in answers)) return;
  process.send?.({ id, answer: await answers[ask]() });
});
// A server ends when it has closed, whoever still listens to it.
process.channel?.unref();
