/** Levels 2 and 3: an administrator looks at papers or at a live session, and writes down what was seen. */
import type { UserActor } from '../../../platform/kernel/actor';
import { iso } from '../../../platform/kernel/clock';
import type { PageQuery } from '../../../platform/kernel/page';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { Id } from '../../../platform/http/wire';
import type { HandedDocument } from '../../documents';
import type { User } from '../../identity';
import type { CarriersContext } from '../carriers.context';
import { proofOfControlChanged } from '../carriers.events';
import { tellDoubleClaim } from './double-claims';
import type { ControlProof, ProofSession, Shown } from './proof-of-control.model';
import {
  controlAlreadyProved,
  controlIdentityUnseen,
  controlPapersMissing,
  controlSessionMissing,
  controlSessionOutOfTime,
  controlSessionUnrecorded,
  noReviewPending,
  reviewChanged,
  reviewPending,
} from './proof-of-control.problems';
import { heldBy, isInTime, isReference, levelNow, mayRecord, restsOn } from './proof-of-control.rules';
import type {
  DeclineReview,
  EndProof,
  NewSession,
  RecordProof,
  RequestReview,
} from './proof-of-control.schema';
import type { AuditAction } from '../../audit';

type Cause = 'RECORDED' | 'REVIEW_DECLINED';

/** A proof as an administrator looks at it. */
export interface ReviewedProof {
  row: ControlProof;
  /** Other people who have proved control of the same carrier. */
  otherHolders: number;
  /** Whoever claims it, by id; missing once they have left. */
  people: Map<string, User>;
  /** Of the carrier, in the federal record. */
  legalName: string | null;
}

