/** A rule's "no", as a value: rules return it, use cases turn it into the problem that the caller is answered. */
export interface Refusal<Code extends string = string> {
  code: Code;
  /** A sentence for the person who is refused. */
  because: string;
  /** The fields at fault, where the rule knows them; each with this refusal's code unless it has its own. */
  fields?: { field: string; code?: string; message: string; limits?: { least?: number; most?: number } }[];
}

export const refusal = <Code extends string>(code: Code, because: string): Refusal<Code> => ({
  code,
  because,
});
