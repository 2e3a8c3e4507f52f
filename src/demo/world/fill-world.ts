/** Fills the demo with companies, people, bargaining and sales of the last quarter, by the requests that people send. */
import type { AddressInfo } from 'node:net';
import { type App, buildApp } from '../../app';
import type { Config } from '../../config';
import { Api, type Json } from '../../journey/api';
import { type MadeUpCarrier, madeUpCarriers } from '../../modules/carriers';
import { createServer } from '../../platform/http/node-server';
import { DAY_MS, HOUR_MS, MINUTE_MS, MovableClock } from '../../platform/kernel/clock';
import { type Chance, seededChance } from '../../platform/kernel/seeded';
import { demoSession } from '../demo-session';
import { DEMO_PEOPLE } from '../people';
import { listingOf } from './companies';
import { type Member, openOffice } from './office';
import { complete, part, STANDING_DEALS, type StandingDeal } from './deals';
import { bookStrayMoney, QUEUE_WORK } from './queues';
import { PAST_SCENES, RECENT_SCENES, type Scene, type Stage, type Story } from './scenes';
import { WORLD_BUYERS, WORLD_SELLERS } from './world-people';

/** Beside those that the demo has anyway. */
export const WORLD_COMPANIES = 296;
/** A publication lasts 90 days: all of them are still on the market. */
const REACHES_BACK_MS = 85 * DAY_MS;
const SEED = 4_242;
/** Every so many companies something more is done with one, and of late with each: a deposit is waited for longer. */
const SCENE_EVERY = 5;
const RECENT_MS = 6 * DAY_MS;
const SELLER_CREDITS = 40;
const BUYER_CREDITS = 60;
/** The last ones wait for their review. */
const WAITING = 6;
/** Sales of before, by turns with the other scenes. */
const PAST_STORIES = [complete, part] as const;
const STORY_EVERY = 25;
const STORY_ENDS_MS = 30 * DAY_MS;

export interface WorldOptions {
  /** How many companies the world has in the end. */
  companies: number;
  /** The instant up to which the past is made. */
  until: number;
  progress: (done: number, of: number) => void;
}

