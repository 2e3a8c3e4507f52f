/** Two instances tell sockets on either what is written to the other, while Redis dies, an instance is replaced, and people leave. */
import { connectLive, type LiveClient } from '../support/live-client';
import { makeUsers, post, signIn, withoutLimits } from '../support/credit-buyers';
import { makeDatabase } from '../support/database';
import { startRedisProcess } from '../support/redis-process';
import { type ServerProcess, startServerProcess } from '../support/server-process';
import type { Figure, Storm } from './storm';

const MESSAGES = 100;
const SMALL_MESSAGES = 15;
const AWAY_MS = 30_000;
const SMALL_AWAY_MS = 1_000;
/** Of a whole telling: posted to one instance, told by the other. */
const SEEN_WITHIN_MS = 100;
/**
 * On a machine that runs the suite beside it one round in so many is quick. Without the word of the other instance each
 * waits for the next look at the log, so that of a round of messages a quarter is slower than `SEEN_WITHIN_MS`.
 */
const SMALL_ROUNDS = 8;
/** What no round makes quicker. */
const SMALL_SEEN_WITHIN_MS = 5_000;
const GONE_WITHIN_MS = 5_000;
/** Without Redis each instance looks at the log from time to time. */
const SEEN_ALONE_WITHIN_MS = 5_000;
/** The shortest life of an access token; in small the clock is moved over it. */
const TOKEN_MS = 60_000;

interface Person {
  email: string;
  token: string;
}

interface Told {
  id: string;
  event: string;
  cursor: string;
  data: { messageId?: string; notificationId?: string };
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Writes to support by the one instance; answers the message's id. */
async function write({ url }: ServerProcess, { token }: Person, content: string): Promise<string> {
  const answer = await post(url, '/messages', token, { receiverId: 'support', content });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`No message was taken: ${answer.status} ${text}`);
  return (JSON.parse(text) as { data: { id: string } }).data.id;
}

const messageOf = ({ data }: Record<string, unknown>): string =>
  String((data as { messageId?: string }).messageId);

async function waitFor(seen: () => boolean, patienceMs: number): Promise<number> {
  const startedAt = performance.now();
  while (!seen() && performance.now() - startedAt < patienceMs) await rest(2);
  return performance.now() - startedAt;
}

/** From the moment at which a message has been taken by one until a socket of the other knows of it. */
async function measure(from: ServerProcess, person: Person, client: LiveClient, times: number) {
  const taken: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const id = await write(from, person, `Message ${n}`);
    const seen = () => client.named('message:new').some((each) => messageOf(each) === id);
    taken.push(await waitFor(seen, SEEN_ALONE_WITHIN_MS + 1_000));
  }
  return taken.toSorted((one, other) => one - other);
}

