/** Level 1: a code goes to the mailbox of the federal record, and comes back. */
import type { UserActor } from '../../../platform/kernel/actor';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../platform/kernel/clock';
import type { Problem } from '../../../platform/http/problem';
import type { Platform } from '../../../platform/platform';
import type { Audit } from '../../audit';
import { proofOfControlChanged } from '../carriers.events';
import { fmcsaUnavailable } from '../carriers.problems';
import type { LookUps } from '../use-cases/look-up';
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
  CODE_LIFE_MS,
  CODE_TRIES,
  type CodeVerdict,
  judgeCode,
  maskEmail,
  refuseSending,
  type SendRefusal,
  sendsToday,
} from './proof-of-control.rules';
import { viewProof } from './proof-of-control.view';
import type { Proofs } from './proofs';

interface CodeDeps {
  audit: Audit;
  lookUps: LookUps;
  proofs: Proofs;
}

export function createProveByCode(platform: Platform, { audit, lookUps, proofs }: CodeDeps) {
  const { config, clock, database, mailer, outbox } = platform;
  const subjectOf = (row: ControlProof) => ({ type: 'proof_of_control', id: row.id });

  /** The address of the federal record. Whether there is one is known only if its source answered. */
  async function federalEmail(usdot: number): Promise<string> {
    const { record } = await lookUps.getRecord(usdot);
    if (record.contact?.email) return record.contact.email;
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

  async function sendCode(row: ControlProof, email: string): Promise<void> {
    const now = clock.now();
    const code = newCode();
    const today = sendsToday(row, now);
    await row.update({
      codeHash: hashCode(config.EIN_HASH_SECRET, row.id, code),
      codeSentTo: maskEmail(email),
      codeSentAt: now,
      codeExpiresAt: now + CODE_LIFE_MS,
      codeTriesLeft: CODE_TRIES,
      sends: today + 1,
      sendsSince: today === 0 ? now : row.sendsSince,
      updatedAt: now,
    });
    await mailer.send({ to: email, ...codeMail(row.usdot, code), kind: 'proof-of-control' });
  }

  /** Notes a try and what came of it. The note must outlive the refusal, so the refusal is thrown after the unit. */
  async function tryCode(actor: UserActor, usdot: number, code: string) {
    const row = await proofs.lock(actor.userId, usdot);
    const now = clock.now();
    const verdict = judgeCode(row, hashCode(config.EIN_HASH_SECRET, row.id, code), sameHash, now);
    if (verdict === 'RIGHT') {
      await row.update({ level: 1, levelSince: now, codeHash: null, codeTriesLeft: 0, updatedAt: now });
      await outbox.emit(proofOfControlChanged, {
        userId: actor.userId,
        usdot,
        level: 1,
        cause: 'CODE_CONFIRMED',
        reason: null,
      });
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
    async start(actor: UserActor, usdot: number) {
      const email = await federalEmail(usdot);
      return database.atomically(async () => {
        const row = await proofs.lock(actor.userId, usdot);
        const refusal = refuseSending(row, await proofs.countSends(usdot), clock.now());
        if (refusal) throw sendProblem(refusal, usdot);
        await sendCode(row, email);
        await audit.record({
          actor,
          action: 'proof_of_control.started',
          subject: subjectOf(row),
          detail: { usdot, sentTo: row.codeSentTo },
        });
        return viewProof(usdot, row, clock.now());
      });
    },

    async confirm(actor: UserActor, usdot: number, code: string) {
      const { verdict, row } = await database.atomically(() => tryCode(actor, usdot, code));
      if (verdict !== 'RIGHT') throw codeProblem(verdict, row.codeTriesLeft);
      return viewProof(usdot, row, clock.now());
    },
  };
}

const codeMail = (usdot: number, code: string) => ({
  subject: `Your code for USDOT ${usdot}: ${code}`,
  text: [
    `Somebody who is signed in to MC Exchange says that he or she acts for the carrier with USDOT number ${usdot}.`,
    `This address stands in FMCSA's record of the carrier. If you asked for it, type in this code:`,
    code,
    `It is good for ${CODE_LIFE_MS / MINUTE_MS} minutes, once.`,
    `If nobody of your company asked for it, do nothing, and give the code to no one: without it nothing happens.`,
  ].join('\n\n'),
});

function sendProblem(refusal: SendRefusal, usdot: number): Problem {
  switch (refusal.because) {
    case 'revoked':
      return controlRevoked(`The proof of control of USDOT ${usdot} was withdrawn. Ask for a review.`);
    case 'already_proved':
      return controlAlreadyProved(`Control of USDOT ${usdot} is proved by code already.`);
    case 'too_soon':
      return controlCodeTooSoon(
        refusal.retryAfterMs < DAY_MS
          ? 'A code was sent just now. Wait for it, or try again later.'
          : 'Try tomorrow.',
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
