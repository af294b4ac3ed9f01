/** The header of an answer that a browser saves under a name of any characters (RFC 6266). */
export const attachment = (name: string): string => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`
