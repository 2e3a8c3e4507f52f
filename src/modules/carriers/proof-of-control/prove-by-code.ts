/** Level 1: a code goes to the mailbox of the federal record, and comes back. */
import type { UserActor } from '../../../platform/kernel/actor';
import { DAY_MS, iso, MINUTE_MS, SECOND_MS } from '../../../platform/kernel/clock';
import { canonicalEmail, isEmailAddress, mailboxOf } from '../../../platform/mail/address';
import type { Problem } from '../../../platform/http/problem';
import { proofOfControlChanged } from '../carriers.events';
import { fmcsaUnavailable } from '../carriers.problems';
import { tellDoubleClaim } from './double-claims';
import { hashCode, newCode, sameHash } from './control-code';
import type { ControlProof } from './proof-of-control.model';
import {
  controlAlreadyProved,
  controlCodeRefused,
  controlCodeTooSoon,
  controlRevoked,
  noFederalEmail,
} from './proof-of-control.problems';
import {
  type Asker,
  CODE_VALIDITY_MS,
  CODE_TRIES,
  type CodeVerdict,
  judgeCode,
  MAILBOX_CODES_PER_DAY,
  maskEmail,
  refuseSending,
  type SendRefusal,
  sendsToday,
} from './proof-of-control.rules';
import type { CarriersContext } from '../carriers.context';

interface FederalEmail {
  email: string;
  contactHash: string | null;
}

export function createProveByCode(context: CarriersContext) {
  const { platform, audit, identity, lookUps, proofs, contacts, sellers } = context;
  const { config, clock, database, events } = platform;
  const subjectOf = (row: ControlProof) => ({ type: 'proof_of_control', id: row.id });

  /** The address of the federal record. Whether there is one is known only if its source answered. */
  async function federalEmail(usdot: number): Promise<FederalEmail> {
    const { record } = await lookUps.getRecord(usdot);
    const email = record.contact?.email;
    if (email && isEmailAddress(canonicalEmail(email))) return { email, contactHash: contacts.of(record) };
    if (record.contact === null || record.incomplete) {
      throw fmcsaUnavailable('The e-mail address of the federal record cannot be read right now.', {
        retryAfterSeconds: MINUTE_MS / SECOND_MS,
      });
    }
    throw noFederalEmail(
      `The federal record of USDOT ${usdot}, as far as it is read here, names no e-mail address that a code could go ` +
        'to. Ask for a review instead.',
    );
  }

  async function askerOf({ userId }: UserActor, row: ControlProof, { email }: FederalEmail): Promise<Asker> {
    if (row.levelSince !== null) return 'PROVED_IT';
    const user = await identity.getUser(userId);
    if (user.emailVerifiedAt !== null && mailboxOf(user.email) === mailboxOf(canonicalEmail(email)))
      return 'PROVED_IT';
    return (await sellers.listsIt(userId, row.usdot)) ? 'LISTS_IT' : 'STRANGER';
  }

  async function sendCode(
    row: ControlProof,
    { email, contactHash }: FederalEmail,
    asker: Asker,
  ): Promise<void> {
    const now = clock.now();
    const code = newCode();
    const today = sendsToday(row, now);
    await row.update({
      contactHash,
      codeHash: hashCode(config.EIN_HASH_SECRET, row.id, code),
      codeSentTo: maskEmail(email),
      codeSentAt: now,
      codeExpiresAt: now + CODE_VALIDITY_MS,
      codeTriesLeft: CODE_TRIES,
      sends: today + 1,
      sendsSince: today === 0 ? now : row.sendsSince,
      updatedAt: now,
    });
    const until = now + CODE_VALIDITY_MS;
    const letter = {
      ...{ to: email, kind: 'proof-of-control', ...codeWords(row.usdot, code), code, until },
      counts: { as: COUNTED_AS[asker], cap: { DAY: MAILBOX_CODES_PER_DAY[asker] } },
    };
    if (!(await identity.sendCode(letter))) {
      throw controlCodeTooSoon(
        `The mailbox of the federal record, which may be that of other carriers too, got enough codes within a day ${FOR_WHOM[asker]}; one that is younger than 30 minutes is still good. Try tomorrow, or ask for a review.`,
        { retryAfterSeconds: DAY_MS / SECOND_MS },
      );
    }
  }

  /** Notes a try and what came of it. The note must outlive the refusal, so the refusal is thrown after the unit. */
  async function tryCode(actor: UserActor, usdot: number, code: string) {
    const row = await proofs.lock(actor.userId, usdot);
    const now = clock.now();
    const verdict = judgeCode(row, hashCode(config.EIN_HASH_SECRET, row.id, code), sameHash, now);
    if (verdict === 'RIGHT') {
      await row.update({
        ...{ level: 1, levelSince: now, codeHash: null, codeTriesLeft: 0, updatedAt: now },
        // What a higher level rested on, which has run out.
        ...{ evidence: null, papers: null, liveSession: null },
      });
      await events.emit(proofOfControlChanged, {
        userId: actor.userId,
        usdot,
        level: 1,
        cause: 'CODE_CONFIRMED',
        reason: null,
      });
      await tellDoubleClaim(context, row);
    }
    if (verdict === 'WRONG') await row.update({ codeTriesLeft: row.codeTriesLeft - 1, updatedAt: now });
    await audit.record({
      actor,
      action: verdict === 'RIGHT' ? 'proof_of_control.confirmed' : 'proof_of_control.refused',
      subject: subjectOf(row),
      detail: { usdot, level: row.level, triesLeft: row.codeTriesLeft },
    });
    return { verdict, row };
  }

  return {
    /** Mails a code. Reads FMCSA's record first, so never inside a unit. */
    async start(actor: UserActor, usdot: number): Promise<ControlProof> {
      const reached = await federalEmail(usdot);
      return database.atomically(async () => {
        await proofs.lockCarrier(actor.userId, usdot);
        const row = await proofs.lock(actor.userId, usdot);
        const asker = await askerOf(actor, row, reached);
        const now = clock.now();
        const refusal = refuseSending(row, asker, await proofs.countSends(usdot), now);
        if (refusal) throw sendProblem(refusal, { usdot, asker, now });
        await sendCode(row, reached, asker);
        await audit.record({
          actor,
          action: 'proof_of_control.started',
          subject: subjectOf(row),
          detail: { usdot, sentTo: row.codeSentTo },
        });
        return row;
      });
    },

    async confirm(actor: UserActor, usdot: number, code: string): Promise<ControlProof> {
      const { verdict, row } = await database.atomically(() => tryCode(actor, usdot, code));
      if (verdict !== 'RIGHT') throw codeProblem(verdict, row.codeTriesLeft);
      return row;
    },
  };
}

