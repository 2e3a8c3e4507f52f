/** Which passwords are refused, after NIST SP 800-63B: length and a blocklist, no rules of composition. */
import { COMMON_PASSWORD_WORDS } from './common-passwords';

export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/** What must be left of a password after everything that an attacker would try first is removed. */
const MIN_REMAINING_LENGTH = 8;
const MIN_REMAINING_CHARACTERS = 5;

/** Shorter pieces of a name or address occur in many good passwords by chance. */
const MIN_PERSONAL_LENGTH = 4;

/** The same password whichever keyboard composed its accents. */
export const normalisePassword = (password: string): string => password.normalize('NFC');

/** In characters as people count them, not in the units of the encoding. */
export const passwordLength = (password: string): number => [...normalisePassword(password)].length;

/** Why the password is refused, in a sentence; null when it is good. Its length is checked with the request. */
export function findPasswordWeakness(password: string, email: string): string | null {
  const [mailbox = '', host = ''] = email.toLowerCase().split('@');
  const personal = [mailbox, ...mailbox.split(/[^\p{L}\p{N}]/u), host, host.split('.')[0] ?? ''].filter(
    (piece) => piece.length >= MIN_PERSONAL_LENGTH,
  );
  const words = [...personal, ...COMMON_PASSWORD_WORDS].sort((one, other) => other.length - one.length);
  const remaining = words.reduce(
    (rest, word) => rest.replaceAll(word, ''),
    normalisePassword(password).toLowerCase(),
  );
  const characters = [...remaining];
  if (characters.length >= MIN_REMAINING_LENGTH && new Set(characters).size >= MIN_REMAINING_CHARACTERS)
    return null;
  return 'Common passwords, keyboard patterns, repeated characters, our name and your email address are easy to guess. Use several unrelated words.';
}