const percentile = (sorted: readonly number[], of: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? Infinity;

async function readMissed({ url }: ServerProcess, { token }: Person, cursor: string): Promise<Told[]> {
  const missed: Told[] = [];
  for (let next = cursor; ;) {
    const answer = await fetch(`${url}/api/events?cursor=${next}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { data } = (await answer.json()) as { data: { events: Told[]; cursor: string; hasMore: boolean } };
    missed.push(...data.events);
    if (!data.hasMore) return missed;
    next = data.cursor;
  }
}

/** Gives them a credit by the one instance, of which a notice tells. */
async function giveCredit({ url }: ServerProcess, office: string, userId: string): Promise<void> {
  const answer = await post(url, '/credits/bonus', office, {
    userId,
    credits: 1,
    reason: 'As a storm asks.',
  });
  if (!answer.ok) throw new Error(`No credit was given: ${answer.status} ${await answer.text()}`);
}

const read = async ({ url }: ServerProcess, { token }: Person, path: string) =>
  (await (await fetch(`${url}/api${path}`, { headers: { authorization: `Bearer ${token}` } })).json()) as {
    data: { id: string }[] & { id: string };
  };

/** The ids of what they were told of credits, the oldest first. */
const noticesOf = async (at: ServerProcess, person: Person): Promise<string[]> =>
  (await read(at, person, '/notifications?kind=CREDITS_GRANTED&limit=100')).data
    .map(({ id }) => id)
    .toReversed();

async function livePart({ url }: ServerProcess): Promise<string> {
  const body = (await (await fetch(`${url}/api/health/ready`)).json()) as {
    data?: { parts: { name: string; status: string }[] };
    parts?: { name: string; status: string }[];
  };
  const parts = body.parts ?? body.data?.parts ?? [];
  return parts.find(({ name }) => name === 'live')?.status ?? 'unknown';
}

/** On all instances: they follow each other's clock. */
async function moveClock({ url }: ServerProcess, office: string, byMs: number): Promise<void> {
  const answer = await post(url, '/clock/advance', office, { byMs });
  if (!answer.ok) throw new Error(`The clock was not moved: ${answer.status} ${await answer.text()}`);
}

/** How long it takes until all of them have ended. */
async function untilGone(clients: readonly LiveClient[], act: () => Promise<unknown>, patienceMs: number) {
  await act();
  return waitFor(() => clients.every((client) => !client.isOpen()), patienceMs);
}

const lostOf = (written: readonly string[], told: readonly string[]): number =>
  written.filter((id) => !told.includes(id)).length;
const repeatedOf = (ids: readonly string[]): number => ids.length - new Set(ids).size;

export const storm: Storm = {
  fault: 'Redis is killed between two instances, one of them is replaced, and clients are away meanwhile',
  needsServer: true,
  needsProgram: 'redis-server',
  async run({ small, write: say }) {
    const home = await makeDatabase({ migrated: true });
    const redis = await startRedisProcess();
    const environment = {
      ...withoutLimits(home.environment),
      REDIS_URL: redis.url,
      ...{ ACCESS_TOKEN_MINUTES: '1', ...(small ? { CLOCK: 'movable' } : {}) },
    };
    const [admin = ''] = await makeUsers(environment, 'admin', 1);
    const emails = await makeUsers(environment, 'buyer', 5);
    const instances = await Promise.all([startServerProcess(environment), startServerProcess(environment)]);
    const [one, two] = instances;
    const clients: LiveClient[] = [];
    const figures: Figure[] = [];
    const within = small ? SMALL_SEEN_WITHIN_MS : SEEN_WITHIN_MS;
    const persons = async (place: number): Promise<Person> => {
      const email = emails[place] ?? '';
      return { email, token: await signIn(one.url, email) };
    };
    const connect = async ({ url }: ServerProcess, { token }: Person) => {
      const client = await connectLive(url, token);
      clients.push(client);
      return client;
    };
    try {
      /** Anew for each part, since a token lives for a minute. */
      const begin = async () => {
        const person = await persons(0);
        const here = await connect(one, person);
        return { writer: person, here, there: await connect(two, person) };
      };
      let { writer, here, there } = await begin();
      await measure(one, writer, there, 3);
      let apart = await measure(one, writer, there, small ? SMALL_MESSAGES : MESSAGES);
      for (
        let round = 1;
        small && round < SMALL_ROUNDS && percentile(apart, 0.75) > SEEN_WITHIN_MS;
        round += 1
      ) {
        ({ writer, there } = await begin());
        apart = await measure(one, writer, there, SMALL_MESSAGES);
      }
      say(`seen on the other instance after ${apart.map(Math.round).join(', ')} ms`);
      figures.push(
        {
          name: 'seen on the other instance (75 %)',
          value: percentile(apart, 0.75),
          unit: 'ms',
          atMost: SEEN_WITHIN_MS,
        },
        {
          name: 'seen on the other instance (95 %)',
          value: percentile(apart, 0.95),
          unit: 'ms',
          atMost: within,
        },
      );

      const away = await persons(1);
      const before = await connect(two, away);
      const [{ cursor }] = before.named('ready') as [{ cursor: string }];
      before.close();
      const missed: string[] = [];
      const missing = small ? 3 : 10;
      const granter = await signIn(one.url, admin);
      const { id: awayId } = (await read(one, away, '/users/me')).data;
      let notices: string[] = [];
      for (let n = 0; n < missing; n += 1) {
        const instance = n % 2 === 0 ? one : two;
        missed.push(await write(instance, away, `While away ${n}`));
        await giveCredit(instance, granter, awayId);
        // The next once this one has come to the inbox: so there is an order to be told in.
        for (let look = 0; look < 200 && notices.length <= n; look += 1) {
          await rest(50);
          notices = await noticesOf(one, away);
        }
        await rest((small ? SMALL_AWAY_MS : AWAY_MS) / missing);
      }
      const back = await connect(two, away);
      const fetched = await readMissed(two, away, cursor);
      const ids = fetched
        .filter(({ event }) => event === 'message:new')
        .map(({ data }) => String(data.messageId));
      const noticed = fetched
        .filter(({ event }) => event === 'notification')
        .map(({ data }) => String(data.notificationId))
        // A welcome may come as well.
        .filter((id) => notices.includes(id));
      const cursors = fetched.map(({ cursor: at }) => Number(at));
      const backwards = cursors.filter((at, place) => at <= (cursors[place - 1] ?? -1)).length;
      figures.push(
        { name: 'missed while away', value: lostOf(missed, ids), unit: `of ${missing}`, atMost: 0 },
        {
          name: 'notifications missed while away, told twice or out of order',
          value:
            Math.abs(noticed.length - missing) + notices.filter((id, place) => id !== noticed[place]).length,
          unit: `of ${missing}`,
          atMost: 0,
        },
        { name: 'cursors out of order', value: backwards, unit: 'events', atMost: 0 },
        {
          name: 'told twice, by cursor or socket',
          value: repeatedOf([...ids, ...back.named('message:new').map(messageOf)]),
          unit: 'events',
          atMost: 0,
        },
        {
          name: 'out of order',
          value: ids.filter((id, place) => id !== missed[place]).length,
          unit: 'events',
          atMost: 0,
        },
      );

      ({ writer, here, there } = await begin());
      await redis.kill();
      const alone = await measure(one, writer, here, small ? 3 : 10);
      const apartAlone = await measure(one, writer, there, small ? 3 : 10);
      const said = await Promise.all([livePart(one), livePart(two)]);
      say(
        `without Redis: ${said.join(', ')}; own ${alone.map(Math.round).join(', ')} ms; other ${apartAlone.map(Math.round).join(', ')} ms`,
      );
      figures.push(
        {
          name: 'seen on the same instance without Redis',
          value: alone.at(-1) ?? Infinity,
          unit: 'ms',
          atMost: small ? within : SEEN_WITHIN_MS * 10,
        },
        {
          name: 'seen on the other without Redis',
          value: apartAlone.at(-1) ?? Infinity,
          unit: 'ms',
          atMost: SEEN_ALONE_WITHIN_MS,
        },
        {
          name: 'instances that hide that Redis is away',
          value: said.filter((status) => status === 'up').length,
          unit: 'of 2',
          atMost: 0,
        },
      );
      await redis.start();
      await rest(small ? 500 : 5_000);
      ({ writer, there } = await begin());
      const again = await measure(one, writer, there, small ? 3 : 20);
      figures.push({
        name: 'seen on the other once Redis is back',
        value: percentile(again, 0.5),
        unit: 'ms',
        atMost: within,
      });

      const office = await signIn(one.url, admin);
      const suspended = await persons(2);
      const suspend = async () => {
        const { data } = (await (
          await fetch(`${one.url}/api/users/me`, { headers: { authorization: `Bearer ${suspended.token}` } })
        ).json()) as { data: { id: string } };
        return post(one.url, `/admin/users/${data.id}/suspend`, office, { reason: 'As a storm asks.' });
      };
      const leaver = await persons(3);
      const leave = () => post(one.url, '/auth/logout-all', leaver.token, {});
      for (const [name, person, act] of [
        ['suspension', suspended, suspend],
        ['log-out', leaver, leave],
      ] as const) {
        const both = [await connect(one, person), await connect(two, person)];
        const value = await untilGone(both, act, 2 * GONE_WITHIN_MS);
        figures.push({ name: `gone on both after ${name}`, value, unit: 'ms', atMost: GONE_WITHIN_MS });
      }
      const signedInAt = performance.now();
      const expiring = await persons(4);
      const both = [await connect(one, expiring), await connect(two, expiring)];
      const goneAfter = await untilGone(
        both,
        async () => small && (await moveClock(one, await signIn(one.url, admin), TOKEN_MS)),
        (small ? 0 : TOKEN_MS) + 2 * GONE_WITHIN_MS,
      );
      figures.push({
        name: 'gone on both after the token has expired',
        value: small ? goneAfter : performance.now() - signedInAt - TOKEN_MS,
        unit: 'ms',
        atMost: GONE_WITHIN_MS,
      });

      const mover = await persons(0);
      const last = await connect(two, mover);
      const [{ cursor: from }] = last.named('ready') as [{ cursor: string }];
      const stopping = two.stop();
      const during: string[] = [];
      for (let n = 0; n < 5; n += 1) during.push(await write(one, mover, `While it is replaced ${n}`));
      await last.ended();
      const elsewhere = await connect(one, mover);
      const fetchedElsewhere = (await readMissed(one, mover, from))
        .filter(({ event }) => event === 'message:new')
        .map(({ data }) => String(data.messageId));
      const all = [...new Set([...fetchedElsewhere, ...elsewhere.named('message:new').map(messageOf)])];
      figures.push(
        {
          name: 'missed while an instance is replaced',
          value: lostOf(during, all),
          unit: `of ${during.length}`,
          atMost: 0,
        },
        {
          name: 'ended with another code than 0',
          value: (await stopping) === 0 ? 0 : 1,
          unit: 'of 1',
          atMost: 0,
        },
      );
      return figures;
    } finally {
      for (const client of clients) client.close();
      await Promise.all(instances.map((instance) => instance.kill()));
      await redis.kill();
      await home.remove();
    }
  },
};