const codeWords = (usdot: number, code: string) => ({
  subject: `Your code for USDOT ${usdot}: ${code}`,
  paragraphs: [
    `Somebody who is signed in to MC Exchange says that they act for the carrier with USDOT number ${usdot}.`,
    'This address is in FMCSA’s record of the carrier. If you asked for it, enter this code:',
    code,
    `It works once, within ${CODE_VALIDITY_MS / MINUTE_MS} minutes.`,
    'If nobody at your company asked for it, do nothing and give the code to no one: without it nothing happens.',
  ],
});

const COUNTED_AS: Record<Asker, string> = {
  STRANGER: 'proof-of-control',
  LISTS_IT: 'proof-of-control-listed',
  PROVED_IT: 'proof-of-control-proved',
};

const FOR_WHOM: Record<Asker, string> = {
  STRANGER: 'for people who have no draft, no listing and no proof of it',
  LISTS_IT: 'for people who draft or list it and have not proved it before',
  PROVED_IT: 'for everybody',
};

function sendProblem(
  refusal: SendRefusal,
  { usdot, asker, now }: { usdot: number; asker: Asker; now: number },
): Problem {
  switch (refusal.because) {
    case 'revoked':
      return controlRevoked(`The proof of control of USDOT ${usdot} was withdrawn. Ask for a review.`);
    case 'already_proved':
      return controlAlreadyProved(`Control of USDOT ${usdot} is proved already.`);
    case 'carrier_had_enough':
      return controlCodeTooSoon(
        `USDOT ${usdot} got enough codes within a day ${FOR_WHOM[asker]}, until ${iso(now + refusal.retryAfterMs)}. ` +
          (asker === 'STRANGER'
            ? 'Begin a draft of the carrier, or ask for a review.'
            : 'You can ask for a review.'),
        { retryAfterSeconds: Math.ceil(refusal.retryAfterMs / SECOND_MS) },
      );
    case 'too_soon':
      return controlCodeTooSoon(
        refusal.retryAfterMs < DAY_MS
          ? 'A code was sent just now. Wait for it, or try again later.'
          : 'You were sent all codes of a day.',
        { retryAfterSeconds: Math.ceil(refusal.retryAfterMs / SECOND_MS) },
      );
  }
}

const codeProblem = (verdict: Exclude<CodeVerdict, 'RIGHT'>, triesLeft: number): Problem =>
  controlCodeRefused(
    verdict === 'WRONG' && triesLeft > 0
      ? `This is not the code. Tries left: ${triesLeft}.`
      : 'No code is good any more. Ask for a new one.',
  );
