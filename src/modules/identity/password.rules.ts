/** Which passwords are refused, after NIST SP 800-63B: length and a blocklist, no rules of composition. */
import { COMMON_PASSWORD_WORDS } from './common-passwords';

export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;

/** What must be left of a password when everything that anybody would try first is taken out of it. */
const OWN_LENGTH = 8;
const OWN_VARIETY = 5;

/** Shorter pieces of a name or address stand in many good passwords by chance. */
const TELLING_LENGTH = 4;

/** The same password whichever keyboard composed its accents. */
export const normalisePassword = (password: string): string => password.normalize('NFC');

/** In characters as people count them, not in the units of the encoding. */
export const passwordLength = (password: string): number => [...normalisePassword(password)].length;

/** Why the password is refused, in a sentence; null when it is good. Its length is checked with the request. */
export function findPasswordWeakness(password: string, email: string): string | null {
  const [mailbox = '', host = ''] = email.toLowerCase().split('@');
  const personal = [mailbox, ...mailbox.split(/[^\p{L}\p{N}]/u), host, host.split('.')[0] ?? ''].filter(
    (piece) => piece.length >= TELLING_LENGTH,
  );
  const words = [...personal, ...COMMON_PASSWORD_WORDS].sort((one, other) => other.length - one.length);
  const own = words.reduce(
    (rest, word) => rest.replaceAll(word, ''),
    normalisePassword(password).toLowerCase(),
  );
  const characters = [...own];
  if (characters.length >= OWN_LENGTH && new Set(characters).size >= OWN_VARIETY) return null;
  return 'Common passwords, runs of keys, repeated characters, our name and your e-mail address are guessed first. Take several words that have nothing to do with each other.';
}
