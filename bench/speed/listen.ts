/** Two thousand sockets that hear what they are told, as a process of its own. */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { ageOf, LISTENERS, SOCKETS } from './live-messages';
import { answerBeside } from './process';
import { asReader } from './world';

const AT_ONCE = 50;
const QUIET_MS = 500;

export interface Heard {
  messages: number;
  p50: number;
  p99: number;
}

let sockets: (Socket | WebSocket)[] = [];
let ages: number[] = [];

const hear = (payload: { data: { notificationId: string } }): void => {
  ages.push(ageOf(payload.data.notificationId));
};

async function openOurs(url: string, reader: number): Promise<Socket> {
  const token = asReader(reader).authorization?.replace('Bearer ', '');
  const socket = io(url, {
    auth: { token },
    ...{ transports: ['websocket'], reconnection: false, forceNew: true },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('ready', () => resolve());
    socket.once('connect_error', reject);
  });
  socket.on('notification', hear);
  return socket;
}

async function openBare(url: string, reader: number): Promise<WebSocket> {
  const socket = new WebSocket(`${url}/?reader=${reader}`);
  await once(socket, 'open');
  socket.on('message', (text: Buffer) => hear((JSON.parse(text.toString()) as { payload: never }).payload));
  return socket;
}

answerBeside({
  async open({ url, bare }: { url: string; bare: boolean }) {
    for (let from = 0; from < SOCKETS; from += AT_ONCE) {
      const part = Array.from({ length: AT_ONCE }, (_, n) => (from + n) % LISTENERS);
      sockets.push(...(await Promise.all(part.map((reader) => (bare ? openBare : openOurs)(url, reader)))));
    }
  },
  forget() {
    ages = [];
  },
  /** Once nothing more comes. */
  async heard(): Promise<Heard> {
    for (let before = -1; before !== ages.length;) {
      before = ages.length;
      await wait(QUIET_MS);
    }
    ages.sort((one, other) => one - other);
    const at = (part: number) => ages[Math.floor(ages.length * part)] ?? NaN;
    return { messages: ages.length, p50: at(0.5), p99: at(0.99) };
  },
  async close() {
    for (const socket of sockets) socket.close();
    sockets = [];
    await wait(QUIET_MS);
  },
});
process.on('SIGTERM', () => process.exit(0));
