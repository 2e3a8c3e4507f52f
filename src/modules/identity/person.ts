/** A person beside their id, as administrators read them in lists. */
import { z } from 'zod';
import { Id } from '../../platform/http/wire';
import type { User } from './user.model';
import { fullName } from './user.rules';

export const Person = z
  .strictObject({
    id: Id,
    name: z.string().describe('Full name.'),
    companyName: z.string().nullable().describe('Company, where they gave one.'),
    email: z.string().nullable().describe('E-mail address; null once the account is gone.'),
  })
  .meta({ id: 'Person' });
export type Person = z.output<typeof Person>;

/** As the sides of an offer or a deal read each other. */
export const Party = z
  .strictObject({ id: Id, displayName: z.string().describe('First name and initial.') })
  .meta({ id: 'Party' });

/** One who has left is shown by the id alone. */
export function personOf(id: string, people: Map<string, User>): Person {
  const user = people.get(id);
  return user
    ? { id, name: fullName(user), companyName: user.companyName, email: user.email }
    : { id, name: 'Former user', companyName: null, email: null };
}
