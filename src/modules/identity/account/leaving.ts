/** What other modules say of a person who leaves: what they know of him, and what has to end before he may go. */

import type { UserActor } from '../../../platform/kernel/actor';

/** All that a module keeps of the person, in plain values. He asks as himself: an admin holds no office here. */
export type Contribution = (person: UserActor) => Promise<unknown>;

/** Why the person may not be deleted yet, in a sentence; null when nothing stands against it. */
export type Objection = (userId: string) => Promise<string | null>;

export type Leaving = ReturnType<typeof createLeaving>;

export function createLeaving() {
  const contributions = new Map<string, Contribution>();
  const objections = new Map<string, Objection>();
  const add = <Said>(to: Map<string, Said>, name: string, said: Said) => {
    if (to.has(name)) throw new Error(`${name} has spoken already.`);
    to.set(name, said);
  };
  return {
    contributesToExport: (name: string, contribution: Contribution) => add(contributions, name, contribution),
    preventsDeletion: (name: string, objection: Objection) => add(objections, name, objection),

    async gather(actor: UserActor): Promise<Record<string, unknown>> {
      const person = { ...actor, roles: actor.roles.filter((role) => role !== 'admin') };
      const gathered: Record<string, unknown> = {};
      // One after the other: an export is not worth a connection for every module.
      for (const [name, contribute] of contributions) gathered[name] = await contribute(person);
      return gathered;
    },

    async findObjections(userId: string): Promise<string[]> {
      const found: string[] = [];
      for (const object of objections.values()) {
        const objection = await object(userId);
        if (objection !== null) found.push(objection);
      }
      return found;
    },
  };
}
