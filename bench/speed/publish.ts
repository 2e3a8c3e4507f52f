/** Tells people something again and again: as another instance of the product, or to the bare server of sockets. */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type App, buildApp } from '../../src/app';
import { readConfig } from '../../src/config';
import { notificationCreated } from '../../src/modules/notifications';
import { LISTENERS, stampedId } from './live-messages';
import { answerBeside } from './process';
import { idOf } from './world';

const TICK_MS = 10;

export interface Publishing {
  perSecond: number;
  seconds: number;
}

/** What a person is told; `to` is the number of a reader. */
const noticeTo = (to: number) => ({
  notificationId: stampedId(),
  userId: idOf('reader', to),
  kind: 'OFFER_MADE',
  urgency: 'normal' as const,
  title: 'You have an offer.',
  subject: { type: 'listing', id: idOf('listing', to), title: 'Regional carrier with steady shippers' },
  path: '/offers',
  live: true,
});

let app: App | undefined;
let socket: WebSocket | undefined;
let last = 0;
const nextListener = (): number => (last = (last + 1) % LISTENERS);

type Tell = (count: number) => Promise<void> | void;

/** In one unit, as a broadcast is. */
const byProduct: Tell = (count) => {
  const { database, events } = (app as App).platform;
  return database.atomically(async () => {
    for (let n = 0; n < count; n += 1) await events.emit(notificationCreated, noticeTo(nextListener()));
  });
};

const bySocket: Tell = (count) => {
  for (let n = 0; n < count; n += 1) {
    const to = nextListener();
    socket?.send(JSON.stringify({ to, event: 'notification', payload: { data: noticeTo(to) } }));
  }
};

/** Answers how many were told. */
async function publish(tell: Tell, { perSecond, seconds }: Publishing): Promise<number> {
  const startedAt = performance.now();
  let [told, left] = [0, 0];
  for (;;) {
    const passed = (performance.now() - startedAt) / 1_000;
    if (passed >= seconds) return told;
    const due = Math.floor(passed * perSecond) - told - left;
    // One that is late does not make up for all of it at once.
    const part = Math.min(due, Math.ceil(perSecond / 20));
    if (part > 0) await tell(part);
    told += Math.max(0, part);
    left += due - Math.max(0, part);
    await wait(TICK_MS);
  }
}

answerBeside({
  async startInstance(environment: Record<string, string>) {
    app = buildApp(readConfig(environment), { silent: true });
    await app.prepare();
    await app.start();
  },
  async startBare(url: string) {
    socket = new WebSocket(`${url}/?tells=1`);
    await once(socket, 'open');
  },
  publish: ({ bare, ...about }: Publishing & { bare: boolean }) =>
    publish(bare ? bySocket : byProduct, about),
  burst: (count: number) => byProduct(count),
});
process.on('SIGTERM', () => void Promise.resolve(app?.stop()).then(() => process.exit(0)));
