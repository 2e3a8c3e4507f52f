/** What an operator is told where a certificate is refused, whoever showed it. */
export const BAD_CERTIFICATE =
  'Its certificate is not good for that name, or of an authority that is not known: NODE_EXTRA_CA_CERTS names your own.';
