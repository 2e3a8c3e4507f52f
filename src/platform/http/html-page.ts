/** The frame of the few pages for people. */

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export const PAGE_STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:3rem auto;padding:0 1rem;color:#1c2733}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
td,th{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #dde3ea;vertical-align:top}code,pre{background:#f3f5f8;border-radius:4px}
iframe.letter{width:100%;height:40rem;border:1px solid #dde3ea;border-radius:8px}
label input,label select{font:inherit;width:100%;max-width:26rem;padding:.5rem;border:1px solid #9aa7b4;border-radius:6px;margin-top:.25rem}
button{font:inherit;font-weight:600;padding:.6rem 1.2rem;border:0;border-radius:6px;background:#0b5cad;color:#fff;cursor:pointer}
code{padding:.1rem .3rem}pre{padding:.8rem;white-space:pre-wrap}a{color:#0b5cad}`;

export const htmlPage = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
  `<title>${escapeHtml(title)}</title><link rel="stylesheet" href="/page.css"></head><body>${body}</body></html>`;
