/** Signs that HTML gives a meaning to, in text and in attributes. */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What a page may do: nothing but show itself. Grafana answers resources with a sandbox of its own besides. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  // The address of this page has the code in it.
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** What the person sees after the sign-in: one page that needs nothing else. */
export function signInPage(done: boolean, sentence: string): string {
  const title = done ? 'Signed in' : 'Not signed in';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Azure CSP</title>
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { max-width: 40rem; margin: 15vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; border-left: 0.4rem solid ${done ? '#2e7d32' : '#c62828'}; padding-left: 0.8rem; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${escaped(sentence)}</p>
<p>You can close this window and go back to the data source.</p>
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] as string);
}
