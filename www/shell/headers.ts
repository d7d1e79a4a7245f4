/** The header that lets the page reach its own origin and nothing else; hosts send it, or the service worker does. */
export const ALLOWLIST = { name: "Connection-Allowlist", value: "(response-origin)" } as const;
