/** Documents wherever they are: handed in with something, opened, looked up, and who has read them. */
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
type Named<Code extends string> = Readonly<Record<Code, string>>;
type RequestState = Schemas['DocumentRequest']['state'];
type AttachedTo = Schemas['Document']['attachedTo'][number]['kind'];

export const documentWords = {
  openOf: (title: string) => `Open ${title}`,

  /** What is taken as a document; `mostMb` is not known before the server has said it. */
  kinds: (mostMb: number | undefined) =>
    `PDF, picture, Word, Excel, CSV or text${mostMb === undefined ? '' : `, up to ${mostMb} MB`}`,

  attach: {
    add: 'Attach a document',
    hint: (kinds: string) => `${kinds}. Whoever reads this can open it.`,
    list: 'Attached',
    progress: (share: string) => `${share} uploaded`,
    remove: (title: string) => `Remove ${title}`,
    most: (most: number) => `${most} documents at most.`,
    withIt: 'Documents',
  },

  list: {
    lead: 'What you have uploaded, newest first. Others read a document only through what it is attached to.',
    caption: 'Your documents',
    empty:
      'You have uploaded no document yet. You can attach one to a listing, a deal, a message or a proof.',
    document: 'Document',
    attachedTo: 'Attached to',
    nothing: 'nothing: only you can read it',
    state: 'State',
    uploaded: 'Uploaded',
    type: 'What it is',
    anyType: 'Anything',
  },

  one: {
    facts: 'About this document',
    type: 'What it is',
    file: 'File',
    size: 'Size',
    uploaded: 'Uploaded',
    state: 'State',
    quarantined: 'In quarantine',
    attachedTo: 'Attached to',
    fingerprint: 'Fingerprint (SHA-256)',
    mine: 'You uploaded it.',
    theirs: 'Its owner sees that you looked at it, and when you download it.',
    download: 'Download',
    delete: 'Delete',
    deleteNote: 'Nobody can read it or its former versions any more. The log of who did stays.',
    toMine: 'Your documents',
  },

  requests: {
    title: 'Requests for documents',
    caption: 'Requests, the latest first',
    empty: 'Nobody has asked for a document.',
    ask: 'Ask for a document',
    askNote:
      'The other side is told, and hands it in or says why not. After 14 days the request ends by itself.',
    type: 'What you ask for',
    why: 'What you need it for',
    send: 'Ask for it',
    wanted: 'Document',
    who: 'Who',
    byYou: (name: string) => `you ask ${name}`,
    ofYou: (name: string) => `${name} asks you`,
    state: 'State',
    acts: 'What you can do',
    answer: 'Hand it in',
    answerNote: 'Whoever reads the listing or the deal can open it from then on.',
    which: 'Which document',
    newFile: 'A file that you upload now',
    file: 'File',
    fileHint: 'PDF, picture, Word, Excel, CSV or text, up to 20 MB.',
    decline: 'Decline',
    declineNote: 'Whoever asks reads why.',
    reason: 'Why not',
    cancel: 'Take it back',
    open: 'Open the document',
    states: {
      OPEN: 'Open',
      ANSWERED: 'Handed in',
      DECLINED: 'Declined',
      CANCELED: 'Taken back',
      EXPIRED: 'Expired',
    } as Named<RequestState>,
  },

  versions: {
    title: 'Versions',
    newestFirst: 'Versions, the latest first',
    number: (version: number) => `Version ${version}`,
    by: 'Uploaded by',
    when: 'When',
    state: 'State',
    stands: 'stands now',
    add: 'Upload a new version',
    addOf: (title: string) => `Upload a new version of ${title}`,
    file: 'File',
    fileHint: (kinds: string) => `${kinds}.`,
    note: 'Readers get it in place of this one, which stays in the history. It is not verified until we have looked at it. What was handed in as evidence keeps the version that was handed in.',
    upload: 'Upload it',
    former: 'A newer version took the place of this one.',
    latest: 'See the version that stands',
  },

  attached: {
    listing: 'A listing',
    transaction: 'A deal',
    message: 'A message',
    proof: 'A proof of control',
    contest: 'A contest of control',
  } as Named<AttachedTo>,

  readings: {
    title: 'Who read it',
    newestFirst: 'Readings, the latest first',
    none: 'Nobody but you has read it yet.',
    reader: 'Reader',
    forReader: (deputy: string, reader: string) => `${deputy} for ${reader}`,
    did: 'What they did',
    when: 'When',
    doings: { VIEWED: 'Looked it up', DOWNLOADED: 'Downloaded it' },
    byLink: 'by a link',
  },
} as const;
