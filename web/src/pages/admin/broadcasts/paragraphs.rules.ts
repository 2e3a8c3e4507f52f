/** How the text of a broadcast is set: as its readers will see it. */

/** An empty line begins a paragraph; a single one is a blank. */
export const paragraphsOf = (content: string): string[] =>
  content
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');
