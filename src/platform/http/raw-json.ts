/** A part of an answer that is JSON already: it is written as it is, and read again only where a contract is checked. */
export class RawJson {
  readonly text: string;

  /** `text`: well-formed JSON. */
  constructor(text: string) {
    this.text = text;
  }

  /** For whoever does not know it, such as a stored answer. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}
