/** Not your own: an admin acts on other people's things only, whatever their role. The contract says so: `notOwn`. */
import type { Actor } from '../kernel/actor';
import { forbidden } from './problem';

/** Asked before anything else of the thing. @throws forbidden where it is the admin's own, or they are a party to it */
export function refuseOwnThing(actor: Actor, ...ownerIds: readonly string[]): void {
  if (actor.kind !== 'user' || !ownerIds.includes(actor.userId)) return;
  throw forbidden('This is your own, or you are a party to it; another administrator has to act.');
}

/** Who acts for somebody is on no other side of it. @throws forbidden where the deputy is a party */
export function refuseOwnDealing(actor: Actor, ...partyIds: readonly string[]): void {
  if (actor.kind !== 'user' || !actor.deputy || !partyIds.includes(actor.deputy.userId)) return;
  throw forbidden('You are the other party here: the person you act for has to act themselves.');
}
