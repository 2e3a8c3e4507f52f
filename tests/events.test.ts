/** Every kind of event has somebody to hear it, and a place in docs/events.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventDescription } from '../src/platform/events/define-event';
import { eventDocument } from '../src/platform/events/event-document';
import { startTestApp, type TestApp } from './support/app';
import { productEvents } from './support/product-events';

let app: TestApp;
let defined: EventDescription[];
beforeAll(async () => {
  app = await startTestApp();
  defined = await productEvents();
});
afterAll(() => app.close());

const heard = () => new Set(app.platform.events.handlers().map(({ event }) => event));

it('is heard by a module or declared as for the feed only, and never both', () => {
  const unheard = defined.filter((kind) => !kind.feedOnly && !heard().has(kind.name));
  expect(unheard.map(({ name }) => name)).toEqual([]);
  const both = defined.filter((kind) => kind.feedOnly && heard().has(kind.name));
  expect(both.map(({ name }) => name)).toEqual([]);
});

it('has a name of its own, which no other has or had, and a sentence that says when it is told', () => {
  const names = defined.flatMap(({ name, formerly }) => [name, ...formerly]);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z_]+\.[a-z_]+$/);
  for (const { when } of defined) expect(when).toMatch(/^[A-Z].+\.$/);
});

it('stands in docs/events.md as it is (npm run events writes it anew)', () => {
  const checkedIn = readFileSync(join(app.config.productFolder, 'docs/events.md'), 'utf8');
  expect(eventDocument(defined, app.platform.events.handlers(), app.modules.live.document)).toBe(checkedIn);
});

it('tells those who follow the log who was signed out, and whose roles changed', async () => {
  const [admin, user, leaving] = [await app.make.admin(), await app.make.buyer(), await app.make.buyer()];
  const told: unknown[] = [];
  app.platform.events.follow(
    'test',
    { cursor: 'memory', from: 'beginning' },
    ({ name, subject, payload }) => {
      if (name.endsWith('_ended') || name.endsWith('roles_changed')) told.push({ name, subject, payload });
      return Promise.resolve();
    },
  );
  expect((await leaving.post('/auth/logout')).status).toBeLessThan(300);
  await user.post('/users/me/roles', { role: 'SELLER' });
  const given = { roles: ['BUYER'], reason: 'Does not sell' };
  expect((await admin.post(`/admin/users/${user.id}/roles`, given)).status).toBe(200);
  expect((await admin.post(`/admin/users/${user.id}/suspend`, { reason: 'Looks odd' })).status).toBe(200);
  await app.settle();
  expect(told).toMatchObject([
    { name: 'user.sessions_ended', subject: leaving.id, payload: { reason: 'LOGGED_OUT' } },
    { name: 'user.roles_changed', subject: user.id, payload: { given: ['seller'], taken: [] } },
    { name: 'user.roles_changed', subject: user.id, payload: { given: [], taken: ['seller'] } },
    { name: 'user.sessions_ended', subject: user.id, payload: { sessionId: null, reason: 'USER_SUSPENDED' } },
  ]);
});
