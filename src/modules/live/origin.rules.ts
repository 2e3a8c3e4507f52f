/** Which web pages may open a socket: a browser tells their origin, and asks nobody else. */

export interface OriginPolicy {
  /** `*` is any. */
  corsOrigins: readonly string[];
  siteUrl: string;
}

/** A program sends no origin; it has no cookies that a page could misuse, and shows a token like everybody. */
export const isOriginAllowed = (
  origin: string | undefined,
  { corsOrigins, siteUrl }: OriginPolicy,
): boolean =>
  origin === undefined ||
  corsOrigins.includes('*') ||
  corsOrigins.includes(origin) ||
  origin === new URL(siteUrl).origin;