/** Adds the companies that are missing, in the time before `until`; so one that was cut short is gone on with. */
export async function fillWorld(
  config: Config,
  { companies, until, progress }: WorldOptions,
): Promise<number> {
  const clock = new MovableClock();
  const app = buildApp(config, { silent: true, clock });
  const { server, drain } = createServer(app.http);
  try {
    const carriers = madeUpCarriers(companies);
    const missing = await withoutListing(app, carriers);
    if (missing.length === 0) return 0;
    await app.prepare();
    clock.setBack(clock.now() - (await startsAt(app, until, carriers)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const gate = new Api(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await playOut(app, clock, gate, missing, { until, progress, companies });
    return missing.length;
  } finally {
    await drain(0);
    await app.stop();
  }
}

/** Behind the last company that was added before. */
async function startsAt({ platform: { database } }: App, until: number, carriers: MadeUpCarrier[]) {
  const [last] = await database.select<{ at: number | null }>(
    'SELECT MAX(createdAt) AS at FROM listings WHERE usdot IN (:usdots)',
    { usdots: carriers.map(({ usdot }) => usdot) },
  );
  return Math.max(until - REACHES_BACK_MS, Number(last?.at ?? 0));
}

async function withoutListing(
  { platform: { database } }: App,
  carriers: MadeUpCarrier[],
): Promise<MadeUpCarrier[]> {
  const listed = await database.select<{ usdot: number }>(
    'SELECT usdot FROM listings WHERE usdot IN (:usdots)',
    {
      usdots: carriers.map(({ usdot }) => usdot),
    },
  );
  const known = new Set(listed.map(({ usdot }) => Number(usdot)));
  return carriers.filter(({ usdot }) => !known.has(usdot));
}

/** Sales that go on over weeks, each at its own pace, while other companies come. */
function createStories(clock: MovableClock) {
  const going = new Map<Story, number>();
  const goOn = async (story: Story): Promise<void> => {
    for (;;) {
      const { done, value } = await story.next();
      if (done) return void going.delete(story);
      if (value > 0) return void going.set(story, clock.now() + value);
    }
  };
  return {
    begin: goOn,
    async goOnWithDue(): Promise<void> {
      for (const [story, due] of going) if (due <= clock.now()) await goOn(story);
    },
  };
}

/** The last ones before those that wait stand at a stage each, and have work for the administrators. */
function lateScenes(left: number): ((stage: Stage) => Story | Promise<void>)[] {
  const turn = STANDING_DEALS.length - left;
  const deal = STANDING_DEALS[turn];
  if (!deal) return [];
  const work = QUEUE_WORK[turn];
  return work ? [work, deal.play] : [deal.play];
}

/** Who of those whom one may sign in as has a part in the sale of that company. */
function castOf(left: number): Pick<StandingDeal, 'buyer' | 'seller'> {
  return STANDING_DEALS[STANDING_DEALS.length - left] ?? {};
}

function sceneOf(n: number, isRecent: boolean): Scene | undefined {
  if (isRecent) return RECENT_SCENES[n % RECENT_SCENES.length];
  return n % SCENE_EVERY === 0 ? PAST_SCENES[(n / SCENE_EVERY) % PAST_SCENES.length] : undefined;
}

async function playOut(
  app: App,
  clock: MovableClock,
  gate: Api,
  missing: MadeUpCarrier[],
  { until, progress, companies }: WorldOptions,
): Promise<void> {
  const office = openOffice(app, clock, gate);
  const stories = createStories(clock);
  const sellers = [];
  for (const person of WORLD_SELLERS) sellers.push(await office.join(person, SELLER_CREDITS));
  const buyers = [];
  for (const person of WORLD_BUYERS) buyers.push(await office.join(person, BUYER_CREDITS));
  const known = new Map<string, Member>();
  for (const name of ['seller', 'otherSeller', 'buyer', 'otherBuyer'] as const)
    known.set(name, await office.join(DEMO_PEOPLE[name], 0));
  const ndaVersion = String((await office.nda()).version);
  const from = clock.now();
  const step = Math.max(0, until - from - 2 * HOUR_MS) / missing.length;
  for (const [n, carrier] of missing.entries()) {
    const chance: Chance = seededChance(SEED + carrier.usdot);
    await office.until(from + Math.floor(step * n));
    await stories.goOnWithDue();
    const left = missing.length - WAITING - n;
    const cast = castOf(left);
    const seller = known.get(cast.seller ?? '') ?? sellers[carrier.usdot % sellers.length];
    if (!seller) continue;
    const api = await office.as(seller);
    const listing = listingOf(carrier, clock.now(), chance);
    const { id } = (await api.post('/listings', listing)) as { id: string };
    const admin = await office.as(DEMO_PEOPLE.admin);
    await admin.post('/admin/proof-of-control', {
      ...{ userId: seller.id, usdot: carrier.usdot, level: 3 },
      evidence: 'Identity, state registration and EIN letter reviewed; live session with the owner.',
      session: demoSession(clock.now()),
    });
    await api.post(`/listings/${id}/submit`);
    if (left > 0) {
      const { version } = (await admin.get(`/listings/${id}`)).management as Json;
      await admin.post(`/admin/listings/${id}/approve`, { version });
      const late = lateScenes(left);
      const isStory = n % STORY_EVERY === 0 && clock.now() < until - STORY_ENDS_MS;
      const story = isStory ? PAST_STORIES[(n / STORY_EVERY) % PAST_STORIES.length] : undefined;
      const scene = story ?? sceneOf(n, clock.now() > until - RECENT_MS);
      const scenes = late.length > 0 ? late : scene ? [scene] : [];
      const buyer = known.get(cast.buyer ?? '') ?? buyers[(n * 5 + (n >> 3)) % buyers.length];
      if (buyer) {
        if (scenes.length > 0) clock.advance(20 * MINUTE_MS);
        const stage: Stage = {
          ...{ office, seller, buyer, ndaVersion, chance },
          listing: { id, askingPriceCents: listing.deal.askingPriceCents },
          approvalRequired: listing.approvalRequired,
        };
        for (const play of scenes) {
          const played = play(stage);
          await ('next' in played ? stories.begin(played) : played);
        }
      }
    }
    progress(companies - missing.length + n + 1, companies);
  }
  await stories.goOnWithDue();
  await bookStrayMoney(office);
  await app.platform.queue.runDue();
  await app.modules.audit.seal();
}
