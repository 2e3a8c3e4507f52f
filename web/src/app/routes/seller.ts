/** What a seller does: list, prove, answer, earn. Below `signedIn`. */
export const sellerRoutes = [] as const;
