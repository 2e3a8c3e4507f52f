/** As log lines and traces call the product. */
export const SERVICE = 'mc-exchange';
