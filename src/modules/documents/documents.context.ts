/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import type { DocumentStore } from './document.store';
import type { Models } from './document.model';
import type { DocumentsConfig } from './documents.config';
import type { Scanner } from './content/clamd';
import type { Subjects } from './subjects';

export interface DocumentsDeps {
  audit: Audit;
  identity: Identity;
}

export interface DocumentsContext extends DocumentsDeps {
  platform: Platform<DocumentsConfig>;
  models: Models;
  /** Writes go through it; reading may ask the models. */
  store: DocumentStore;
  subjects: Subjects;
  /** Null where none is configured. */
  scanner: Scanner | null;
}
