/** Writes the addresses of the app beside its page, so that the server knows which ones it may answer with it. */
import type { Plugin } from 'vite';
import { ADDRESSES } from '../src/app/addresses';

export const pagesFile = (): Plugin => ({
  name: 'pages-file',
  generateBundle() {
    const pages = Object.values(ADDRESSES).map((address) => ({
      path: address.path.replaceAll('$', ':'),
      title: address.title,
      description: address.description,
      ...('indexed' in address ? { indexed: true } : {}),
      ...('outsideForm' in address ? { outsideForm: true } : {}),
    }));
    this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(pages) });
  },
});
