/** The frame of the few pages for people. */

export { PAGE_STYLE } from './page-style';

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** `small`: one thing to read or to do, in the middle of the window. */
export function htmlPage(title: string, body: string, { small = false } = {}): string {
  const main = small ? `<main class="small"><article>${body}</article></main>` : `<main>${body}</main>`;
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title><link rel="stylesheet" href="/page.css"></head>` +
    `<body><header><a href="/">MC Exchange</a></header>${main}</body></html>`
  );
}
