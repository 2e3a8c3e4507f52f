/** Collects everything that is kept about a user, for the user. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { IdentityContext } from '../identity.context';
import type { User } from '../user.model';
import type { UserData } from './user-data';

export interface ExportedAccount {
  exportedAt: number;
  user: User;
  /** What each module has contributed, by its name. */
  contributions: Record<string, unknown>;
}

export const createExportAccount =
  ({ audit, store, platform: { clock } }: IdentityContext, userData: UserData) =>
  async (actor: UserActor): Promise<ExportedAccount> => {
    const user = await store.get(actor.userId);
    const contributions = await userData.collect(actor);
    await audit.record({ actor, action: 'user.data_exported', subject: { type: 'user', id: user.id } });
    return { exportedAt: clock.now(), user, contributions };
  };
