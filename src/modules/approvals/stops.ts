/** What one administrator does to another at once, so that a thief is stopped: it waits for a second one, and lapses never. */
import { refuseOwnThing } from '../../platform/http/own-thing';
import { type Actor, userIdOf } from '../../platform/kernel/actor';
import { newId } from '../../platform/kernel/ids';
import type { ActName } from './acts';
import type { ApprovalRow } from './approval.model';
import type { ApprovalsContext } from './approvals.context';
import { secondAdminNeeded } from './approvals.problems';

export const STOP: ActName = 'user.suspend_admin';

export function createStops({ platform, audit }: ApprovalsContext, approvals: typeof ApprovalRow) {
  const { clock } = platform;
  const about = (id: string) => ({ type: 'user', id });
  const findOn = (userId: string) =>
    approvals.findOne({
      where: { act: STOP, subjectType: 'user', subjectId: userId, status: 'OPEN' },
      lock: true,
    });

  /** Whoever stopped another administrator alone is nobody's second, and nobody is theirs. @throws second_admin_needed */
  async function refuseWhoStopped(actor: Actor): Promise<void> {
    const firstId = userIdOf(actor);
    if (firstId === null) return;
    if ((await approvals.count({ where: { firstId, act: STOP, status: 'OPEN' } })) === 0) return;
    throw secondAdminNeeded(
      'You suspended an administrator. Until another one suspends them too, or whoever runs the servers confirms it, you agree to nothing.',
    );
  }

  return {
    refuseWhoStopped,

    async stopAtOnce(actor: Actor, userId: string): Promise<void> {
      const firstId = userIdOf(actor);
      if (firstId === null) return;
      await refuseWhoStopped(actor);
      const id = newId();
      await approvals.create({
        ...{ id, act: STOP, subjectType: 'user', subjectId: userId, amountCents: 0, asked: '{}' },
        ...{ status: 'OPEN', firstId, openedAt: clock.now() },
      });
      const detail = { act: STOP, approvalId: id };
      await audit.record({ actor, action: 'approval.asked', subject: about(userId), detail });
    },

    async confirmStop(actor: Actor, userId: string): Promise<boolean> {
      const stop = await findOn(userId);
      if (!stop) return false;
      const secondId = userIdOf(actor);
      refuseOwnThing(actor, userId);
      await refuseWhoStopped(actor);
      await stop.update({ status: 'AGREED', secondId, closedAt: clock.now() });
      const detail = { act: STOP, approvalId: stop.id, firstId: stop.firstId };
      await audit.record({ actor, action: 'approval.agreed', subject: about(userId), detail });
      return true;
    },

    async endStop(actor: Actor, userId: string): Promise<boolean> {
      const stop = await findOn(userId);
      if (!stop) return false;
      await stop.update({ status: 'WITHDRAWN', closedAt: clock.now() });
      const detail = { act: STOP, approvalId: stop.id, firstId: stop.firstId };
      await audit.record({ actor, action: 'approval.withdrawn', subject: about(userId), detail });
      return true;
    },
  };
}
