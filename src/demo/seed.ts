/** Fills an empty installation with demo people and listings, through the same interface that people use. */
import type { AddressInfo } from 'node:net';
import type { App } from '../app';
import { Api } from '../journey/api';
import { createServer } from '../platform/http/server';
import { systemActor } from '../platform/kernel/actor';
import { DEMO_LISTINGS } from './listings';
import { DEMO_PEOPLE } from './people';

const CREDITS = 10;

/** False when the demo people are there already; then nothing is changed. */
export async function seedDemo(app: App): Promise<boolean> {
  const server = createServer(app.http);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const gate = new Api(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    if (await canSignIn(gate)) return false;
    await seedPeople(app);
    await seedListings(gate);
    // What the seeding set going (notifications, webhooks) is done before the first person looks.
    await app.platform.queue.runDue();
    return true;
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const canSignIn = (gate: Api): Promise<boolean> =>
  gate.as(DEMO_PEOPLE.admin.email, DEMO_PEOPLE.admin.password).then(
    () => true,
    () => false,
  );

async function seedPeople({ modules }: App): Promise<void> {
  for (const { what: _, ...person } of Object.values(DEMO_PEOPLE)) {
    await modules.identity.createUser(person, systemActor('demo'));
  }
}

async function seedListings(gate: Api): Promise<void> {
  const { admin: adminPerson, seller, otherSeller, buyer, otherBuyer } = DEMO_PEOPLE;
  const admin = await gate.as(adminPerson.email, adminPerson.password);
  for (const person of [seller, otherSeller, buyer, otherBuyer]) {
    const api = await gate.as(person.email, person.password);
    const { id } = await api.get('/auth/me');
    await admin.post('/credits/bonus', { userId: id, credits: CREDITS, reason: 'For the demo.' });
  }
  for (const [index, { stage, ...listing }] of DEMO_LISTINGS.entries()) {
    const owner = index % 2 === 0 ? seller : otherSeller;
    const api = await gate.as(owner.email, owner.password);
    const { id: userId } = await api.get('/auth/me');
    const { id } = await api.post('/listings', listing);
    if (stage === 'DRAFT') continue;
    await api.post(`/listings/${String(id)}/submit`);
    if (stage === 'PENDING_REVIEW') continue;
    await admin.post('/admin/proof-of-control', {
      userId,
      usdot: listing.usdot,
      level: 2,
      evidence: 'Identity, state registration and EIN letter reviewed.',
    });
    await admin.post(`/admin/listings/${String(id)}/approve`);
  }
}
