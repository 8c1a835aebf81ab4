/** The only hosts that a link may lead to, each after a question to the person; compared exactly. */
const allowedHosts: ReadonlySet<string> = new Set(['grouplens.org', 'files.grouplens.org', 'www.imdb.com', 'www.themoviedb.org']);

/** The https URL to open in the person's browser, or null for everything else: other schemes, hosts, ports, user names. */
export function outsideLink(text: string): URL | null {
  if (text.length > 2048 || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isPlain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return isPlain && allowedHosts.has(url.hostname) ? url : null;
}
