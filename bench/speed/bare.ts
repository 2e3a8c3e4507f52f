/** The bare limit: node:http, with mysql2's prepared statements or a buffer, as a process of its own. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPool, type Pool } from 'mysql2';
import { answerBeside } from './process';
import type { BareTools, Execute, Work } from './work';
import { WORKS } from './works';

const CONNECTIONS = 16;

type Given = Pick<BareTools, 'world' | 'answers' | 'recorded'>;

let server: Server | undefined;
let pool: Pool | undefined;

const send = (response: ServerResponse, body: Buffer | string): void => {
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
};

function constants(answers: Record<string, string>) {
  const buffers = new Map(Object.entries(answers).map(([path, body]) => [path, Buffer.from(body)]));
  const none = Buffer.from('');
  return (request: IncomingMessage, response: ServerResponse) =>
    send(response, buffers.get(request.url ?? '') ?? none);
}

const executeOn =
  (on: Pool): Execute =>
  (sql, values) =>
    new Promise((resolve, reject) => {
      on.execute(sql, [...values], (error, rows) => {
        if (error) reject(error);
        else resolve(rows as never);
      });
    });

function listenerOf(work: Work, { world, answers, recorded }: Given) {
  if (work.bare === 'constant' || work.bare === null) return constants(answers);
  pool = createPool({
    uri: (world.databaseUrl ?? '').replace(/^mariadb:/, 'mysql:'),
    ...{ connectionLimit: CONNECTIONS, charset: 'utf8mb4', decimalNumbers: true },
  });
  const answer = work.bare({ world, answers, recorded, pool, execute: executeOn(pool) });
  return (request: IncomingMessage, response: ServerResponse) => {
    answer(request).then(
      (body) => send(response, body),
      (error: unknown) => {
        response.writeHead(500).end(String(error));
      },
    );
  };
}

answerBeside({
  async serve({ id, ...given }: Given & { id: string }) {
    server?.closeAllConnections();
    server?.close();
    pool?.end();
    const work = WORKS.find((each) => each.id === id) as Work;
    const next = createServer(listenerOf(work, given));
    server = next;
    return new Promise((resolve) => {
      next.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(next.address() as AddressInfo).port}`));
    });
  },
});
process.on('SIGTERM', () => process.exit(0));
