/** Control of a carrier is proved by its federal mailbox or before an administrator, and by nothing else. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { uploadDocument, uploadVersion } from '../../../../tests/support/make-documents';
import { newListing } from '../../../../tests/support/make-listings';
import { sessionOf, verifiedPaper } from '../../../../tests/support/make-proof';
import { seenHolders } from '../../../../tests/support/read-contest';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { proofOfControlChanged } from '../carriers.events';
import { maskEmail } from './proof-of-control.rules';

const USDOT = 9900001;
const MAILBOX = 'dispatch@prairie-lantern.example.com';
const DESCRIPTION = 'I can show the articles, the EIN letter and the state registration.';
const EVIDENCE = 'Saw articles of organization, EIN letter CP 575 and a driving licence.';

describe('proof of control', () => {
  let app: TestApp;
  let seller: TestUser;
  let admin: TestUser;
  /** When the test began: a day after all before it, so that no limit reaches over. */
  let dawn: number;

  beforeAll(async () => {
    app = await startTestApp({ environment: { FMCSA_WEB_KEY: '' } });
  });
  beforeEach(async () => {
    app.clock.advance(DAY_MS);
    dawn = app.clock.now();
    seller = await app.make.seller();
    admin = await app.make.admin();
  });
  afterAll(() => app.close());

  const start = (user = seller, usdot = USDOT) => user.post('/fmcsa/proof-of-control/start', { usdot });
  const confirm = (code: string, user = seller) =>
    user.post('/fmcsa/proof-of-control/confirm', { usdot: USDOT, code });
  const level = (user = seller) => app.modules.carriers.proofOfControlLevel(user.id, USDOT);
  /** The verified paper that each of them has shown. */
  const papers = new Map<string, string>();
  async function paperOf(user: TestUser): Promise<string> {
    const paper = papers.get(user.id) ?? (await verifiedPaper(user, admin));
    papers.set(user.id, paper);
    return paper;
  }
  /** Whatever the level rests on comes with it. */
  const record = async (body: Record<string, unknown> = {}, who = seller) =>
    admin.post('/admin/proof-of-control', {
      userId: who.id,
      usdot: USDOT,
      level: 2,
      evidence: EVIDENCE,
      documentIds: [await paperOf(who)],
      ...(body.level === 3 ? { session: sessionOf(app.clock.now(), await paperOf(who)) } : {}),
      ...body,
    });
  const actions = async () => {
    const rows = await app.platform.database.select<{ action: string }>(
      `SELECT action FROM audit_entries WHERE subjectId IN (SELECT id FROM control_proofs WHERE userId = :userId)
       ORDER BY occurredAt, id`,
      { userId: seller.id },
    );
    return rows.map(({ action }) => action.replace('proof_of_control.', ''));
  };
  /** What an administrator verified, and takes back. */
  async function reject(paper: string): Promise<void> {
    const { body } = await admin.get(`/documents/${paper}`);
    const verdict = { verdict: 'REJECTED', reason: 'It is forged.', version: body.data.version };
    expect((await admin.put(`/documents/${paper}/verify`, verdict)).status).toBe(200);
  }
  const PAIR = () => ({ userId: seller.id, usdot: USDOT });
  const mails = async () => (await app.mail.sentTo(MAILBOX)).filter(({ sentAt }) => sentAt >= dawn);

  /** The newest code in the carrier's mailbox. */
  async function mailedCode(): Promise<string> {
    const [mail] = await mails();
    return /^\d{6}$/m.exec(mail?.text ?? '')?.[0] ?? '';
  }
  const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  it('sends a code to the federal mailbox, shown masked, and takes it once', async () => {
    const started = await start();
    expect(started.status).toBe(201);
    expect(started.body.data).toMatchObject({
      usdot: USDOT,
      level: 0,
      code: { sentTo: 'd***@p***.com', triesLeft: 5 },
    });
    expect(JSON.stringify(started.body)).not.toContain('prairie-lantern');
    const code = await mailedCode();
    const confirmed = await confirm(code);
    expect(confirmed.body.data).toMatchObject({ level: 1, code: null });
    expect(await level()).toBe(1);
    expect((await confirm(code)).body.code).toBe('control_code_refused');
    expect((await start()).body.code).toBe('control_already_proved');
    expect(await actions()).toEqual(['started', 'confirmed', 'refused']);
  });

  it('takes no address from the caller', async () => {
    const { status } = await seller.post('/fmcsa/proof-of-control/start', {
      usdot: USDOT,
      email: 'me@example.com',
    });
    expect(status).toBe(400);
  });

  it('counts wrong codes though it refuses them, and five are the end', async () => {
    await start();
    const code = await mailedCode();
    for (const left of [4, 3, 2, 1, 0]) {
      const { status, body } = await confirm(wrong(code));
      expect([status, body.code]).toEqual([422, 'control_code_refused']);
      const { body: now } = await seller.get(`/fmcsa/proof-of-control/${USDOT}`);
      expect(now.data.code.triesLeft).toBe(left);
    }
    expect((await confirm(code)).body.code).toBe('control_code_refused');
    expect(await level()).toBe(0);
  });

  it('lets five guesses at once be five tries', async () => {
    await start();
    const code = await mailedCode();
    await Promise.all(Array.from({ length: 8 }, () => confirm(wrong(code))));
    expect((await confirm(code)).status).toBe(422);
  });

  it('takes a code within 30 minutes, and only from whoever asked for it', async () => {
    await start();
    const code = await mailedCode();
    const stranger = await app.make.seller();
    expect((await confirm(code, stranger)).status).toBe(422);
    app.clock.advance(30 * MINUTE_MS);
    expect((await confirm(code)).status).toBe(422);
    expect(await level()).toBe(0);
  });

  it('makes an earlier code void by a new one', async () => {
    await start();
    const first = await mailedCode();
    app.clock.advance(60 * SECOND_MS);
    await start();
    const second = await mailedCode();
    if (first !== second) expect((await confirm(first)).status).toBe(422);
    expect((await confirm(second)).status).toBe(200);
  });

  it('sends again only after a minute, and five times a day', async () => {
    await start();
    const soon = await start();
    expect([soon.status, soon.body.code]).toEqual([429, 'control_code_too_soon']);
    expect(Number(soon.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    for (let sent = 1; sent < 5; sent += 1) {
      app.clock.advance(60 * SECOND_MS);
      expect((await start()).status).toBe(201);
    }
    app.clock.advance(60 * SECOND_MS);
    expect((await start()).status).toBe(429);
    expect(await mails()).toHaveLength(5);
    app.clock.advance(DAY_MS);
    expect((await start()).status).toBe(201);
  });

  it('does not flood a mailbox, however many people ask', async () => {
    const others = await Promise.all(Array.from({ length: 11 }, () => app.make.seller()));
    const answers = await Promise.all(others.map((other) => start(other)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(await mails()).toHaveLength(5);
  });

  const used = (answer: Awaited<ReturnType<typeof start>>) =>
    answer.status === 201 ? 'sent' : `${answer.body.code} ${answer.body.detail}`;
  async function startAll(people: TestUser[]): Promise<number> {
    let sent = 0;
    for (const each of people) if ((await start(each)).status === 201) sent += 1;
    return sent;
  }
  const sellers = (count: number) => Promise.all(Array.from({ length: count }, () => app.make.seller()));
  const drafted = async (user: TestUser) => {
    const draft = newListing({ usdot: USDOT });
    expect((await user.post('/listings', draft)).status).toBe(201);
  };

  it('strangers use up no code of whoever drafts or lists the carrier, and those none of whoever has proved it', async () => {
    const [drafter, other, third, fourth] = await sellers(4);
    if (!drafter || !other || !third || !fourth) throw new Error('Four sellers were asked for.');
    await start();
    await confirm(await mailedCode());
    app.clock.advance(340 * DAY_MS);
    dawn = app.clock.now();
    const signedIn = async (user: TestUser) => {
      const { body } = await app.anonymous.post('/auth/login', {
        email: user.email,
        password: user.password,
      });
      return app.withToken(body.data.accessToken);
    };
    const [owner, ...drafters] = await Promise.all([seller, drafter, other, third, fourth].map(signedIn));
    for (const each of drafters) await drafted(each as TestUser);
    expect(await startAll(await sellers(6))).toBe(5);
    const [late] = await sellers(1);
    const until = new Date(dawn + DAY_MS).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length);
    expect(used(await start(late))).toContain(`no draft, no listing and no proof of it, until ${until}`);
    app.clock.advance(MINUTE_MS);
    expect(await startAll(drafters as TestUser[])).toBe(2);
    expect(used(await start(owner as TestUser))).toBe('sent');
    app.clock.advance(DAY_MS);
    expect(used(await start(late))).toBe('sent');
  });

  it('whose own mailbox is that of the federal record gets a code, whatever strangers did', async () => {
    const owner = await app.make.user({ roles: ['seller'], email: MAILBOX });
    expect(await startAll(await sellers(6))).toBe(5);
    expect(used(await start(owner))).toBe('sent');
  });

  it('sends one code though two ask at once', async () => {
    const answers = await Promise.all([start(), start(), start()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 429, 429]);
    expect(await mails()).toHaveLength(1);
  });

  it('has nothing to send to where the record names no address', async () => {
    const { status, body } = await start(seller, 9900006);
    expect([status, body.code]).toEqual([409, 'no_federal_email']);
    expect((await start(seller, 158121)).body.code).toBe('no_federal_email');
    expect((await start(seller, 4242)).body.code).toBe('carrier_not_found');
  });

  it('keeps neither code nor address in its rows', async () => {
    await start();
    const code = await mailedCode();
    const rows = JSON.stringify([
      await app.platform.database.select('SELECT * FROM control_proofs'),
      await app.platform.database.select('SELECT * FROM audit_entries'),
    ]);
    expect(rows).not.toContain(MAILBOX);
    expect(rows).not.toMatch(new RegExp(`\\b${code}\\b`));
    const mail = JSON.stringify(await app.platform.database.select('SELECT subject, body FROM mail_outbox'));
    expect(mail).not.toMatch(new RegExp(`\\b${code}\\b`));
  });

  it('raises the level before an administrator, with evidence, and tells it', async () => {
    const heard: unknown[] = [];
    app.platform.events.on(proofOfControlChanged, 'test', { runs: 'unit' }, async (payload) => {
      heard.push(payload);
      return Promise.resolve();
    });
    const asked = await seller.post('/fmcsa/proof-of-control/request-review', {
      usdot: USDOT,
      description: DESCRIPTION,
    });
    expect(asked.body.data.review).toMatchObject({ state: 'PENDING', description: DESCRIPTION });
    const again = await seller.post('/fmcsa/proof-of-control/request-review', {
      usdot: USDOT,
      description: DESCRIPTION,
    });
    expect(again.body.code).toBe('control_review_pending');
    const pending = await admin.get('/admin/proof-of-control');
    expect(pending.body.data).toMatchObject([{ userId: seller.id, usdot: USDOT, level: 0 }]);
    expect((await record()).status).toBe(201);
    expect(await level()).toBe(2);
    expect((await admin.get('/admin/proof-of-control')).body.data).toEqual([]);
    expect((await record()).body.code).toBe('control_already_proved');
    expect((await record({ level: 3 })).body.data).toMatchObject({ level: 3, evidence: EVIDENCE });
    expect((await record({ level: 2 })).body.code).toBe('control_already_proved');
    await app.settle();
    expect(heard).toMatchObject([
      { userId: seller.id, usdot: USDOT, level: 2, cause: 'RECORDED' },
      { level: 3, cause: 'RECORDED' },
    ]);
    expect(await actions()).toEqual(['review_requested', 'recorded', 'recorded']);
  });

  it('rests level 2 on papers that an administrator has verified, and on nothing else', async () => {
    const id = await uploadDocument(seller, { type: 'EIN_LETTER', title: 'EIN letter' });
    const unread = await uploadDocument(seller, { title: 'Unread' });
    const strangers = await verifiedPaper(await app.make.seller(), admin);
    const request = { usdot: USDOT, description: DESCRIPTION, documentIds: [id, unread] };
    await seller.post('/fmcsa/proof-of-control/request-review', request);
    const bare = { userId: seller.id, usdot: USDOT, level: 2, evidence: EVIDENCE };
    const recorded = async (more: object = {}) => {
      const { status, body } = await admin.post('/admin/proof-of-control', { ...bare, ...more });
      return [status, body.code ?? body.data.papers];
    };
    expect(await recorded()).toEqual([409, 'control_papers_missing']);
    expect(await recorded({ documentIds: [] })).toEqual([409, 'control_papers_missing']);
    for (const other of [unread, strangers, newId()])
      expect(await recorded({ documentIds: [other] })).toEqual([422, 'document_not_usable']);
    expect([await level(), (await seller.delete(`/documents/${id}`)).body.code]).toEqual([
      0,
      'document_kept',
    ]);
    await admin.put(`/documents/${id}/verify`, { verdict: 'VERIFIED', version: 1 });
    // Without a word of which, it is those of the request that were verified.
    const paper = { id, title: 'EIN letter' };
    expect(await recorded()).toEqual([201, [paper]]);
    const { data: own } = (await seller.get(`/fmcsa/proof-of-control/${USDOT}`)).body;
    expect(own).toMatchObject({ level: 2, papers: [paper], session: null });
    expect(own.shownBy).toMatch(/^Papers that an administrator/);
    expect((await seller.delete(`/documents/${id}`)).body.code).toBe('document_kept');
    await admin.post('/admin/proof-of-control/revoke', { ...PAIR(), reason: 'The letter is forged.' });
    const after = (await seller.get(`/fmcsa/proof-of-control/${USDOT}`)).body.data;
    expect(after).toMatchObject({ papers: [], shownBy: null });
  });

  it('keeps a paper that an administrator names as long as the proof stands', async () => {
    const id = await paperOf(seller);
    await record();
    expect((await seller.delete(`/documents/${id}`)).body.code).toBe('document_kept');
    await admin.post('/admin/proof-of-control/revoke', { ...PAIR(), reason: 'They have left the company.' });
    expect((await seller.delete(`/documents/${id}`)).status).toBe(200);
  });

  it('takes the note of an administrator where that is configured, and says that there is nothing else', async () => {
    const lenient = await startTestApp({ environment: { FMCSA_WEB_KEY: '', CONTROL_PROOF: 'note' } });
    try {
      const [owner, reviewer] = [await lenient.make.seller(), await lenient.make.admin()];
      for (const by of [2, 3]) {
        const proof = { userId: owner.id, usdot: USDOT, level: by, evidence: EVIDENCE };
        const { status, body } = await reviewer.post('/admin/proof-of-control', proof);
        expect([status, body.data.shownBy]).toEqual([
          201,
          expect.stringMatching(/^The note of an administrator/),
        ]);
      }
      const named = { userId: owner.id, usdot: USDOT, level: 2, evidence: EVIDENCE, documentIds: [] };
      const other = { ...named, userId: (await lenient.make.seller()).id };
      expect((await reviewer.post('/admin/proof-of-control', other)).body.code).toBe(
        'control_papers_missing',
      );
    } finally {
      await lenient.close();
    }
  });

  it('rests level 3 on a live session: when, who, which identity paper, and where the recording is', async () => {
    const session = sessionOf(app.clock.now(), await paperOf(seller));
    const recorded = async (given: object | undefined) => {
      const { status, body } = await record({ level: 3, session: given });
      return [status, body.code ?? null, body.errors?.[0]?.field ?? null];
    };
    expect(await recorded(undefined)).toEqual([422, 'control_session_missing', 'session']);
    for (const days of [1, -31]) {
      const heldAt = new Date(app.clock.now() + days * DAY_MS).toISOString();
      expect(await recorded({ ...session, heldAt })).toEqual([
        ...[422, 'control_session_out_of_time', 'session.heldAt'],
      ]);
    }
    expect((await recorded({ ...session, attendees: [] }))[0]).toBe(400);
    const unread = await uploadDocument(seller, { type: 'IDENTITY' });
    expect(await recorded({ ...session, identityPaper: unread })).toMatchObject([
      ...[422, 'document_not_usable', null],
    ]);
    const strangers = await uploadDocument(await app.make.seller());
    expect(await recorded({ ...session, recording: strangers })).toMatchObject([
      ...[422, 'document_not_usable', null],
    ]);
    expect(await recorded({ ...session, identityPaper: 'Driver license, Texas' })).toEqual([
      ...[422, 'control_identity_unseen', 'session.identityPaper'],
    ]);
    for (const none of ['Session 9', 'xxxxxxxxxxxx', 'x x x x x x x x'])
      expect(await recorded({ ...session, recording: none })).toEqual([
        ...[422, 'control_session_unrecorded', 'session.recording'],
      ]);
    expect(await level()).toBe(0);
    const identityPaper = await paperOf(seller);
    const recording = await uploadDocument(admin, { title: 'Minutes of the session' });
    await record();
    const { body } = await record({ level: 3, session: { ...session, identityPaper, recording } });
    expect(body.data).toMatchObject({
      level: 3,
      papers: [{ id: identityPaper }],
      session: {
        ...{ heldAt: session.heldAt, attendees: session.attendees },
        identityPaper: { documentId: identityPaper, title: 'Articles of organization' },
        recording: { documentId: recording, title: 'Minutes of the session' },
      },
    });
    // Whoever proved it sees the session, and not where the recording is kept.
    const { data: own } = (await seller.get(`/fmcsa/proof-of-control/${USDOT}`)).body;
    expect(Object.keys(own.session)).toEqual(['heldAt', 'attendees', 'identityPaper']);
    expect(own.needed).toEqual([]);
    expect((await admin.delete(`/documents/${recording}`)).body.code).toBe('document_kept');
  });

  it('rests level 3 on papers too: those of level 2 that still hold, or others that are named', async () => {
    const bare = { level: 3, documentIds: undefined };
    expect((await record(bare)).body.code).toBe('control_papers_missing');
    expect((await record({ ...bare, documentIds: [] })).body.code).toBe('control_papers_missing');
    const unread = await uploadDocument(seller, { title: 'Unread' });
    expect((await record({ ...bare, documentIds: [unread] })).body.code).toBe('document_not_usable');
    expect(await level()).toBe(0);
    // A code shows nothing on paper.
    await start();
    await confirm(await mailedCode());
    expect((await record(bare)).body.code).toBe('control_papers_missing');
    const paper = await verifiedPaper(seller, admin);
    await record({ documentIds: [paper] });
    // Its news is not heard yet: who records looks for themselves.
    await reject(paper);
    expect((await record(bare)).body.code).toBe('document_not_usable');
    await app.settle();
    expect(await level()).toBe(0);
    app.clock.advance(SECOND_MS);
    expect((await record(bare)).body.code).toBe('control_papers_missing');
    expect((await record({ level: 3 })).body.data).toMatchObject({ level: 3 });
  });

  it('ends with a paper that it rests on: rejected, replaced, or the recording of its session', async () => {
    const [paper, extra, identityPaper] = [
      await verifiedPaper(seller, admin),
      await verifiedPaper(seller, admin),
      await verifiedPaper(seller, admin),
    ];
    const recording = await uploadDocument(admin, { title: 'Minutes of the session' });
    const again = async (documentIds: string[], more: object = {}) => {
      app.clock.advance(SECOND_MS);
      expect((await record({ documentIds, ...more })).status).toBe(201);
    };
    const session = () => ({ ...sessionOf(app.clock.now(), identityPaper), recording });
    const after = async (act: () => Promise<unknown>) => {
      await act();
      await app.settle();
      return level();
    };
    await again([paper, extra]);
    // What it does not rest on may fall.
    const other = await verifiedPaper(seller, admin);
    expect(await after(() => reject(other))).toBe(2);
    expect(await after(() => reject(extra))).toBe(0);
    const { data: shown } = (await seller.get(`/fmcsa/proof-of-control/${USDOT}`)).body;
    expect(shown).toMatchObject({ level: 0, papers: [], revoked: null });
    const [notice] = (await seller.get('/notifications')).body.data;
    expect(notice.title).toMatch(/ended with a paper that it rested on/);
    expect((await actions()).at(-1)).toBe('ended');

    await again([paper]);
    expect(await after(() => uploadVersion(seller, paper))).toBe(0);
    expect((await record({ documentIds: [paper] })).body.code).toBe('document_not_usable');

    const fresh = await verifiedPaper(seller, admin);
    await again([fresh], { level: 3, session: session() });
    const second = await app.make.admin();
    const verdict = { verdict: 'REJECTED', reason: 'It is of another session.', version: 1 };
    expect(await after(() => second.put(`/documents/${recording}/verify`, verdict))).toBe(0);
    await again([fresh], { level: 3, session: { ...session(), recording: 'Session 4712 in the vault' } });
    expect(await after(() => reject(identityPaper))).toBe(0);
  });

  it('does not outlive a paper that is rejected while it is recorded', async () => {
    for (const by of [2, 3, 2]) {
      app.clock.advance(SECOND_MS);
      const paper = await verifiedPaper(seller, admin);
      const session = by === 3 ? { session: sessionOf(app.clock.now(), paper) } : {};
      const [recorded] = await Promise.all([
        record({ level: by, documentIds: [paper], ...session }),
        reject(paper),
      ]);
      expect([201, 422]).toContain(recorded.status);
      await app.settle();
      expect(await level()).toBe(0);
    }
  });

  it('is not brought back by a session from before it ended, also not over level 2', async () => {
    const paper = await paperOf(seller);
    const early = sessionOf(app.clock.now(), paper);
    app.clock.advance(SECOND_MS);
    await record({ level: 3 });
    app.clock.advance(SECOND_MS);
    await admin.post('/admin/proof-of-control/revoke', { ...PAIR(), reason: 'The session was staged.' });
    app.clock.advance(SECOND_MS);
    const ofEarly = () => record({ level: 3, session: early });
    expect((await ofEarly()).body).toMatchObject({
      code: 'control_session_out_of_time',
      detail: expect.stringContaining('last ended'),
    });
    // Papers lift the revocation, and not what was revoked.
    expect((await record()).status).toBe(201);
    expect((await ofEarly()).body.code).toBe('control_session_out_of_time');
    expect((await record({ level: 3 })).body.data).toMatchObject({ level: 3 });
  });

  it('says what each level above takes, the next one first, and offers no code after a revocation', async () => {
    const needed = async () =>
      (await seller.get(`/fmcsa/proof-of-control/${USDOT}`)).body.data.needed as {
        level: number;
        what: string;
      }[];
    expect((await needed()).map((each) => each.level)).toEqual([1, 2, 3]);
    expect((await needed())[2]?.what).toMatch(/live session/);
    await record();
    expect((await needed()).map((each) => each.level)).toEqual([3]);
    await admin.post('/admin/proof-of-control/revoke', { ...PAIR(), reason: 'They have left the company.' });
    expect((await needed()).map((each) => each.level)).toEqual([2, 3]);
  });

  it('pages through the requests, oldest first', async () => {
    const sellers = await Promise.all([1, 2, 3].map(() => app.make.seller()));
    for (const each of sellers) {
      await each.post('/fmcsa/proof-of-control/request-review', { usdot: USDOT, description: DESCRIPTION });
      app.clock.advance(SECOND_MS);
    }
    const first = await admin.get('/admin/proof-of-control?limit=2');
    const cursor = String(first.body.pagination.nextCursor);
    const second = await admin.get(`/admin/proof-of-control?limit=2&cursor=${cursor}`);
    const seen = [...first.body.data, ...second.body.data].map(({ userId }) => String(userId));
    expect(seen).toEqual(sellers.map(({ id }) => id));
    expect(second.body.pagination.hasNext).toBe(false);
  });

  it('declines with a reason that the person can read', async () => {
    const decline = () =>
      admin.post('/admin/proof-of-control/decline', {
        userId: seller.id,
        usdot: USDOT,
        reason: 'The letter is of another company.',
      });
    expect((await decline()).body.code).toBe('no_control_review_pending');
    await seller.post('/fmcsa/proof-of-control/request-review', { usdot: USDOT, description: DESCRIPTION });
    expect((await decline()).status).toBe(200);
    const { body } = await seller.get(`/fmcsa/proof-of-control/${USDOT}`);
    expect(body.data.review).toMatchObject({
      state: 'DECLINED',
      reason: 'The letter is of another company.',
    });
  });

  it('is decided about the request that was read, not about one in its place', async () => {
    const ask = async () =>
      (
        await seller.post('/fmcsa/proof-of-control/request-review', {
          usdot: USDOT,
          description: DESCRIPTION,
        })
      ).body.data.review.requestedAt as string;
    const pair = { userId: seller.id, usdot: USDOT };
    const decline = (requestedAt: string) =>
      admin.post('/admin/proof-of-control/decline', { ...pair, requestedAt, reason: 'Of another company.' });
    const first = await ask();
    expect((await decline(first)).status).toBe(200);
    expect((await record({ requestedAt: first })).body.code).toBe('control_review_changed');
    app.clock.advance(SECOND_MS);
    const second = await ask();
    expect((await decline(first)).body.code).toBe('control_review_changed');
    expect((await record({ requestedAt: first })).body.code).toBe('control_review_changed');
    expect((await record({ requestedAt: second })).status).toBe(201);
  });

  it('is revoked whole, and a code does not bring it back', async () => {
    await record({ level: 3 });
    const revoked = await admin.post('/admin/proof-of-control/revoke', {
      userId: seller.id,
      usdot: USDOT,
      reason: 'The real owner wrote to us.',
    });
    expect(revoked.body.data).toMatchObject({
      level: 0,
      evidence: null,
      revoked: { reason: 'The real owner wrote to us.' },
    });
    expect(await level()).toBe(0);
    expect((await start()).body.code).toBe('control_revoked');
    expect((await record()).status).toBe(201);
    const { body } = await seller.get(`/fmcsa/proof-of-control/${USDOT}`);
    expect(body.data).toMatchObject({ level: 2, revoked: null });
  });

  it('shows an administrator who else holds a proof of the same carrier', async () => {
    const usdot = 9900008;
    const other = await app.make.seller();
    expect((await record({ usdot }, other)).body.data.otherHolders).toBe(0);
    expect((await record({ usdot })).body.data.otherHolders).toBe(1);
  });

  it('is recorded by administrators only, for users there are, never for oneself', async () => {
    const body = { userId: seller.id, usdot: USDOT, level: 2, evidence: EVIDENCE };
    for (const path of [
      '/admin/proof-of-control',
      '/admin/proof-of-control/revoke',
      '/admin/proof-of-control/decline',
    ]) {
      expect([path, (await seller.post(path, body)).status]).toEqual([path, 403]);
    }
    expect((await seller.get('/admin/proof-of-control')).status).toBe(403);
    expect((await record({ userId: '019a0000-0000-7000-8000-000000000000' })).body.code).toBe('unknown_user');
    expect((await record({ userId: admin.id })).status).toBe(403);
    expect((await record({ level: 1 })).status).toBe(400);
    expect((await record({ evidence: '' })).status).toBe(400);
    expect(await level()).toBe(0);
  });

  it('ends after a year, is told, and can be renewed in its last month', async () => {
    await record();
    app.clock.advance(334 * DAY_MS);
    expect((await record()).body.code).toBe('control_already_proved');
    app.clock.advance(DAY_MS);
    const renewed = await record();
    expect(Date.parse(renewed.body.data.endsAt) - app.clock.now()).toBeGreaterThan(364 * DAY_MS);
    await app.later(364 * DAY_MS);
    expect(await level()).toBe(2);
    await app.later(DAY_MS);
    expect(await level()).toBe(0);
    await app.later(DAY_MS);
    expect((await actions()).at(-1)).toBe('ended');
    const [notice] = (await seller.get('/notifications')).body.data;
    expect(notice.title).toMatch(/ended after a year/);
    expect((await record()).body.data.level).toBe(2);
  });

  it('run out, shows nothing that it rested on, and no new proof rests on that', async () => {
    const other = await app.make.seller();
    for (const each of [seller, other]) {
      await record({}, each);
      expect((await record({ level: 3 }, each)).body.data.papers).toHaveLength(1);
    }
    app.clock.advance(365 * DAY_MS);
    const nothing = { papers: [], session: null };
    const ask = { usdot: USDOT, description: DESCRIPTION };
    const asked = await seller.post('/fmcsa/proof-of-control/request-review', ask);
    expect(asked.body.data).toMatchObject({ level: 0, ...nothing });
    const { data: pending } = (await admin.get('/admin/proof-of-control')).body;
    expect(pending.find(({ userId }: { userId: string }) => userId === seller.id)).toMatchObject({
      ...{ level: 0, evidence: null, ...nothing },
    });
    expect((await record({ level: 3, documentIds: undefined })).body.code).toBe('control_papers_missing');
    await start(other);
    // Read before the sweep meets the proof.
    const [letter] = await app.platform.mailer.sentTo(MAILBOX);
    const confirmed = await confirm(/^\d{6}$/m.exec(letter?.text ?? '')?.[0] ?? '', other);
    expect(confirmed.body.data).toMatchObject({ level: 1, ...nothing });
  });

  describe('a contest', () => {
    const statement = 'The company is mine: the articles and the EIN letter are in my name.';
    const reason = 'The state’s register was asked.';
    const usdot = 9900002;
    let owner: TestUser;
    let id: string;
    const open = (user = owner) => user.post('/fmcsa/contests', { usdot, statement });
    /** As read at first, where it is told again. */
    const decide = async (decision: string, by = admin, read?: { holdersHash: string }) =>
      by.post(`/admin/contests/${id}/decide`, {
        ...{ ...(read ?? (await seenHolders(admin, id))), decision, reason },
      });
    const levelOf = (user: TestUser) => app.modules.carriers.proofOfControlLevel(user.id, usdot);
    const titlesOf = async (user: TestUser) => {
      await app.settle();
      const { data } = (await user.get('/notifications?limit=50')).body;
      return data.map(({ title }: { title: string }) => title.replace(/:.*/, ''));
    };

    beforeEach(async () => {
      owner = await app.make.seller();
      await record({ usdot });
      const { body, status } = await open();
      expect([status, body.data?.state]).toEqual([201, 'OPEN']);
      id = body.data.id;
    });

    it('changes nothing by itself, and is told to whoever holds a proof, without a name, and to the admins', async () => {
      expect(await levelOf(seller)).toBe(2);
      expect(await titlesOf(seller)).toContain('Control of a company is contested');
      expect(await titlesOf(admin)).toContain('Control of a company is contested');
      expect((await open()).body.code).toBe('contest_open');
      const { data: queues } = (await admin.get('/admin/queues')).body;
      const queue = queues.find(({ kind }: { kind: string }) => kind === 'CONTROL_CONTEST');
      expect(queue.items).toMatchObject([{ who: { id: owner.id }, about: `USDOT ${usdot}` }]);
      const { data } = (await admin.get('/admin/contests')).body;
      expect(data.at(-1)).toMatchObject({ id, userId: owner.id, statement });
      expect(data.at(-1).holders).toContainEqual(
        expect.objectContaining({ userId: seller.id, level: 2, evidence: EVIDENCE }),
      );
      expect((await owner.get('/fmcsa/contests')).body.data).toMatchObject([{ id, state: 'OPEN' }]);
      expect((await seller.get('/fmcsa/contests')).body.data).toEqual([]);
    });

    it('upheld, it revokes every other proof; a review brings one back', async () => {
      const read = await seenHolders(admin, id);
      expect((await decide('UPHELD')).body.data).toMatchObject({ state: 'UPHELD', reason, holders: [] });
      expect(await levelOf(seller)).toBe(0);
      expect((await start(seller, usdot)).body.code).toBe('control_revoked');
      for (const user of [seller, owner])
        expect(await titlesOf(user)).toContain('A contest of control was upheld');
      expect((await decide('DISMISSED', admin, read)).body.code).toBe('contest_closed');
      expect((await record({ usdot })).status).toBe(201);
      expect(await levelOf(seller)).toBe(2);
      const [entry] = await app.platform.database.select<{ action: string; reason: string }>(
        `SELECT action, reason FROM audit_entries WHERE subjectId = :id ORDER BY occurredAt DESC, id DESC LIMIT 1`,
        { id },
      );
      expect(entry).toEqual({ action: 'control_contest.upheld', reason });
    });

    it('is decided on those who hold a proof by then, not on others who were read before', async () => {
      const before = await seenHolders(admin, id);
      const newcomer = await app.make.seller();
      await record({ usdot }, newcomer);
      for (const decision of ['UPHELD', 'DISMISSED'])
        expect((await decide(decision, admin, before)).body.code).toBe('contest_holders_changed');
      expect([await levelOf(seller), await levelOf(newcomer)]).toEqual([2, 2]);
      const between = await seenHolders(admin, id);
      app.clock.advance(MINUTE_MS);
      // The same person, further on.
      await record({ usdot, level: 3 }, newcomer);
      expect((await decide('UPHELD', admin, between)).body.code).toBe('contest_holders_changed');
      expect((await decide('UPHELD')).status).toBe(200);
      expect([await levelOf(seller), await levelOf(newcomer)]).toEqual([0, 0]);
    });

    it('dismissed or withdrawn, everything stays, and another one can be opened', async () => {
      expect((await seller.post(`/fmcsa/contests/${id}/withdraw`)).status).toBe(404);
      expect((await decide('DISMISSED')).status).toBe(200);
      expect(await levelOf(seller)).toBe(2);
      const again = await open();
      const withdraw = () => owner.post(`/fmcsa/contests/${again.body.data.id}/withdraw`);
      expect((await withdraw()).body.data.state).toBe('WITHDRAWN');
      expect((await withdraw()).body.code).toBe('contest_closed');
      expect(await levelOf(seller)).toBe(2);
    });

    it('opened and withdrawn over and over, it fills no mailbox of the holder', async () => {
      for (let round = 0; round < 5; round += 1) {
        await owner.post(`/fmcsa/contests/${id}/withdraw`);
        id = (await open()).body.data.id;
      }
      const letters = await app.mail.sentTo(seller.email);
      const about = (what: string) => letters.filter(({ subject }) => subject.startsWith(what)).length;
      expect([
        about('Control of a company is contested'),
        about('A contest of control was withdrawn'),
      ]).toEqual([3, 3]);
    });

    it('is decided by admins who have no part in it', async () => {
      const [party, holder] = await Promise.all(
        [0, 1].map(() => app.make.user({ roles: ['admin', 'seller'] })),
      );
      if (!party || !holder) throw new Error('no admins');
      await record({ usdot }, holder);
      expect((await decide('DISMISSED', holder)).status).toBe(403);
      expect((await decide('DISMISSED', seller)).status).toBe(403);
      id = (await open(party)).body.data.id;
      expect((await decide('UPHELD', party)).status).toBe(403);
      expect(await levelOf(holder)).toBe(2);
    });
  });

  it('is nobody else’s affair', async () => {
    await record();
    const other = await app.make.seller();
    const { body } = await other.get(`/fmcsa/proof-of-control/${USDOT}`);
    expect(body.data).toMatchObject({ level: 0, review: null, revoked: null });
  });
});

it.each([
  ['a@b.example.com', 'a***@b***.com'],
  ['owner@carrier.net', 'o***@c***.net'],
])('%s is shown as %s', (email, masked) => expect(maskEmail(email)).toBe(masked));
