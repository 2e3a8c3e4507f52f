/** How the browser app is built, and served while one works on it. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { bracketedWords } from './build/bracketed-words';
import { budget } from './build/budget';
import { font } from './build/font';
import { pagesFile } from './build/pages-file';

/** The product that `npm run dev` or `npm run demo` serves. */
const SERVER = process.env.SERVER_URL ?? 'http://localhost:3000';

export default defineConfig({
  plugins: [
    react(),
    font(),
    pagesFile(),
    // Brackets are read by tests alone, and weigh what no reader loads.
    process.env.WORDS === 'bracketed' ? bracketedWords() : budget(),
  ],
  // The server puts a new nonce in the place of this with each answer.
  html: { cspNonce: '__NONCE__' },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1000 },
  server: {
    proxy: {
      '/api': SERVER,
      '/socket.io': { target: SERVER, ws: true },
      '/outbox': SERVER,
      '/page.css': SERVER,
    },
  },
});
