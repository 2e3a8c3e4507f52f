/** What the action log calls an act, and what is to be done about money, as people read it. */

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
