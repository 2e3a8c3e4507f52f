/** Rules of law in a text, each with where it can be read: the eCFR of the National Archives, else Cornell's law library. */

export interface LawPart {
  text: string;
  /** Null for what is no rule. */
  url: string | null;
}

const RULES: readonly { pattern: string; urlOf(found: RegExpExecArray): string }[] = [
  {
    // 49 CFR part 387, 49 CFR part 365 subpart D
    pattern: String.raw`(\d+) CFR part (\d+)(?: subpart ([A-Z]))?`,
    urlOf: ([, title, part, subpart]) =>
      `https://www.ecfr.gov/current/title-${title}/part-${part}${subpart ? `/subpart-${subpart}` : ''}`,
  },
  {
    // 49 CFR 390.19, 26 CFR 301.6109-1(d)(2)(ii)
    pattern: String.raw`(\d+) CFR ([\d.]+(?:-\d+)?)(?:\([a-z0-9]+\))*`,
    urlOf: ([, title, section]) => `https://www.ecfr.gov/current/title-${title}/section-${section}`,
  },
  {
    // 49 U.S.C. 14504a
    pattern: String.raw`(\d+) U\.S\.C\. (\d+[a-z]?)`,
    urlOf: ([, title, section]) => `https://www.law.cornell.edu/uscode/text/${title}/${section}`,
  },
  {
    // UCC 9-406
    pattern: String.raw`UCC (\d)-(\d+)`,
    urlOf: ([, article, section]) => `https://www.law.cornell.edu/ucc/${article}/${article}-${section}`,
  },
  {
    pattern: String.raw`UCC article (\d)`,
    urlOf: ([, article]) => `https://www.law.cornell.edu/ucc/${article}`,
  },
  {
    // 78 FR 52457
    pattern: String.raw`(\d+) FR (\d+)`,
    urlOf: ([, volume, page]) => `https://www.federalregister.gov/citation/${volume}-FR-${page}`,
  },
];

/** The text in its order; all of it. */
export function lawParts(text: string): LawPart[] {
  const found = RULES.flatMap(({ pattern, urlOf }) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map((match) => ({
      at: match.index,
      text: match[0],
      url: urlOf(match),
    })),
  ).toSorted((one, other) => one.at - other.at || other.text.length - one.text.length);
  const parts: LawPart[] = [];
  let at = 0;
  for (const rule of found) {
    // A longer rule that begins at the same place has taken it.
    if (rule.at < at) continue;
    if (rule.at > at) parts.push({ text: text.slice(at, rule.at), url: null });
    parts.push({ text: rule.text, url: rule.url });
    at = rule.at + rule.text.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), url: null });
  return parts;
}
