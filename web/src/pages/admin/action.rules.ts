/** What the action log calls an act, and what is to be done about money, as people read it. */
import { adminWords } from '../../words/admin';

const { codes, log } = adminWords;

type Names = Readonly<Partial<Record<string, string>>>;

/** By its code; what this release has no name for is called that. */
export const named = (names: Names, code: string, other: string): string =>
  (Object.hasOwn(names, code) ? names[code] : undefined) ?? other;

export const sayAction = (action: string): string => named(log.action, action, log.other.action);

export const saySubject = (type: string): string => named(log.subject, type, log.other.subject);

/** `identity.recovery` acts for a part of the platform, and so does a job of it. */
export const sayPart = (name: string): string => named(log.part, name.split(/[. ]/)[0] ?? '', log.other.part);

export const sayGatewayEvent = (type: string): string =>
  named(log.gatewayEvent, type, log.other.gatewayEvent);

/** What operators are told names the requests of the interface: the pages have buttons for them. */
export const withoutRequests = (text: string): string =>
  text
    .replace(/ \((?:POST |GET |…\/)[^)]*\)/g, '')
    .replace(/(?::|,? then)? POST \/\S*?(?=[.,;]?(?:\s|$))/g, '');

/** Why the bank of a payer disputes it. */
export const sayDisputeReason = (reason: string): string =>
  named(codes.cardDisputeReason, reason, codes.otherDisputeReason);
