/** File name → content of everything that browsers get. */
export function buildBrowser(root: string): Promise<Map<string, Buffer>>
