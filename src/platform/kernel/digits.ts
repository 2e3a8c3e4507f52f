/** Digits of any script as 0 to 9: every script has its ten in a row. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}

export const asciiDigits = (text: string): string => text.replaceAll(/\p{Nd}/gu, digitOf);
