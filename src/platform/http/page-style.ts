/** The one style sheet of the pages for people: narrow and wide, by day and by night, and on paper. */

/** Each pair of colors reads with a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3), borders of fields with 3 to 1. */
export const PAGE_STYLE = `:root{color-scheme:light dark;--ink:#17212b;--soft:#4d5b69;--paper:#f5f7f9;--card:#fff;--line:#d5dce3;
--field:#76838f;--link:#0b5cad;--button:#0b5cad;--on-button:#fff;--good:#0d6b3f;--good-paper:#e6f4ec;--bad:#9d1c1c;--bad-paper:#fbe9e9}
@media(prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#a9b6c3;--paper:#10161c;--card:#18212a;--line:#313d49;--field:#8392a0;
--link:#85bdf7;--button:#85bdf7;--on-button:#0b1a2a;--good:#7fd6a8;--good-paper:#12301f;--bad:#f5a3a3;--bad-paper:#3a1717}}
*{box-sizing:border-box}
body{font:1rem/1.55 system-ui,-apple-system,"Segoe UI",sans-serif;margin:0;color:var(--ink);background:var(--paper);overflow-wrap:break-word}
header{border-bottom:1px solid var(--line);background:var(--card)}
header a{display:block;max-width:56rem;margin:0 auto;padding:.9rem 1.25rem;font-weight:700;color:var(--ink);text-decoration:none}
main{max-width:56rem;margin:1.5rem auto;padding:0 1.25rem}
main.small{max-width:30rem}
main.small>article{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.25rem 1.5rem}
h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}h2{font-size:1.15rem;margin-top:2rem}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
label{font-weight:600}
input,select{font:inherit;color:inherit;background:var(--card);width:100%;padding:.6rem .7rem;border:1px solid var(--field);border-radius:8px;margin-top:.3rem}
button{font:inherit;font-weight:600;min-height:2.75rem;padding:.6rem 1.4rem;border:1px solid transparent;border-radius:8px;background:var(--button);color:var(--on-button);cursor:pointer}
button:hover{text-decoration:underline}
[role=status],[role=alert]{padding:.7rem .9rem;border-radius:8px;border-inline-start:4px solid}
[role=status]{color:var(--good);background:var(--good-paper)}[role=alert]{color:var(--bad);background:var(--bad-paper)}
table{border-collapse:collapse;width:100%}
td,th{text-align:start;padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
th{color:var(--soft);font-weight:600}
code,pre{font:.9em ui-monospace,Menlo,Consolas,monospace;background:var(--card);border:1px solid var(--line);border-radius:4px}
code{padding:.05rem .3rem}pre{padding:.8rem;white-space:pre-wrap}
iframe.letter{width:100%;height:40rem;border:1px solid var(--line);border-radius:8px;background:#fff}
@media(max-width:32rem){button{width:100%}main{margin:1rem auto}main.small>article{padding:1rem}td,th{display:block;border-bottom:0;padding:.1rem 0}tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}}
@media print{header{display:none}body{background:none}}`;
