/** The audit trail keeps its promises: nothing is lost, and nothing is changed unseen. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor } from '../../platform/kernel/actor';
import { HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { createSeal } from './use-cases/seal';
import { createVerify } from './use-cases/verify';

const actor = systemActor('audit.test');

describe('the audit trail', () => {
  let app: TestApp;

  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  const record = (subjectId: string, more: { reason?: string; detail?: Record<string, unknown> } = {}) =>
    app.modules.audit.record({
      actor,
      action: 'note.written',
      subject: { type: 'note', id: subjectId },
      ...more,
    });

  const entriesOf = (subjectId: string) =>
    app.platform.database.select<{ id: string }>(
      'SELECT id FROM audit_entries WHERE subjectId = :subjectId',
      {
        subjectId,
      },
    );

  const checks = async () => (await app.modules.audit.findViolations()).map(({ check }) => check);

  const dropTrigger = (name: string) => app.platform.database.change(`DROP TRIGGER ${name}`);

  it('holds no entry of a unit that was rolled back', async () => {
    const undone = app.platform.database.atomically(async () => {
      await record('undone');
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    await record('done');
    expect(await entriesOf('undone')).toHaveLength(0);
    expect(await entriesOf('done')).toHaveLength(1);
  });

  it('goes to an administrator as a file, all of it that is asked for, and begins no formula; that it went is written down', async () => {
    const admin = await app.make.admin();
    await record('first', { reason: '=HYPERLINK("http://x")' });
    // More than one batch.
    await app.platform.database.atomically(async () => {
      for (let n = 0; n < 1_000; n += 1) await record(`n${n}`);
    });
    await record('last', { detail: { said: 'a,b' } });
    const asked = '?action=note.written&subjectType=note';
    const file = await admin.get(`/admin/action-log/export${asked}`);
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect(file.headers.get('content-length')).toBeNull();
    const lines = file.bytes.toString().trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 1_002);
    expect(lines[0]).toMatch(
      /^Time \(UTC\),Kind of actor,Actor id,Actor,Action,Subject type,Subject id,Reason,/,
    );
    expect(lines[1]).toContain('note.written,note,last,,"{""said"":""a,b""}",');
    expect(lines.at(-1)).toContain(`,note,first,"'=HYPERLINK(""http://x"")",`);
    const { body } = await admin.get('/admin/action-log?action=action_log.exported');
    expect(body.data).toMatchObject([
      { actor: { id: admin.id }, detail: { action: 'note.written', subjectType: 'note' } },
    ]);
    const all = (await admin.get('/admin/action-log/export')).bytes.toString();
    expect(all).toContain(`USER,${admin.id},Test Person,action_log.exported,action_log,all,`);
  });

  it('refuses to change or remove an entry or a seal', async () => {
    await record('a');
    await app.modules.audit.seal();
    for (const table of ['audit_entries', 'audit_seals']) {
      const column = table === 'audit_entries' ? 'actorId' : 'hash';
      await expect(app.platform.database.change(`UPDATE ${table} SET ${column} = 'x'`)).rejects.toThrow(
        /insert-only/,
      );
      await expect(app.platform.database.change(`DELETE FROM ${table}`)).rejects.toThrow(/insert-only/);
    }
  });

  it('seals every entry once, in a chain without gaps, however many sealers run at once', async () => {
    for (let n = 0; n < 25; n += 1) await record(`thing-${n}`);
    const before = await app.platform.database.select('SELECT seq FROM audit_seals');
    const sealed = await Promise.all([1, 2, 3, 4].map(() => app.modules.audit.seal()));
    await app.modules.audit.seal();
    const seals = await app.platform.database.select<{ seq: number }>(
      'SELECT seq FROM audit_seals ORDER BY seq',
    );
    expect(sealed.reduce((sum, count) => sum + count, 0) + before.length).toBe(seals.length);
    expect(seals.length).toBeGreaterThanOrEqual(25);
    expect(seals.map(({ seq }) => seq)).toEqual(seals.map((_, index) => index + 1));
    expect(await checks()).toEqual([]);
  });

  it('finds an entry that was changed', async () => {
    await record('a');
    await record('b', { reason: 'as agreed' });
    await app.modules.audit.seal();
    await dropTrigger('audit_entries_no_update');
    await app.platform.database.change(
      `UPDATE audit_entries SET reason = 'as ordered' WHERE subjectId = 'b'`,
    );
    expect(await checks()).toEqual(['audit.entry_unchanged']);
  });

  it('finds an entry that was removed, and one removed together with its seal', async () => {
    for (const subject of ['a', 'b', 'c']) await record(subject);
    await app.modules.audit.seal();
    await dropTrigger('audit_entries_no_delete');
    const [b] = await entriesOf('b');
    await app.platform.database.change(`DELETE FROM audit_entries WHERE subjectId = 'b'`);
    expect(await checks()).toEqual(['audit.entry_present']);
    await dropTrigger('audit_seals_no_delete');
    await app.platform.database.change('DELETE FROM audit_seals WHERE entryId = :id', { id: b?.id ?? '' });
    expect(await checks()).toEqual(['audit.no_gap']);
  });

  it('finds a seal that was rewritten to fit a changed entry', async () => {
    for (const subject of ['a', 'b', 'c']) await record(subject);
    await app.modules.audit.seal();
    await dropTrigger('audit_seals_no_update');
    const [b] = await entriesOf('b');
    const forged = { id: b?.id ?? '', hash: 'f'.repeat(64) };
    await app.platform.database.change('UPDATE audit_seals SET hash = :hash WHERE entryId = :id', forged);
    expect(await checks()).toEqual(['audit.seal_unchanged', 'audit.chained']);
  });

  it('finds an entry that was inserted under an earlier date', async () => {
    await record('a');
    app.clock.advance(2 * HOUR_MS);
    await record('b');
    await app.modules.audit.seal();
    await app.platform.database.change(
      `INSERT INTO audit_entries (id, occurredAt, actorKind, actorId, action, subjectType, subjectId)
       VALUES (:id, :occurredAt, 'system', 'forger', 'note.written', 'thing', 'z')`,
      { id: newId(), occurredAt: app.clock.now() - HOUR_MS },
    );
    expect(await checks()).toEqual(['audit.sealed']);
  });

  it('is sealed whole after a long time without a sealer, however much has come together', async () => {
    const { modules, platform } = app;
    await platform.database.atomically(async () => {
      for (let n = 0; n < 450; n += 1) {
        await modules.audit.record({
          ...{
            actor: systemActor('tests'),
            action: 'note.written',
            subject: { type: 'note', id: String(n) },
          },
        });
      }
    });
    app.clock.advance(3 * HOUR_MS);
    await modules.audit.seal();
    expect(await checks()).toEqual([]);
  });

  it('is sealed whole by a sealer whose clock was behind the last one', async () => {
    await record('a');
    await app.modules.audit.seal();
    app.clock.setBack(3 * HOUR_MS);
    await record('b');
    await app.modules.audit.seal();
    app.clock.advance(3 * HOUR_MS);
    expect(await checks()).toEqual([]);
  });

  it('is left to whoever makes up the past, and holds nothing against it meanwhile', async () => {
    const { platform } = app;
    let isPastMade = true;
    const seal = createSeal(platform, [], () => isPastMade);
    const verify = createVerify(platform, seal, [], () => isPastMade);
    const before = await platform.database.select('SELECT seq FROM audit_seals');
    await record('a');
    app.clock.advance(2 * HOUR_MS);
    expect(await seal()).toBe(0);
    expect((await verify()).violations).toEqual([]);
    expect(await platform.database.select('SELECT seq FROM audit_seals')).toEqual(before);
    isPastMade = false;
    expect(await seal()).toBeGreaterThan(0);
  });

  it('is sealed on schedule', async () => {
    await record('a');
    await app.settle();
    const [seal] = await app.platform.database.select(
      `SELECT s.seq FROM audit_seals s JOIN audit_entries e ON e.id = s.entryId WHERE e.subjectId = 'a'`,
    );
    expect(seal).toBeDefined();
  });

  it('keeps secrets out', async () => {
    await record('a', {
      reason: 'The caller said: Bearer abcdef123456',
      detail: {
        password: 'hunter2hunter2',
        amountCents: 500,
        note: 'SSN 078-05-1120',
        refundId: 're_3Oq8abcDEFghij12KLmnop',
        code: 'card_declined',
      },
    });
    const [entry] = await app.platform.database.select<{ reason: string; detail: string }>(
      `SELECT reason, detail FROM audit_entries WHERE subjectId = 'a'`,
    );
    expect(entry?.reason).toBe('The caller said: Bearer [redacted]');
    expect(JSON.parse(entry?.detail ?? '{}')).toEqual({
      password: '[redacted]',
      amountCents: 500,
      note: 'SSN [redacted number]',
      refundId: 're_3Oq8abcDEFghij12KLmnop',
      code: 'card_declined',
    });
  });

  it('is read by admins alone, filtered and paged, newest first', async () => {
    const admin = await app.make.admin();
    const user = await app.make.user({ roles: ['buyer'] });
    expect((await app.anonymous.get('/admin/action-log')).status).toBe(401);
    expect((await user.get('/admin/action-log')).status).toBe(403);
    expect((await user.get('/admin/action-log/verify')).status).toBe(403);

    for (const subject of ['a', 'b', 'c']) await record(subject, { detail: { subject } });
    const query = '/admin/action-log?actor=audit.test&action=note.written&subjectType=note';
    const first = await admin.get(`${query}&limit=2`);
    expect(first.status).toBe(200);
    expect(first.body.data.map((entry: { subject: { id: string } }) => entry.subject.id)).toEqual(['c', 'b']);
    const second = await admin.get(`${query}&limit=2&cursor=${first.body.pagination.nextCursor}`);
    expect(second.body.data).toMatchObject([
      { subject: { type: 'note', id: 'a' }, detail: { subject: 'a' } },
    ]);
    expect(second.body.pagination.hasNext).toBe(false);
    expect((await admin.get(`${query}&subjectId=b`)).body.data).toHaveLength(1);

    await app.modules.audit.record({
      ...{
        actor: { kind: 'user', userId: admin.id, roles: ['admin'], sessionId: newId() },
        action: 'note.taken_back',
      },
      subject: { type: 'note', id: 'd' },
    });
    const seen = await admin.get('/admin/action-log?action=note.taken_back');
    expect(seen.body.data).toMatchObject([{ actor: { kind: 'USER', id: admin.id, name: 'Test Person' } }]);
    expect(first.body.data[0].actor.name).toBeNull();

    const tomorrow = new Date(app.clock.now() + 24 * HOUR_MS).toISOString();
    expect((await admin.get(`${query}&from=${tomorrow}`)).body.data).toEqual([]);
    expect((await admin.get(`${query}&to=${tomorrow}`)).body.data).toHaveLength(3);
    expect((await admin.get('/admin/action-log?from=yesterday')).status).toBe(400);
    expect((await admin.get('/admin/action-log?actor=Jos%C3%A9')).status).toBe(400);
    expect((await admin.get('/admin/action-log?cursor=rubbish')).status).toBe(400);
  });

  it('finds an end that was cut off with its seals, and one that was made anew, by its anchor', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-anchor-'));
    const AUDIT_ANCHOR_FILE = join(folder, 'anchor');
    const anchored = await startTestApp({ environment: { AUDIT_ANCHOR_FILE } });
    const { database } = anchored.platform;
    const { audit } = anchored.modules;
    const checksThere = async () => (await audit.findViolations()).map(({ check }) => check);
    const note = (id: string) =>
      audit.record({ actor, action: 'note.written', subject: { type: 'note', id } });
    for (const id of ['a', 'b', 'c']) {
      await note(id);
      await audit.seal();
    }
    expect(await checksThere()).toEqual([]);

    for (const table of ['audit_entries', 'audit_seals'])
      await database.change(`DROP TRIGGER ${table}_no_delete`);
    const [cut] = await database.select<{ entryId: string }>(
      'SELECT entryId FROM audit_seals ORDER BY seq DESC LIMIT 1',
    );
    await database.change('DELETE FROM audit_seals WHERE entryId = :entryId', cut);
    await database.change('DELETE FROM audit_entries WHERE id = :entryId', cut);
    expect(await checksThere()).toEqual(['audit.anchored']);
    await note('d');
    await audit.seal();
    expect(await checksThere()).toEqual(['audit.anchored']);
    await anchored.close();
    rmSync(folder, { recursive: true });
  });

  it('finds an end that was cut off beneath an instance that runs, without an anchor too', async () => {
    for (let n = 0; n < 7; n += 1) await record(`thing-${n}`);
    expect(await checks()).toEqual([]);
    const { database } = app.platform;
    for (const table of ['audit_entries', 'audit_seals']) await dropTrigger(`${table}_no_delete`);
    const cut = await database.select<{ entryId: string }>(
      'SELECT entryId FROM audit_seals ORDER BY seq DESC LIMIT 5',
    );
    const ids = cut.map(({ entryId }) => entryId);
    await database.change('DELETE FROM audit_seals WHERE entryId IN (:ids)', { ids });
    await database.change('DELETE FROM audit_entries WHERE id IN (:ids)', { ids });
    expect(await checks()).toEqual(['audit.anchored']);
    for (let n = 0; n < 7; n += 1) await record(`new-${n}`);
    expect(await checks()).toEqual(['audit.anchored']);
  });

  it('tells an admin whether it is intact', async () => {
    const admin = await app.make.admin();
    await record('a');
    const intact = await admin.get('/admin/action-log/verify');
    expect(intact.body.data).toMatchObject({ intact: true, violations: [] });
    expect(intact.body.data.head.sealNumber).toBeGreaterThanOrEqual(1);
    await dropTrigger('audit_entries_no_update');
    await app.platform.database.change(`UPDATE audit_entries SET actorId = 'x' WHERE subjectId = 'a'`);
    expect((await admin.get('/admin/action-log/verify')).body.data).toMatchObject({
      intact: false,
      violations: [{ check: 'audit.entry_unchanged' }],
    });
  });
});
