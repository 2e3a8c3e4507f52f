/**
 * Asks for the font before the styles name it, and lets a page go without it where it comes late: a page whose letters
 * change their width under its reader moves what they were about to press.
 */
import type { Plugin } from 'vite';

const USUAL = /ibm-plex-sans-latin-wght-normal.*\.woff2$/;

export const font = (): Plugin => ({
  name: 'font',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('@fontsource-variable')) return undefined;
    return code.replaceAll('font-display: swap', 'font-display: optional');
  },
  transformIndexHtml: {
    order: 'post',
    handler(_page, { bundle }) {
      const file = Object.keys(bundle ?? {}).find((name) => USUAL.test(name));
      if (!file) return [];
      return [
        {
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: true },
          injectTo: 'head-prepend',
        },
      ];
    },
  },
});
