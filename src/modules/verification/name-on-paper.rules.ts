/** Whether the name on a paper is the one that a person gave: as people write it, not letter by letter. */

const partsOf = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Middle names, second family names and accents differ from paper to paper; a first and a family name are in both. */
export function isSameName(claimed: string, { first, last }: { first: string; last: string }): boolean {
  const given = new Set(partsOf(claimed));
  return [first, last].every((part) => partsOf(part).some((each) => given.has(each)));
}
