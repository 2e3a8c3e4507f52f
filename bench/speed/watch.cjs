/**
 * Loaded before a server that is measured: tells its parent what it has used, and takes profiles. Nothing of the product
 * knows of it.
 */
const { AsyncLocalStorage } = require('node:async_hooks');
const { Server } = require('node:http');
const { Session } = require('node:inspector/promises');
const { monitorEventLoopDelay } = require('node:perf_hooks');

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

const { emit } = Server.prototype;
Server.prototype.emit = function recorded(event, incoming, response) {
  if (recording === null || event !== 'request') return emit.apply(this, arguments);
  const own = { open: true, statements: [] };
  recording.push(own);
  response.once('finish', () => (own.open = false));
  return request.run(own, () => emit.call(this, event, incoming, response));
};

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

let profiler;
const answers = {
  /** CPU in microseconds, memory in bytes, delay of the loop in milliseconds since the last time. */
  figures() {
    const { user, system } = process.cpuUsage();
    const figures = {
      cpu: user + system,
      statements,
      memory: process.memoryUsage.rss(),
      loopP99: delay.percentile(99) / 1e6,
      loopMost: delay.max / 1e6,
    };
    delay.reset();
    return figures;
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
