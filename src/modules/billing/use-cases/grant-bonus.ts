/** An admin gives credits away. */
import type { Platform } from '../../../platform/platform';
import type { Actor } from '../../../platform/kernel/actor';
import type { Audit } from '../../audit';
import type { Identity } from '../../identity';
import type { Ledger } from '../../ledger';
import { creditsGranted } from '../billing.events';
import { movement } from '../credit.rules';

export interface Bonus {
  userId: string;
  credits: number;
  reason: string;
  /** Deterministic, at most 150 ASCII characters: the same key gives once. */
  key: string;
}

interface Deps {
  ledger: Ledger;
  audit: Audit;
  identity: Identity;
}

/** What the ledger takes of a reason; the audit trail keeps the whole. */
const LEDGER_REASON_MAX = 500;

export function createGrantBonus({ database, outbox }: Platform, { ledger, audit, identity }: Deps) {
  /** Joins the unit. @throws not_found for an unknown user */
  return (actor: Actor, { userId, credits, reason, key }: Bonus): Promise<void> =>
    database.atomically(async () => {
      const user = await identity.getUser(userId);
      const bonus = movement('BONUS', key, user.id, credits, reason.slice(0, LEDGER_REASON_MAX), {
        type: 'user',
        id: user.id,
      });
      const repeated = (await ledger.findTransfers([bonus.id])).has(bonus.id);
      await ledger.post([bonus]);
      if (repeated) return;
      await outbox.emit(creditsGranted, { userId, credits, reason });
      await audit.record({
        actor,
        action: 'credits.granted',
        subject: { type: 'user', id: userId },
        reason,
        detail: { credits, key },
      });
    });
}
