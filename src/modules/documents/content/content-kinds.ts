/** The kinds of file that are taken, each found by its content, with the media type and the ending that it is given. */
export const CONTENT_KINDS = {
  pdf: { name: 'PDF', mediaType: 'application/pdf', extension: 'pdf' },
  jpeg: { name: 'JPEG', mediaType: 'image/jpeg', extension: 'jpg' },
  png: { name: 'PNG', mediaType: 'image/png', extension: 'png' },
  docx: {
    name: 'DOCX',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
  },
  xlsx: {
    name: 'XLSX',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
  },
  csv: { name: 'CSV', mediaType: 'text/csv', extension: 'csv' },
  txt: { name: 'TXT', mediaType: 'text/plain', extension: 'txt' },
} as const satisfies Record<string, { name: string; mediaType: string; extension: string }>;

export type ContentKind = keyof typeof CONTENT_KINDS;

export const MEDIA_TYPES: readonly string[] = Object.values(CONTENT_KINDS).map(({ mediaType }) => mediaType);

/** Taken as well, and kept as a JPEG, which every browser shows. */
export const HEIC_MEDIA_TYPE = 'image/heic';

export const TAKEN = 'a PDF, JPEG, PNG, HEIC, DOCX, XLSX, CSV or TXT file';
