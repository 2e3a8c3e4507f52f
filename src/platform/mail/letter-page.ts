/** The one layout of every letter: its plain text set as HTML for mail programs, narrow, wide, light and dark. */
import { escapeHtml } from '../http/html-page';
import { signatureOf } from './letter';

export interface LetterPage {
  subject: string;
  /**
   * Paragraphs with an empty line between them. One of a label and a link, as `Confirm:` above it, becomes a button, or a
   * link where both stand on one line; one line with a row of hyphens below it a heading; what stands below the signature
   * small print.
   */
  text: string;
  siteUrl: string;
}

const FONT = `font-family:'IBM Plex Sans',-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif`;

/** Mail programs keep styles of elements; what a screen or a theme asks for stands in the one sheet that most read. */
const SHEET = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.ground{background:#0f151c!important}.card{background:#161e27!important;border-color:#2a3541!important}
.words,.words p,.title,.brand{color:#e8edf2!important}p.small,td.small,.small a{color:#93a1b0!important}
.title{border-color:#2a3541!important}.link{color:#8db8f5!important}.mark,.button{background:#8db8f5!important;color:#0b1a30!important}}
@media (max-width:480px){.card{padding:24px 20px!important;border-radius:0!important}td.small{padding:16px 20px!important}.button{display:block!important;text-align:center!important}}`;

export function letterPage({ subject, text, siteUrl }: LetterPage): string {
  const paragraphs = text.split(/\n{2,}/);
  const signed = paragraphs.lastIndexOf(signatureOf(siteUrl));
  const end = signed < 0 ? paragraphs.length : signed;
  const body = paragraphs
    .slice(0, end)
    .map((paragraph) => asHtml(paragraph, siteUrl))
    .join('\n');
  const foot = paragraphs
    .slice(end + 1)
    .map((paragraph) => asSmallPrint(paragraph, siteUrl))
    .join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title><style>${SHEET}</style></head>
<body class="ground" style="margin:0;padding:0;background:#f6f7f9">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background:#f6f7f9"><tr><td align="center" style="padding:24px 0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px"><tr>
<td class="card words" style="background:#ffffff;border:1px solid #d9dfe5;border-radius:8px;padding:32px 36px;color:#15202b;${FONT};font-size:16px;line-height:1.5;word-break:break-word">
<p class="brand" style="margin:0 0 24px;color:#15202b;font-size:15px;line-height:24px;font-weight:600"><span class="mark" style="display:inline-block;width:24px;height:24px;margin-right:8px;border-radius:5px;background:#1b3a6b;color:#ffffff;text-align:center;font-weight:700">M</span>MC Exchange</p>
<h1 class="title" style="margin:0 0 20px;font-size:20px;line-height:1.3;color:#15202b">${escapeHtml(subject)}</h1>
${body}
</td></tr><tr><td class="small" style="padding:16px 36px;color:#5b6877;${FONT};font-size:12px;line-height:1.5">
${foot}MC Exchange · <a href="${escapeHtml(siteUrl)}" style="color:#5b6877">${escapeHtml(siteUrl.replace(/^https?:\/\//, ''))}</a>
</td></tr></table></td></tr></table></body></html>`;
}

/** `Confirm your address:` above a link of ours. */
const LABELED_LINK = /^([^\n]{1,80}):(\n| )(https?:\/\/\S+)$/;

const HEADING = /^([^\n]{1,300})\n-{1,60}$/;

interface LabeledLink {
  label: string;
  link: string;
  isButton: boolean;
}

function labeledLink(paragraph: string, siteUrl: string): LabeledLink | null {
  const [, label, between, link] = LABELED_LINK.exec(paragraph) ?? [];
  return label !== undefined && link?.startsWith(`${siteUrl}/`)
    ? { label, link, isButton: between === '\n' }
    : null;
}

function asSmallPrint(paragraph: string, siteUrl: string): string {
  const labeled = labeledLink(paragraph, siteUrl);
  const words = labeled
    ? `<a href="${escapeHtml(labeled.link)}" style="color:#5b6877">${escapeHtml(labeled.label)}</a>`
    : escapeHtml(paragraph).replaceAll('\n', '<br>');
  return `<p class="small" style="margin:0 0 8px;color:#5b6877">${words}</p>`;
}

function asHtml(paragraph: string, siteUrl: string): string {
  const heading = HEADING.exec(paragraph)?.[1];
  if (heading !== undefined) {
    return `<h2 class="title" style="margin:28px 0 8px;padding-top:16px;border-top:1px solid #d9dfe5;font-size:16px;line-height:1.4;color:#15202b">${escapeHtml(heading)}</h2>`;
  }
  const labeled = labeledLink(paragraph, siteUrl);
  if (labeled === null) {
    return `<p style="margin:0 0 16px">${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`;
  }
  const { label, isButton } = labeled;
  const href = escapeHtml(labeled.link);
  if (!isButton) {
    return `<p style="margin:0 0 16px"><a class="link" href="${href}" style="color:#1b4f9c">${escapeHtml(label)}</a></p>`;
  }
  return `<p style="margin:24px 0 12px"><a class="button" href="${href}" style="display:inline-block;background:#1b3a6b;color:#ffffff;border-radius:6px;padding:12px 22px;font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>
<p class="small" style="margin:0 0 20px;font-size:12px;color:#5b6877">Or copy this link: <a href="${href}" style="color:#5b6877;word-break:break-all">${href}</a></p>`;
}