export function createReviewProof(context: CarriersContext) {
  const { platform, audit, documents, lookUps, proofs, contacts, endProofs, identity, parties, snapshots } =
    context;
  const { clock, database, events } = platform;
  const isNoteEnough = platform.config.CONTROL_PROOF === 'note';

  const reviewed = async (
    row: ControlProof,
    people: Promise<Map<string, User>> = identity.findUsers([row.userId]),
    names = snapshots.namesOf([row.usdot]),
  ): Promise<ReviewedProof> => ({
    row,
    people: await people,
    legalName: (await names).get(row.usdot) ?? null,
    otherHolders: await proofs.countOtherHolders(row),
  });

  const note = (actor: UserActor, action: AuditAction, row: ControlProof, reason: string) =>
    audit.record({
      actor,
      action,
      subject: { type: 'proof_of_control', id: row.id },
      reason,
      detail: { userId: row.userId, usdot: row.usdot, level: row.level },
    });

  /** `requestedAt`: of the request that the admin has read; another may have come in its place. */
  function refuseUnread(row: ControlProof, requestedAt: string | undefined): void {
    if (requestedAt === undefined) return;
    const { reviewState, reviewRequestedAt } = row;
    if (reviewState !== 'PENDING' || reviewRequestedAt === null)
      throw reviewChanged('It does not wait for a review any more.');
    if (Date.parse(requestedAt) !== reviewRequestedAt)
      throw reviewChanged(`They have asked again, at ${iso(reviewRequestedAt)}.`);
  }

  const tell = (row: ControlProof, cause: Cause, reason: string | null) =>
    events.emit(proofOfControlChanged, {
      userId: row.userId,
      usdot: row.usdot,
      level: row.level,
      cause,
      reason,
    });

  const isId = (text: string): boolean => Id.safeParse(text).success;
  const named = ({ id, title }: HandedDocument): HandedDocument => ({ id, title });

  /**
   * What level 2 rests on: the papers that the admin names, or those of the request that are verified by now. In the
   * unit. @throws document_not_usable, control_papers_missing
   */
  async function papersOf(
    { userId, reviewState, reviewDocuments }: ControlProof,
    documentIds: string[] | undefined,
  ): Promise<HandedDocument[]> {
    if (documentIds) {
      const papers = await documents.requireVerified(userId, documentIds);
      if (papers.length > 0) return papers.map(named);
    } else if (reviewState === 'PENDING') {
      const handed = (reviewDocuments ?? []).map(({ id }) => id);
      const titles = [...(await documents.titlesOf(handed)).values()];
      const verified = titles.filter(({ review, status }) => review === 'VERIFIED' && status === 'AVAILABLE');
      if (verified.length > 0) return verified.map(named);
    }
    if (isNoteEnough && !documentIds) return [];
    throw controlPapersMissing('Nobody has verified a paper that shows it.');
  }

  /**
   * What level 3 keeps of level 2: the papers named now, or those that its own level rests on and that still hold, or what
   * level 2 would rest on. In the unit. @throws document_not_usable, control_papers_missing
   */
  async function papersBelow(row: ControlProof, documentIds: string[] | undefined) {
    const held = heldBy(row, clock.now()).papers ?? [];
    if (documentIds !== undefined || (held.length === 0 && !isNoteEnough)) return papersOf(row, documentIds);
    if (!isNoteEnough)
      await documents.requireVerified(
        row.userId,
        held.map(({ id }) => id),
      );
    return held;
  }

  /** In the unit. @throws control_session_out_of_time, control_identity_unseen, control_session_unrecorded, document_not_usable */
  async function sessionOf(
    actor: UserActor,
    { userId, endedAt }: ControlProof,
    { identityPaper, recording, ...session }: NewSession,
  ): Promise<ProofSession> {
    const heldAt = Date.parse(session.heldAt);
    if (!isInTime(heldAt, clock.now(), endedAt ?? null)) {
      const ended = endedAt ? ` The proof last ended at ${iso(endedAt)}.` : '';
      throw controlSessionOutOfTime(
        `It was held at ${session.heldAt}, and it is ${iso(clock.now())} now.${ended}`,
      );
    }
    if (!isNoteEnough) {
      if (!isId(identityPaper))
        throw controlIdentityUnseen('Words are no paper: name the document that shows who they are.');
      if (!isId(recording) && !isReference(recording))
        throw controlSessionUnrecorded('By this nobody finds the recording.');
    }
    const shown = async (text: string, find: () => Promise<HandedDocument[]>): Promise<Shown> => {
      const [document] = isId(text) ? await find() : [];
      return { documentId: document?.id ?? null, title: document?.title ?? text };
    };
    return {
      heldAt,
      attendees: session.attendees,
      identityPaper: await shown(identityPaper, () => documents.requireVerified(userId, [identityPaper])),
      recording: await shown(recording, () => documents.requireOf([userId, actor.userId], [recording])),
    };
  }

  return {
    /** Asks for a review. Reads FMCSA's record first, so never inside a unit. */
    async request(
      actor: UserActor,
      { usdot, description, documentIds }: RequestReview,
    ): Promise<ControlProof> {
      await lookUps.getProfile(usdot);
      return database.atomically(async () => {
        const row = await proofs.lock(actor.userId, usdot);
        if (row.reviewState === 'PENDING') throw reviewPending('Your request is being looked at already.');
        if (levelNow(row, clock.now()) === 3)
          throw controlAlreadyProved('Control is proved to the highest level.');
        const now = clock.now();
        await row.update({
          reviewState: 'PENDING',
          reviewRequestedAt: now,
          reviewDescription: description,
          reviewDocuments: await documents.handIn(actor, documentIds, { kind: 'proof', id: row.id }),
          reviewReason: null,
          updatedAt: now,
        });
        await note(actor, 'proof_of_control.review_requested', row, description);
        return row;
      });
    },

    /** Notes how the federal record reaches the carrier now, where FMCSA says so in time; so never inside a unit. */
    async record(actor: UserActor, { userId, usdot, level, evidence, requestedAt, ...given }: RecordProof) {
      refuseOwnThing(actor, userId);
      await parties.refuseParty(actor, usdot);
      const read = await lookUps.findForPage(usdot);
      const contactHash = read.status === 'found' ? contacts.of(read.record) : null;
      return database.atomically(async () => {
        const row = await proofs.lockAmongOwn(userId, usdot);
        refuseUnread(row, requestedAt);
        if (!mayRecord(row, level, clock.now())) {
          throw controlAlreadyProved(
            `Level ${row.level} is recorded already. It can be renewed in the last 30 days of its year.`,
          );
        }
        if (level === 3 && !given.session && !isNoteEnough)
          throw controlSessionMissing('No session was named.');
        // What was shown for the level below stays beside the session.
        const papers = await (level === 2 ? papersOf : papersBelow)(row, given.documentIds);
        const session = level === 3 && given.session ? await sessionOf(actor, row, given.session) : null;
        const shown = [...new Set(restsOn({ papers, liveSession: session }))];
        await documents.attach(shown, { kind: 'proof', id: row.id });
        const now = clock.now();
        await row.update({
          level,
          levelSince: now,
          evidence,
          papers,
          liveSession: session,
          contactHash,
          codeHash: null,
          codeTriesLeft: 0,
          reviewState: null,
          revokedAt: null,
          revokedReason: null,
          updatedAt: now,
        });
        await note(actor, 'proof_of_control.recorded', row, evidence);
        await tell(row, 'RECORDED', null);
        await tellDoubleClaim(context, row);
        return reviewed(row);
      });
    },

    decline: (actor: UserActor, { userId, usdot, reason, requestedAt }: DeclineReview) =>
      database.atomically(async () => {
        refuseOwnThing(actor, userId);
        await parties.refuseParty(actor, usdot);
        const row = await proofs.lock(userId, usdot);
        if (row.reviewState !== 'PENDING') throw noReviewPending('Nobody waits for a review of this.');
        refuseUnread(row, requestedAt);
        await row.update({ reviewState: 'DECLINED', reviewReason: reason, updatedAt: clock.now() });
        await note(actor, 'proof_of_control.review_declined', row, reason);
        await tell(row, 'REVIEW_DECLINED', reason);
        return reviewed(row);
      }),

    /** Takes every level away; a code alone does not bring it back. */
    revoke: (actor: UserActor, { userId, usdot, reason }: EndProof) =>
      database.atomically(async () => {
        refuseOwnThing(actor, userId);
        await parties.refuseParty(actor, usdot);
        const row = await proofs.lock(userId, usdot);
        await endProofs.revoke(row, actor, reason);
        return reviewed(row);
      }),

    /** The longest wait first. */
    async listPending(query: PageQuery) {
      const { items, pagination } = await proofs.pagePending(query);
      const people = identity.findUsers([...new Set(items.map(({ userId }) => userId))]);
      const names = snapshots.namesOf(items.map(({ usdot }) => usdot));
      return { items: await Promise.all(items.map((row) => reviewed(row, people, names))), pagination };
    },
  };
}
