/** A code in small letters, its type with it. */
export const lowerCase = <Code extends string>(code: Code): Lowercase<Code> =>
  code.toLowerCase() as Lowercase<Code>;
