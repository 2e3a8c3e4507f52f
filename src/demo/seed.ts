/** Fills an empty installation with demo people and listings, through the same interface that people use. */
import type { AddressInfo } from 'node:net';
import type { App } from '../app';
import { Api } from '../journey/api';
import { createServer } from '../platform/http/node-server';
import { systemActor } from '../platform/kernel/actor';
import { demoSession } from './demo-session';
import { DEMO_LISTINGS, type DemoListing } from './listings';
import { DEMO_PEOPLE } from './people';

const CREDITS = 10;
const demo = systemActor('demo');

/** Adds what is missing, so that a seeding that was cut short is finished by the next. False when nothing was. */
export async function seedDemo(app: App): Promise<boolean> {
  const { server, drain } = createServer(app.http);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const gate = new Api(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const newcomers = await seedPeople(app);
    await seedCredits(app, newcomers);
    const listed = await seedListings(app, gate);
    // What the seeding set going (notifications, webhooks) is done before the first person looks.
    await app.platform.queue.runDue();
    return newcomers.length > 0 || listed > 0;
  } finally {
    await drain(0);
  }
}

async function seedPeople({ modules: { identity } }: App): Promise<string[]> {
  const newcomers: string[] = [];
  for (const { what: _, ...person } of Object.values(DEMO_PEOPLE)) {
    if (await identity.findUserByEmail(person.email)) continue;
    newcomers.push((await identity.createUser({ ...person, emailVerified: true }, demo)).id);
  }
  return newcomers;
}

async function seedCredits({ modules: { billing } }: App, userIds: string[]): Promise<void> {
  for (const userId of userIds) {
    const gift = { userId, credits: CREDITS, reason: 'For the demo.', key: `demo:${userId}` };
    await billing.grantBonus(demo, gift);
  }
}

async function seedListings(app: App, gate: Api): Promise<number> {
  const { admin: adminPerson, seller, otherSeller } = DEMO_PEOPLE;
  const missing = await withoutListing(app);
  if (missing.length === 0) return 0;
  const admin = await gate.as(adminPerson.email, adminPerson.password);
  const sellers = await Promise.all(
    [seller, otherSeller].map(({ email, password }) => gate.as(email, password)),
  );
  for (const { stage, ...listing } of missing) {
    const api = sellers[listing.usdot % sellers.length];
    if (!api) continue;
    const { id: userId } = await api.get('/auth/me');
    const { id } = await api.post('/listings', listing);
    if (stage === 'DRAFT') continue;
    await admin.post('/admin/proof-of-control', {
      userId,
      usdot: listing.usdot,
      level: 3,
      evidence: 'Identity, state registration and EIN letter reviewed; live session with the owner.',
      session: demoSession(app.platform.clock.now()),
    });
    await api.post(`/listings/${String(id)}/submit`);
    if (stage === 'PENDING_REVIEW') continue;
    const { version } = (await admin.get(`/listings/${String(id)}`)).management as { version: number };
    await admin.post(`/admin/listings/${String(id)}/approve`, { version });
  }
  return missing.length;
}

async function withoutListing({ platform: { database } }: App): Promise<DemoListing[]> {
  const listed = await database.select<{ usdot: number }>(
    'SELECT usdot FROM listings WHERE usdot IN (:usdots)',
    {
      usdots: DEMO_LISTINGS.map(({ usdot }) => usdot),
    },
  );
  const known = new Set(listed.map(({ usdot }) => Number(usdot)));
  return DEMO_LISTINGS.filter(({ usdot }) => !known.has(usdot));
}
