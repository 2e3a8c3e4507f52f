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
const AT_ONCE = 50;
const SENT_BYTES = 1024 * 1024;
const SAID_BYTES = 2 * SENT_BYTES;
/** Less than all of them at once say that they bring. */
const ROOM_MB = 40;
const PATIENCE_MS = 10_000;
/** As many as hold all the room; the others of a wave find none. */
const PLACES = (ROOM_MB * 1024 * 1024) / SAID_BYTES;
/** What is answered beside uploads that hold everything, and how soon room is given back. On a busy machine too. */
const GOES_ON_WITHIN_MS = 5_000;
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

/** An upload of which half was sent, and the rest never is. */
interface HalfSent {
  /** Of the answer, where one came before the end. */
  status(): number | null;
  isOpen(): boolean;
  cut(): void;
}

function sendHalf(url: string, token: string): HalfSent {
  const { hostname, port } = new URL(url);
  let status: number | null = null;
  let open = true;
  const socket = connect(Number(port), hostname);
  socket.on('data', (answer) => {
    status = Number(/^HTTP\/1.1 (\d+)/.exec(answer.toString('latin1'))?.[1] ?? status);
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => (open = false));
  const head =
    `POST /api/documents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
    `Content-Type: multipart/form-data; boundary=${BOUNDARY}\r\nContent-Length: ${SAID_BYTES}\r\n\r\n`;
  socket.write(head + HEAD);
  socket.write(Buffer.alloc(SENT_BYTES, 'x'));
  return { status: () => status, isOpen: () => open, cut: () => socket.destroy() };
}

/** How long it took; as long as the patience where it never came. */
async function waitUntil(holds: () => boolean | Promise<boolean>): Promise<number> {
  const since = performance.now();
  while (!(await holds()) && performance.now() - since < PATIENCE_MS) await rest(20);
  return performance.now() - since;
}

export const storm: Storm = {
  fault: 'uploads that are cut half-way, more of them at once than there is room for',
  needsServer: false,
  async run({ small, write }) {
    const database = await makeDatabase({ migrated: true });
    const environment = {
      ...withoutLimits(database.environment),
      ...{ UPLOADS_MB_AT_ONCE: String(ROOM_MB), DOCUMENT_MAX_MB: '20' },
    };
    const [email = ''] = await makeUsers(environment, 'buyer', 1);
    const server = await startServerProcess(environment);
    try {
      const token = await signIn(server.url, email);
      const asked = (path: string, init: RequestInit = {}) =>
        fetch(`${server.url}/api${path}`, { ...init, headers: { authorization: `Bearer ${token}` } });
      const upload = () => asked('/documents', { method: 'POST', body: documentForm() });
      /** A whole one, which leaves nothing of its own behind. */
      const uploadsWhole = async (): Promise<boolean> => {
        const answer = await upload();
        const body = (await answer.json()) as { data?: { id: string } };
        if (answer.status !== 201) return false;
        await asked(`/documents/${body.data?.id}`, { method: 'DELETE' });
        return true;
      };
      const folder = database.environment.DATA_FOLDER ?? '';
      const files = () => (folder ? filesIn(folder) : 0);
      const filesAtFirst = files();
      const pid = processOf(server.url);
      const found = { refused: 0, held: PLACES, refusedWhole: 0, answeredMs: 0, roomMs: 0, most: 0 };

      /** Some hold all the room while others come; half of them are cut, and what comes then is taken beside the rest. */
      async function wave(): Promise<void> {
        const sent = Array.from({ length: AT_ONCE }, () => sendHalf(server.url, token));
        await waitUntil(() => sent.filter((each) => each.status() !== null).length >= AT_ONCE - PLACES);
        const holders = sent.filter((each) => each.status() === null && each.isOpen());
        found.held = Math.min(found.held, holders.length);
        found.refused += sent.filter((each) => each.status() === 503).length;
        found.most = Math.max(found.most, memoryMbOf(pid));
        const since = performance.now();
        await (await asked('/documents')).arrayBuffer();
        found.answeredMs = Math.max(found.answeredMs, performance.now() - since);
        if (!(await uploadsWhole())) found.refusedWhole += 1;
        holders.slice(0, PLACES / 2).forEach((each) => each.cut());
        found.roomMs = Math.max(found.roomMs, await waitUntil(uploadsWhole));
        sent.forEach((each) => each.cut());
      }

      // The first one makes the memory that the process keeps for all that follow.
      await wave();
      await waitUntil(uploadsWhole);
      const waves = small ? 1 : UPLOADS / AT_ONCE;
      const before = { files: filesAtFirst, fds: descriptorsOf(pid).length, mb: memoryMbOf(pid) };
      Object.assign(found, { refused: 0, held: PLACES, refusedWhole: 0, answeredMs: 0, roomMs: 0 });
      for (let count = 0; count < waves; count += 1) await wave();
      await waitUntil(() => descriptorsOf(pid).length <= before.fds && files() <= before.files);
      const after = { files: files(), fds: descriptorsOf(pid).length, mb: memoryMbOf(pid) };
      write(
        `memory: ${Math.round(before.mb)} MB before, ${Math.round(found.most)} at most, ${Math.round(after.mb)} after`,
      );
      write(`answered 503 for want of room: ${found.refused} of ${waves * AT_ONCE}`);
      const figures: Figure[] = [
        { name: 'held at once', value: found.held, unit: 'uploads', atMost: PLACES, atLeast: PLACES },
        {
          name: 'asked to come again',
          value: found.refused,
          unit: 'uploads',
          atLeast: waves * (AT_ONCE - PLACES),
        },
        {
          name: 'whole uploads asked to come again while all room is held',
          value: found.refusedWhole,
          unit: `of ${waves}`,
          atLeast: waves,
        },
        {
          name: 'a reader’s answer while all room is held',
          value: found.answeredMs,
          unit: 'ms',
          atMost: GOES_ON_WITHIN_MS,
        },
        {
          name: 'from a cut until a whole upload is taken beside those that still hold',
          value: found.roomMs,
          unit: 'ms',
          atMost: GOES_ON_WITHIN_MS,
        },
        { name: 'files left behind', value: after.files - before.files, unit: 'files', atMost: 0 },
        { name: 'descriptors left open', value: after.fds - before.fds, unit: 'descriptors', atMost: 0 },
        { name: 'memory kept', value: after.mb - before.mb, unit: 'MB', atMost: KEPT_MB },
        { name: 'memory at most', value: found.most - before.mb, unit: 'MB more', atMost: ROOM_MB + KEPT_MB },
        {
          name: 'a whole upload afterwards',
          value: (await upload()).status,
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
