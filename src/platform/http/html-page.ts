/** The frame of the few pages for people. */

export { PAGE_STYLE } from './page-style';

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const PRODUCT = 'MC Exchange';

/** The mark of the product, as the browser app draws it. */
const MARK =
  '<svg viewBox="0 0 32 32" aria-hidden="true"><rect class="mark" width="32" height="32" rx="6"/>' +
  '<path class="letter" d="M7 22V10h3.2l5.8 7.6L21.8 10H25v12h-3.2v-7.2L16 22.3l-5.8-7.5V22z"/></svg>';

/** `small`: one thing to read or to do, in the middle of the window. */
export function htmlPage(title: string, body: string, { small = false } = {}): string {
  const main = small ? `<main class="small"><article>${body}</article></main>` : `<main>${body}</main>`;
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<meta name="color-scheme" content="light dark"><title>${escapeHtml(title === PRODUCT ? title : `${title} · ${PRODUCT}`)}</title><link rel="stylesheet" href="/page.css"></head>` +
    `<body><header><div><a href="/">${MARK}${PRODUCT}</a></div></header>${main}</body></html>`
  );
}
