/** What the modules add to a user's data export, and what they hold against deleting an account. */
import type { UserActor } from '../../../platform/kernel/actor';

/** All that a module keeps of the user, in plain values. The actor has no admin role here: it is their own data. */
export type ExportContribution = (user: UserActor) => Promise<unknown>;

/** `closedToKeys`: no API key reads it by itself, so none does in an export. */
export interface ExportOptions {
  closedToKeys?: true;
}

/** Why the account may not be deleted yet, in a sentence; null when nothing stands against it. */
export type DeletionCheck = (userId: string) => Promise<string | null>;

export type UserData = ReturnType<typeof createUserData>;

export function createUserData() {
  const contributions = new Map<string, ExportOptions & { contribute: ExportContribution }>();
  const checks = new Map<string, DeletionCheck>();

  function register<Given>(to: Map<string, Given>, name: string, given: Given): void {
    if (to.has(name)) throw new Error(`${name} is registered already.`);
    to.set(name, given);
  }

  return {
    contributesToExport: (name: string, contribute: ExportContribution, options: ExportOptions = {}) =>
      register(contributions, name, { ...options, contribute }),

    preventsDeletion: (name: string, check: DeletionCheck) => register(checks, name, check),

    async collect(actor: UserActor): Promise<Record<string, unknown>> {
      const user = { ...actor, roles: actor.roles.filter((role) => role !== 'admin') };
      const collected: Record<string, unknown> = {};
      // One after the other: an export is not worth a connection for every module.
      for (const [name, { contribute, closedToKeys }] of contributions) {
        if (!closedToKeys || actor.apiKey === undefined) collected[name] = await contribute(user);
      }
      return collected;
    },

    async findDeletionBlockers(userId: string): Promise<string[]> {
      const blockers: string[] = [];
      for (const check of checks.values()) {
        const blocker = await check(userId);
        if (blocker !== null) blockers.push(blocker);
      }
      return blockers;
    },
  };
}
