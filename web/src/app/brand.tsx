/** The mark beside the name; the name itself is text. */
export const Brand = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="6" fill="var(--brand)" />
    <path d="M7 22V10h3.2l5.8 7.6L21.8 10H25v12h-3.2v-7.2L16 22.3l-5.8-7.5V22z" fill="var(--on-brand)" />
  </svg>
);
