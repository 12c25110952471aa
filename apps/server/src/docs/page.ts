import { openapiDocument } from './document.ts'

export interface DocsPage {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly contentSecurityPolicy: string
}

/**
 * Nothing may come from elsewhere or be sent there, also not by a script that finds its way into the page.
 * swagger-ui sets styles on elements and draws its icons from `data:` URLs, hence these two exceptions.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

// Links are relative, so that the page also works below a path prefix of a proxy. The page itself is `…/docs`, without
// a slash at its end, so `docs/x` leads to `…/docs/x`.
const html = (version: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Berth: the registry's API</title>
<link rel="icon" href="docs/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="stylesheet" href="docs/berth.css">
<script defer src="docs/swagger-ui-bundle.js"></script>
<script defer src="docs/berth.js"></script>
</head>
<body>
<header class="berth">
<img src="docs/favicon.svg" alt="" width="28" height="28">
<strong>Berth</strong>
<span>OCI distribution API ${version}</span>
<a href="openapi.json">openapi.json</a>
</header>
<noscript>This page needs JavaScript. The same is in <a href="openapi.json">openapi.json</a>.</noscript>
<main id="api"></main>
</body>
</html>
`

let page: DocsPage | undefined

/** The page that shows the OpenAPI document and can try each operation of it. */
export function docsPage(): DocsPage {
  if (page === undefined) {
    const { info } = openapiDocument().json as unknown as { info: { version: string } }
    page = {
      bytes: Buffer.from(html(info.version)),
      contentType: 'text/html; charset=utf-8',
      contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    }
  }
  return page
}
