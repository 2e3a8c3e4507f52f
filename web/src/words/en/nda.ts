/** Who has accepted the confidentiality terms of which listing, and what proves it. */

export const ndaWords = {
  ownTitle: 'Confidentiality terms that you accepted',
  ownEmpty: 'You have accepted none. You do so when you unlock a listing.',
  ownCaption: 'Terms that you accepted, newest first',
  signedTitle: 'Who signed the confidentiality terms',
  signedCaption: 'Signatures for this listing, newest first',
  listing: 'Listing',
  signer: 'Signed by',
  /** Accepted before a signature was asked for. */
  unsigned: (name: string) => `${name}, without a typed signature`,
  company: (name: string) => `for ${name}`,
  terms: 'Terms',
  version: (name: string) => `Version ${name}`,
  when: 'When',
  address: 'From network address',
  proof: 'Proof',
  download: 'PDF',
  downloadOf: (what: string) => `Proof of ${what} as PDF`,
  file: (version: string, id: string) => `nda-${version}-${id.slice(-6)}.pdf`,
} as const;
