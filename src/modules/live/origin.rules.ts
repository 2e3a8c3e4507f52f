/** Which web pages may open a socket: a browser tells their origin, and asks nobody else. */

export interface OriginPolicy {
  /** `*` is any. */
  corsOrigins: readonly string[];
  siteUrl: string;
  production: boolean;
}

/** A program sends no origin; it has no cookies that a page could misuse, and shows a token like everybody. */
export const isOriginAllowed = (
  origin: string | undefined,
  host: string | undefined,
  { corsOrigins, siteUrl, production }: OriginPolicy,
): boolean =>
  origin === undefined ||
  corsOrigins.includes('*') ||
  corsOrigins.includes(origin) ||
  origin === new URL(siteUrl).origin ||
  // Outside production the product is reached by whatever name and port; the cookie of a session goes by the same rule.
  (!production && URL.parse(origin)?.host === host);
