/** Makes of the name that a file came with one that is safe to show, to store and to save under. */
import { CONTENT_KINDS, type ContentKind } from './content/content-kinds';

const MOST_CHARACTERS = 120;
const UNNAMED = 'document';
/** What Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** Endings of files: whatever a name ends in, the file has one kind. */
const ENDING =
  /^(.+)\.(?:pdf|jpe?g|png|hei[cf]|gif|webp|svg|html?|xml|php|docx?|docm|xlsx?|xlsm|csv|txt|rtf|zip|7z|rar|gz|iso|dmg|exe|com|bat|cmd|scr|msi|dll|jar|app|sh|js|vbs|wsf|hta|ps1|lnk)[. ]*$/i;

/** More than any file system has in a name. */
const MOST_READ = 1_000;

/** Control characters, marks that turn or hide text, halves of characters. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\u2800]/gu;
/** What no file system takes, and what would end a header or begin a path. */
const FORBIDDEN = /[<>:"|?*\\/;%]/g;

/** The last part of a path, in seen characters, with the ending of what the file is. */
export function cleanFileName(given: string, kind: ContentKind): string {
  const { extension } = CONTENT_KINDS[kind];
  const last = given.slice(-MOST_READ).normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const seen = last.replaceAll(UNSEEN, ' ').replaceAll(FORBIDDEN, '_').replaceAll(/\s+/g, ' ').trim();
  const bare = withoutEndings(seen);
  const cut = [...bare]
    .slice(0, MOST_CHARACTERS)
    .join('')
    .replace(/[. ]+$/, '');
  return `${cut === '' || DEVICE.test(cut) ? UNNAMED : cut}.${extension}`;
}

/** Every ending that could be taken for the kind of a file goes: `invoice.pdf.exe` is `invoice`. */
function withoutEndings(name: string): string {
  let bare = name.replace(/^[. ]+/, '');
  for (;;) {
    const rest = ENDING.exec(bare)?.[1];
    if (rest === undefined) return bare;
    bare = rest;
  }
}
