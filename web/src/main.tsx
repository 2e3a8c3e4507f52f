/** Starts the app: nonce, theme, data, pages. */
import '@fontsource-variable/ibm-plex-sans/wght.css';
import './app/mantine.css';
import './app/app.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { watchLostFiles } from './app/lost-files';
import { queries } from './app/queries';
import { router } from './app/router';
import { watchNews } from './app/watch-news';
import { watchTyping } from './app/typed';
import { watchSession } from './app/watch-session';
import { cssVariables, theme } from './app/theme';
import { language } from './words/language';

/** The policy of the page takes no style but ours and those with this. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
setNonce(nonce);
document.documentElement.lang = language.locale;
watchLostFiles();
watchTyping();
watchSession();
watchNews();

const colorScheme = localStorageColorSchemeManager({ key: 'mcx-color-scheme' });

createRoot(document.querySelector('#app') as HTMLElement).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
