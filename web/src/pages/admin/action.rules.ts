/** What the action log calls an act, and what is to be done about money, as people read it. */
import { adminWords } from '../../words/admin';

const { cardDisputeReason } = adminWords.codes;

/** `listing.pending_change_approved` is read as «Listing pending change approved». */
export function sayAction(action: string): string {
  const text = action.replaceAll(/[._]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What operators are told names the requests of the interface: the pages have buttons for them. */
export const withoutRequests = (text: string): string =>
  text
    .replace(/ \((?:POST |GET |…\/)[^)]*\)/g, '')
    .replace(/(?::|,? then)? POST \/\S*?(?=[.,;]?(?:\s|$))/g, '');

/** Why the bank of a payer disputes it; a word of the bank that has no name yet is read as it stands. */
export function sayDisputeReason(reason: string): string {
  const names: Partial<Record<string, string>> = cardDisputeReason;
  return names[reason] ?? sayAction(reason);
}
