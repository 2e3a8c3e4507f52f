/** How Mantine's parts look here: our type, our radius, and colors that come from the tokens in `app.css`. */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Only the shades that are named are used: 8 on light ground, 3 on dark. */
const BRAND: MantineColorsTuple = [
  '#E7EFFA',
  '#C9DBF3',
  '#A9C8F2',
  '#8DB8F5',
  '#6699DC',
  '#3F77BF',
  '#2A5DA3',
  '#1B4F9C',
  '#1B3A6B',
  '#142C52',
];

/** Where Mantine asks for its own grays on dark ground: the tokens, from text to what is sunken. */
const DARK: MantineColorsTuple = [
  '#E8EDF2',
  '#B3BFCB',
  '#93A1B0',
  '#6F7F90',
  '#2A3541',
  '#222D38',
  '#1B2530',
  '#161E27',
  '#0F151C',
  '#0B1016',
];

const FONT = "'IBM Plex Sans Variable', system-ui, sans-serif";

export const theme = createTheme({
  colors: { brand: BRAND, dark: DARK },
  primaryColor: 'brand',
  primaryShade: { light: 8, dark: 3 },
  fontFamily: FONT,
  headings: { fontFamily: FONT, fontWeight: '600' },
  defaultRadius: 6,
  fontSizes: { xs: '12px', sm: '14px', md: '15px', lg: '16px', xl: '20px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
});

const TOKENS = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-anchor': 'var(--link)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--edge)',
  '--mantine-primary-color-filled': 'var(--brand)',
  '--mantine-primary-color-filled-hover': 'var(--brand-hover)',
  '--mantine-primary-color-contrast': 'var(--on-brand)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: TOKENS, dark: TOKENS });
