/** Keyed hashes of what carriers share: an index of them finds who shares what, and tells nobody a telephone number. */
import { createHmac } from 'node:crypto';
import type { LinkKind, LinkValue } from './link-keys.rules';

const LETTERS: Record<LinkKind, string> = {
  TELEPHONE: 'T',
  EMAIL: 'M',
  EMAIL_DOMAIN: 'D',
  ADDRESS: 'A',
  OFFICER: 'O',
  VIN: 'V',
  EIN: 'E',
  FORMER_NUMBER: 'F',
};
const KINDS = new Map(Object.entries(LETTERS).map(([kind, letter]) => [letter, kind as LinkKind]));
/** With the letter 22 characters: 126 bits, so that two values never meet by chance. */
const HASH_LENGTH = 21;

export interface LinkHasher {
  /** A letter for the kind, and the hash. */
  key(value: LinkValue): string;
  kindOf(key: string): LinkKind;
}

export const createLinkHasher = (secret: string): LinkHasher => ({
  key: ({ kind, value }) =>
    LETTERS[kind] +
    createHmac('sha256', secret)
      .update(`carriers.links\n${kind}\n${value}`)
      .digest('base64url')
      .slice(0, HASH_LENGTH),
  kindOf(key) {
    const kind = KINDS.get(key.slice(0, 1));
    if (!kind) throw new Error(`A key of no kind: ${key.slice(0, 1)}`);
    return kind;
  },
});
