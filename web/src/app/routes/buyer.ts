/** What a buyer does: unlock, keep, offer. Below `signedIn`. */
export const buyerRoutes = [] as const;
