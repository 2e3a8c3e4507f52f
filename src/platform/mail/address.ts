/** Email addresses: the one spelling that is stored, what passes for one at all, and which of them are one mailbox. */
import { domainToASCII } from 'node:url';

const LONGEST = 254;

/**
 * WHATWG's characters before the @, and letters of any script (RFC 6532); dots stand between others. Not those that some
 * servers read as a way on to another address: `a%other.test@`, `other.test!a@`, an encoded word (`=?…?=`).
 */
const LOCAL_PART =
  /^(?=.{1,64}$)(?!.*=\?)(?!\p{M})[\p{L}\p{M}\p{N}#$&'*+/=?^_`{|}~-]+(?:\.(?!\p{M})[\p{L}\p{M}\p{N}#$&'*+/=?^_`{|}~-]+)*$/u;

/** RFC 1035, 2.3.1, with digits in front; the last label is no number, as an IP address would have. */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** What a name in any script is made of; a dot has three more forms (UTS 46). The rest is of a URL: `%65`, `/`, a port. */
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.\-\u3002\uff0e\uff61]+$/u;

/** Marks that nobody sees, by which two addresses look like one. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/**
 * Lower case, composed (NFC), the domain in ASCII (IDNA), so that a name and its punycode are one address. What is no
 * address comes back as it is.
 */
export function canonicalEmail(typed: string): string {
  const email = typed.trim().toLowerCase().normalize('NFC');
  const at = email.lastIndexOf('@');
  if (at < 0 || INVISIBLE.test(email) || !TYPED_DOMAIN.test(email.slice(at + 1))) return email;
  const domain = domainToASCII(email.slice(at + 1));
  return domain === '' ? email : email.slice(0, at + 1) + domain;
}

/** Of the canonical spelling: what every mail server reads as one address, and as the same. */
export function isEmailAddress(email: string): boolean {
  const at = email.lastIndexOf('@');
  if (at < 0 || email.length > LONGEST || INVISIBLE.test(email)) return false;
  const [name, domain] = [email.slice(0, at), email.slice(at + 1)];
  // Full width and ligatures are other letters to one server, and plain ones to the next.
  if (name.normalize('NFKC') !== name) return false;
  return LOCAL_PART.test(name) && DOMAIN.test(domain) && domainToASCII(domain) === domain;
}

interface Provider {
  /** Under whichever of these names, it is one mailbox. */
  domains: readonly string[];
  /** What the provider does not read in front of the @, wherever it stands. */
  ignores: RegExp;
}

const TAG = /\+.*$/g;

/**
 * What providers say of their own mailboxes; of others nobody knows, and dots and tags may tell people apart. Keys made of
 * it are stored: whoever adds one computes them anew in a migration.
 */
const PROVIDERS: readonly Provider[] = [
  // https://support.google.com/mail/answer/7436150 and /22370
  { domains: ['gmail.com', 'googlemail.com'], ignores: /\+.*$|\./g },
  // https://proton.me/support/addresses-and-aliases: one name under all three, whose dots, hyphens and underscores do not count.
  { domains: ['proton.me', 'protonmail.com', 'pm.me'], ignores: /\+.*$|[._-]/g },
  // https://support.apple.com/guide/icloud/mm6b1a490a/icloud
  { domains: ['icloud.com', 'me.com', 'mac.com'], ignores: TAG },
  // https://support.microsoft.com/office/add-or-remove-an-email-alias-in-outlook-com-459b1989-356d-40fa-a689-8f285b13f1f2
  ...['outlook.com', 'hotmail.com', 'live.com', 'msn.com'].map((domain) => ({
    domains: [domain],
    ignores: TAG,
  })),
  // https://www.fastmail.help/hc/en-us/articles/360060591053
  ...['fastmail.com', 'fastmail.fm'].map((domain) => ({ domains: [domain], ignores: TAG })),
];

const PROVIDER_OF = new Map(
  PROVIDERS.flatMap((provider) => provider.domains.map((domain) => [domain, provider] as const)),
);

/** One spelling for all addresses that reach the same mailbox, as far as that is known. Mail goes to the address itself. */
export function mailboxOf(address: string): string {
  const email = canonicalEmail(address);
  const at = email.lastIndexOf('@');
  const provider = PROVIDER_OF.get(email.slice(at + 1));
  if (!provider) return email;
  const name = email.slice(0, at).replaceAll(provider.ignores, '');
  return name === '' ? email : `${name}@${provider.domains[0] ?? ''}`;
}

/** For counting what goes there: many servers that nobody can list ignore tags, so all that differ by one count as one. */
export const floodedMailbox = (address: string): string =>
  mailboxOf(address).replace(/(?<=^[^+]+)\+.*(?=@)/, '');
