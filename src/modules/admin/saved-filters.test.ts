/** Filters of administrators' lists are kept under names; what a list does not take is not kept. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { succeed } from '../../../tests/support/make-transactions';

let app: TestApp;
let admin: TestUser;
let other: TestUser;

beforeAll(async () => {
  app = await startTestApp();
  admin = await app.make.admin();
  other = await app.make.admin();
});
afterAll(() => app.close());

const save = (body: object, by = admin) => by.post('/admin/filters', body);
const blocked = { list: '/admin/users', name: 'Blocked', query: { status: 'BLOCKED' } };
const namesOf = async (by: TestUser, query = ''): Promise<string[]> =>
  ((await succeed(by.get(`/admin/filters${query}`))).body.data as { name: string }[]).map(({ name }) => name);
const codeOf = async (answer: ReturnType<TestUser['post']>) => {
  const { status, body } = await answer;
  return `${status} ${body.code ?? ''}`.trim();
};

it('is its owner’s, shared with all, or neither, and changed by its owner alone', async () => {
  const { body } = await succeed(save(blocked));
  const { id } = body.data;
  expect(body.data).toMatchObject({ ...blocked, shared: false, own: true, good: true });
  expect(await namesOf(other)).toEqual([]);
  const path = `/admin/filters/${id}`;
  expect((await other.put(path, { shared: true })).status).toBe(404);
  await succeed(admin.put(path, { shared: true, name: 'Blocked people' }));
  expect(await namesOf(other, '?list=/admin/users')).toEqual(['Blocked people']);
  expect(await namesOf(other, '?list=/admin/offers')).toEqual([]);
  expect((await other.get('/admin/filters')).body.data[0]).toMatchObject({
    own: false,
    owner: { id: admin.id },
  });
  expect((await other.put(path, { name: 'Mine now' })).status).toBe(404);
  expect((await other.send('delete', path)).status).toBe(404);
  await succeed(admin.send('delete', path));
  expect(await namesOf(admin)).toEqual([]);
});

it('is one that its list takes', async () => {
  const fieldsOf = async (body: object) => {
    const answer = await save({ name: 'Wrong', ...body });
    return [answer.status, ...(answer.body.errors as { field: string }[]).map(({ field }) => field)];
  };
  expect(await fieldsOf({ list: '/admin/users', query: { status: 'ASLEEP' } })).toEqual([
    400,
    'query.status',
  ]);
  expect(await fieldsOf({ list: '/admin/users', query: { shoeSize: '44' } })).toEqual([
    400,
    'query.shoeSize',
  ]);
  expect(await fieldsOf({ list: '/admin/users', query: { cursor: 'x' } })).toEqual([400, 'query.cursor']);
  expect(await fieldsOf({ list: '/admin/nothing', query: {} })).toEqual([400, 'list']);
  expect(await fieldsOf({ list: '/admin/queues', query: {} })).toEqual([400, 'list']);
  expect(await namesOf(admin)).toEqual([]);
});

it('has a name of its own in its list, also of two at once', async () => {
  const both = await Promise.all([codeOf(save(blocked)), codeOf(save(blocked))]);
  expect(both.toSorted()).toEqual(['201', '409 filter_exists']);
  await succeed(save({ ...blocked, list: '/admin/transactions', query: { status: 'DISPUTED' } }));
  await succeed(save(blocked, other));
  const second = await succeed(save({ ...blocked, name: 'Others' }));
  expect(await codeOf(admin.put(`/admin/filters/${second.body.data.id}`, { name: 'Blocked' }))).toBe(
    '409 filter_exists',
  );
});

it('is changed to nothing that its list does not take', async () => {
  const { body } = await succeed(save({ ...blocked, name: 'To be changed' }));
  const changed = await admin.put(`/admin/filters/${body.data.id}`, { query: { status: 'ASLEEP' } });
  expect(changed.status).toBe(400);
  expect(changed.body.errors[0].field).toBe('query.status');
});

it('is one of a hundred at most', async () => {
  const collector = await app.make.admin();
  for (let n = 0; n < 100; n += 1) await succeed(save({ ...blocked, name: `Filter ${n}` }, collector));
  expect(await codeOf(save({ ...blocked, name: 'One more' }, collector))).toBe('409 too_many_filters');
  await succeed(save({ ...blocked, name: 'Of another' }, other));
});

it('is written down with who saved, changed and removed it', async () => {
  const { id } = (await succeed(save({ ...blocked, name: 'Written down' }))).body.data;
  await succeed(admin.put(`/admin/filters/${id}`, { shared: true }));
  await succeed(admin.send('delete', `/admin/filters/${id}`));
  const { body } = await succeed(
    admin.get(`/admin/action-log?subjectType=saved_filter&subjectId=${id}&limit=50`),
  );
  expect((body.data as { action: string }[]).map(({ action }) => action).toSorted()).toEqual([
    ...['saved_filter.changed', 'saved_filter.made', 'saved_filter.removed'],
  ]);
});

it('tells where its list takes it no more', async () => {
  const { body } = await succeed(save({ ...blocked, name: 'Old' }));
  await app.platform.database.change(`UPDATE admin_filters SET query = '{"status":"GONE"}' WHERE id = :id`, {
    id: body.data.id,
  });
  const rows = (await succeed(admin.get('/admin/filters'))).body.data as { name: string; good: boolean }[];
  expect(rows.find(({ name }) => name === 'Old')?.good).toBe(false);
});

it('asks every list of administrators for what it takes', async () => {
  const lists = app.app.endpoints.filter(
    ({ contract }) => contract.access === 'admin' && contract.method === 'get' && contract.paged,
  );
  expect(lists.length).toBeGreaterThan(15);
  for (const { contract } of lists.filter(({ contract: { path } }) => !path.includes('{'))) {
    const kept = await save({ list: contract.path, name: 'All of it', query: {} });
    // Some ask for a thing that they are about.
    expect([201, 400]).toContain(kept.status);
    if (kept.status === 400) expect(kept.body.errors[0].field).toMatch(/^query\./);
  }
});
