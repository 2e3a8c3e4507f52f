/** Everybody of the demo's world, signed in anew whenever their token is over; and the clock by which they live. */
import type { App } from '../../app';
import type { Api } from '../../journey/api';
import { systemActor } from '../../platform/kernel/actor';
import { MINUTE_MS, type MovableClock } from '../../platform/kernel/clock';
import type { WorldPerson } from './world-people';

const TOKEN_GOOD_MS = 8 * MINUTE_MS;
const demo = systemActor('demo');

export interface Member extends WorldPerson {
  id: string;
}

export type Office = ReturnType<typeof openOffice>;

export function openOffice({ modules, platform }: App, clock: MovableClock, gate: Api) {
  const signedIn = new Map<string, { api: Api; since: number }>();
  const papers = new Map<string, string>();

  return {
    /** Who signs in by this address; added where they are missing, with credits. */
    async join(person: WorldPerson, credits: number): Promise<Member> {
      const known = await modules.identity.findUserByEmail(person.email);
      if (known) return { ...person, id: known.id };
      const { companyName, ...who } = person;
      const { id } = await modules.identity.createUser(
        { ...who, ...(companyName ? { companyName } : {}), emailVerified: true },
        demo,
      );
      if (credits > 0) {
        await modules.billing.grantBonus(demo, {
          userId: id,
          credits,
          reason: 'For the demo.',
          key: `demo:${id}`,
        });
      }
      return { ...person, id };
    },

    async as({ email, password }: WorldPerson): Promise<Api> {
      const last = signedIn.get(email);
      if (last && clock.now() - last.since < TOKEN_GOOD_MS) return last.api;
      const since = clock.now();
      const api = await gate.as(email, password);
      signedIn.set(email, { api, since });
      return api;
    },

    /** A paper of theirs, uploaded once. */
    async paperOf(member: Member, upload: (api: Api) => Promise<string>): Promise<string> {
      const known = papers.get(member.id);
      if (known) return known;
      const id = await upload(await this.as(member));
      papers.set(member.id, id);
      return id;
    },

    /** Payments, news and letters arrive. */
    settle: async (): Promise<void> => void (await platform.queue.runDue()),

    nda: () => gate.get('/listings/nda'),

    /** The clock goes to that instant, unless it has passed, and what follows from the acts so far happens. */
    async until(at: number): Promise<void> {
      await platform.queue.runDue();
      // Before the clock is further on than a sealer looks back.
      await modules.audit.seal();
      if (at > clock.now()) clock.advance(at - clock.now());
    },
  };
}
