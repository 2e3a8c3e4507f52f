/**
 * A session that a browser keeps: the refresh token in a cookie that no script reads and no other site sends. Who wants
 * that says `X-Session: cookie`, which a page of another site cannot say without being asked first.
 */
import { Answer, type RequestFacts } from '../../platform/http/endpoint';
import { SECOND_MS } from '../../platform/kernel/clock';
import { foreignOrigin } from './identity.problems';
import type { TokenPair } from './sessions';

/** Of a site that is reached over https alone; browsers take the longer name from there only. */
const NAMES = { secure: '__Secure-mcx-session', plain: 'mcx-session' };

type Request = Pick<RequestFacts, 'header'>;

export type SessionCookie = ReturnType<typeof createSessionCookie>;

export function createSessionCookie({ siteUrl, production }: { siteUrl: string; production: boolean }) {
  const site = new URL(siteUrl);
  const secure = site.protocol === 'https:';
  const name = secure ? NAMES.secure : NAMES.plain;
  const attributes = `Path=${site.pathname.replace(/\/$/, '')}/api/auth; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  const cookie = (value: string, seconds: number): Record<string, string> => ({
    'Set-Cookie': `${name}=${value}; Max-Age=${seconds}; ${attributes}`,
  });

  /** While one works on it a site has several names, such as localhost. */
  const isOurs = (origin: string | undefined, host: string | undefined): boolean =>
    origin === site.origin || (!production && origin !== undefined && URL.parse(origin)?.host === host);

  /**
   * Whether the session lives in the cookie. `SameSite` lets a sister subdomain through, hence the look at `Origin`.
   * @throws foreign_origin
   */
  function isWanted(request: Request): boolean {
    if (request.header('x-session') !== 'cookie') return false;
    if (!isOurs(request.header('origin'), request.header('host'))) {
      throw foreignOrigin('Sessions in a cookie are for our own pages. Send the refresh token in the body.');
    }
    return true;
  }

  return {
    isWanted,

    /** The refresh token that the browser keeps; null where it keeps none. */
    read(request: Request): string | null {
      const kept = (request.header('cookie') ?? '').split(/;\s*/).find((each) => each.startsWith(`${name}=`));
      return kept?.slice(name.length + 1) || null;
    },

    /** The answer with the tokens of `pair`: where a browser keeps the session, no script sees the refresh token. */
    answer<Tokens extends { refreshToken?: string }>(
      request: Request,
      pair: TokenPair,
      tokens: Tokens,
      now: number,
    ) {
      if (!isWanted(request)) return tokens;
      const { refreshToken: _, ...rest } = tokens;
      const seconds = Math.max(0, Math.floor((pair.refreshTokenExpiresAt - now) / SECOND_MS));
      return new Answer({ ...rest }, { headers: cookie(pair.refreshToken, seconds) });
    },

    /** The answer that lets the browser forget the session. */
    forget: <Data>(request: Request, data: Data) =>
      isWanted(request) ? new Answer(data, { headers: cookie('', 0) }) : data,
  };
}
