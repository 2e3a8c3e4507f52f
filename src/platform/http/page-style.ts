/** The one style sheet of the pages for people: narrow and wide, by day and by night, and on paper. It looks as the browser app does. */

/** Each pair of colors reads with a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3), borders of fields with 3 to 1. */
export const PAGE_STYLE = `:root{color-scheme:light dark;--ink:#15202b;--soft:#465463;--paper:#f6f7f9;--card:#ffffff;--line:#d9dfe5;
--field:#7c8a99;--link:#1b4f9c;--button:#1b3a6b;--button-over:#142c52;--on-button:#ffffff;--focus:#2f6fed;--good:#1a6b3c;--good-paper:#e6f4ea;--bad:#a4262c;--bad-paper:#fce9ea}
@media(prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#b3bfcb;--paper:#0f151c;--card:#161e27;--line:#2a3541;--field:#6f7f90;
--link:#8db8f5;--button:#8db8f5;--button-over:#a9c8f2;--on-button:#0b1a30;--focus:#8db8f5;--good:#7bd49b;--good-paper:#12301f;--bad:#f5a3a6;--bad-paper:#3a1719}}
*{box-sizing:border-box}
body{font:400 15px/22px "IBM Plex Sans Variable","IBM Plex Sans",system-ui,-apple-system,"Segoe UI",sans-serif;-webkit-font-smoothing:antialiased;margin:0;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
header{border-bottom:1px solid var(--line);background:var(--card)}
header>div{max-width:1172px;margin:0 auto;padding:0 16px}
header a{display:inline-flex;align-items:center;gap:10px;min-height:56px;font-size:16px;font-weight:600;color:var(--ink);text-decoration:none}
header svg{width:28px;height:28px}.mark{fill:var(--button)}.letter{fill:var(--on-button)}
main{max-width:1172px;margin:0 auto;padding:32px 16px 64px}
main.small{max-width:512px}
main.small>article{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:28px 28px 32px}
h1{font-size:28px;line-height:34px;font-weight:600;letter-spacing:-.01em;text-wrap:balance;margin:0 0 16px}h2{font-size:20px;line-height:26px;font-weight:600;margin:32px 0 12px}
main.small h1{font-size:24px;line-height:30px}
p{margin:0 0 16px}article>:last-child,form>:last-child{margin-bottom:0}
form+p{margin-top:20px}
.soft{color:var(--soft)}
a{color:var(--link);text-underline-offset:3px;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
label{font-size:14px;line-height:20px;font-weight:500}
input,select{font:inherit;color:inherit;background:var(--card);width:100%;min-height:44px;padding:8px 12px;border:1px solid var(--field);border-radius:6px;margin-top:6px}
button{font:inherit;font-weight:600;min-height:44px;padding:8px 20px;border:0;border-radius:6px;background:var(--button);color:var(--on-button);cursor:pointer}
button:hover{background:var(--button-over)}
[role=status],[role=alert]{padding:12px 16px;border-radius:6px}
[role=status]{color:var(--good);background:var(--good-paper)}[role=alert]{color:var(--bad);background:var(--bad-paper)}
table{border-collapse:collapse;width:100%;background:var(--card);border:1px solid var(--line)}
td,th{text-align:start;padding:10px 12px;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-size:14px;font-weight:500}
code,pre{font:13px/20px ui-monospace,Menlo,Consolas,monospace;background:var(--card);border:1px solid var(--line);border-radius:4px}
code{padding:1px 4px}pre{padding:12px 16px;white-space:pre-wrap}
.when{white-space:nowrap;font-variant-numeric:tabular-nums}
.state{display:inline-block;padding:1px 8px;border-radius:4px;font-size:13px;font-weight:500;background:var(--paper);color:var(--soft)}
iframe.letter{display:block;width:100%;height:640px;border:1px solid var(--line);border-radius:8px;margin:16px 0}
@media(max-width:560px){button{width:100%}main{padding:16px 16px 48px}main.small>article{padding:20px}h1{font-size:24px;line-height:30px}
thead,tr.head{display:none}td,th{display:block;border:0;padding:1px 12px}tr{display:block;padding:10px 0;border-bottom:1px solid var(--line)}}
@media print{header{display:none}body{background:none}}`;
