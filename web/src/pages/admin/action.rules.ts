/** What the action log calls an act, as people read it. */

/** `listing.pending_change_approved` is read as «Listing pending change approved». */
export function sayAction(action: string): string {
  const text = action.replaceAll(/[._]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
