/** What somebody can do with a thing now, and what not. */
export interface Moves<Name extends string> {
  open: { move: Name; effect: string }[];
  /** With the code that trying would answer. */
  closed: { move: Name; code: string; because: string }[];
}
