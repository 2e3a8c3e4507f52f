/** Uploads that are cut half-way, many at once: nothing of them stays, no file, no descriptor, no memory, no row. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as rest } from 'node:timers/promises';
import { makeUsers, signIn, withoutLimits } from '../support/credit-buyers';
import { makeDatabase } from '../support/database';
import { documentForm } from '../support/make-documents';
import { startServerProcess } from '../support/server-process';
import type { Figure, Storm } from './storm';

const UPLOADS = 500;
const SMALL_UPLOADS = 40;
const AT_ONCE = 50;
const SENT_BYTES = 1_000_000;
const SAID_BYTES = 2 * SENT_BYTES;
/** Less than all of them at once say that they bring. */
const ROOM_MB = 40;
const PATIENCE_MS = 10_000;
/** So long each stays half-sent, beside all the others of its wave. */
const HELD_MS = 1_500;
/** What Node keeps of its own accord; what 500 files would take is far more. */
const KEPT_MB = 120;

const BOUNDARY = 'cut-here';
const HEAD = [
  `--${BOUNDARY}`,
  'Content-Disposition: form-data; name="type"',
  '',
  'OTHER',
  `--${BOUNDARY}`,
  'Content-Disposition: form-data; name="file"; filename="long.pdf"',
  'Content-Type: application/pdf',
  '',
  '%PDF-1.4',
].join('\r\n');

/** The process that serves at a port, as the kernel knows it. */
function processOf(url: string): number {
  const hexPort = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0');
  const line = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((each) => each.trim().split(/\s+/))
    .find(([, local, , state]) => local?.endsWith(`:${hexPort}`) && state === '0A');
  const socket = `socket:[${line?.[9] ?? ''}]`;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (descriptorsOf(Number(pid)).includes(socket)) return Number(pid);
  }
  throw new Error(`No process serves at ${url}.`);
}

function descriptorsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return '';
      }
    });
  } catch {
    return [];
  }
}

const memoryMbOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const filesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.startsWith('mc-exchange.db') && !entry.name.endsWith('.log'),
  ).length;

/** Sends half of what it says that it brings, and is gone. Answers the status, where one came before. */
function sendHalf(url: string, token: string): Promise<number | null> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let status: number | null = null;
    const socket = connect(Number(port), hostname);
    const end = () => {
      socket.destroy();
      resolve(status);
    };
    socket.on('data', (answer) => {
      status = Number(/^HTTP\/1.1 (\d+)/.exec(answer.toString('latin1'))?.[1] ?? status);
    });
    socket.on('error', end);
    socket.on('close', end);
    const head =
      `POST /api/documents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Type: multipart/form-data; boundary=${BOUNDARY}\r\nContent-Length: ${SAID_BYTES}\r\n\r\n`;
    socket.write(head + HEAD);
    socket.write(Buffer.alloc(SENT_BYTES, 'x'), () => setTimeout(end, HELD_MS));
  });
}

async function waitUntil(holds: () => boolean): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (!holds() && performance.now() < until) await rest(100);
}

export const storm: Storm = {
  fault: 'uploads that are cut half-way, more of them at once than there is room for',
  needsServer: false,
  async run({ small, write }) {
    const database = await makeDatabase();
    const environment = {
      ...withoutLimits(database.environment),
      ...{ UPLOADS_MB_AT_ONCE: String(ROOM_MB), DOCUMENT_MAX_MB: '20' },
    };
    const [email = ''] = await makeUsers(environment, 'buyer', 1);
    const server = await startServerProcess(environment);
    try {
      const token = await signIn(server.url, email);
      const upload = () =>
        fetch(`${server.url}/api/documents`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}` },
          body: documentForm(),
        });
      const folder = database.environment.DATA_FOLDER ?? '';
      const pid = processOf(server.url);
      await upload().then((answer) => answer.arrayBuffer());
      const wave = (size: number) =>
        Promise.all(Array.from({ length: size }, () => sendHalf(server.url, token)));
      // The first one makes the memory that the process keeps for all that follow.
      await wave(AT_ONCE);
      await rest(HELD_MS);
      const count = small ? SMALL_UPLOADS : UPLOADS;
      const before = {
        files: folder ? filesIn(folder) : 0,
        fds: descriptorsOf(pid).length,
        mb: memoryMbOf(pid),
      };
      let refused = 0;
      let most = before.mb;
      for (let sent = 0; sent < count; sent += AT_ONCE) {
        const answers = await wave(Math.min(AT_ONCE, count - sent));
        refused += answers.filter((status) => status === 503).length;
        most = Math.max(most, memoryMbOf(pid));
      }
      await waitUntil(() => descriptorsOf(pid).length <= before.fds);
      const after = {
        files: folder ? filesIn(folder) : 0,
        fds: descriptorsOf(pid).length,
        mb: memoryMbOf(pid),
      };
      write(
        `memory: ${Math.round(before.mb)} MB before, ${Math.round(most)} at most, ${Math.round(after.mb)} after`,
      );
      write(`answered 503 for want of room: ${refused} of ${count}`);
      const again = await upload();
      const room = ROOM_MB / (SAID_BYTES / 1024 / 1024);
      const waves = Math.ceil(count / AT_ONCE);
      const figures: Figure[] = [
        { name: 'asked to come again', value: refused, unit: 'uploads', atLeast: (count - waves * room) / 2 },
        { name: 'files left behind', value: after.files - before.files, unit: 'files', atMost: 0 },
        { name: 'descriptors left open', value: after.fds - before.fds, unit: 'descriptors', atMost: 0 },
        { name: 'memory kept', value: after.mb - before.mb, unit: 'MB', atMost: KEPT_MB },
        { name: 'memory at most', value: most - before.mb, unit: 'MB more', atMost: ROOM_MB + KEPT_MB },
        {
          name: 'a whole upload afterwards',
          value: again.status,
          unit: 'is the status',
          atMost: 201,
          atLeast: 201,
        },
      ];
      return figures;
    } finally {
      await server.stop();
      await database.remove();
    }
  },
};
