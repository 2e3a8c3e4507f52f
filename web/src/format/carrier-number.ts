/** What somebody has typed to name a carrier: a USDOT number, a docket number, or a name. */
export type CarrierNumber = { usdot: string } | { mc: string } | { name: string };

const USDOT = /^(?:us\s*dot|dot)?[\s#:.]*(\d{1,8})$/i;
const DOCKET = /^(mc|mx|ff)[\s#:.-]*(\d{1,8})$/i;

/** Null where nothing is typed. */
export function readNumber(typed: string): CarrierNumber | null {
  const text = typed.trim();
  if (text === '') return null;
  const [, usdot] = USDOT.exec(text) ?? [];
  if (usdot) return { usdot };
  const [, prefix, digits] = DOCKET.exec(text) ?? [];
  if (prefix && digits) return { mc: `${prefix.toUpperCase()}${digits}` };
  return { name: text };
}
