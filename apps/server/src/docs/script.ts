/** Starts swagger-ui. It runs in the browser, as it stands here: no build, no imports. */
export const SCRIPT = `'use strict'

// swagger-ui has a dark dress of its own; the system says when to wear it.
const dark = matchMedia('(prefers-color-scheme: dark)')
const dress = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', dress)
dress()

// Where the registry is: here, below the path prefix (if any) under which this page was opened.
const prefix = new URL('.', location.href).pathname.slice(0, -1)

// swagger-ui fills every field with its example. In a field that may stay empty this would ask for something else than
// the person did (the tags after "v1.9", say), so there the example moves into the description.
const withoutOptionalExamples = (document) => {
  for (const parameter of Object.values(document.components.parameters)) {
    if (parameter.required || parameter.example === undefined) continue
    parameter.description += ' Example: \`' + [parameter.example].flat().join(', ') + '\`'
    delete parameter.example
  }
  return document
}

const show = (document) => SwaggerUIBundle({
  dom_id: '#api',
  spec: withoutOptionalExamples(document),
  // The badge would ask a validator on the internet about this document.
  validatorUrl: null,
  deepLinking: true,
  filter: true,
  tryItOutEnabled: true,
  displayOperationId: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
  requestInterceptor(request) {
    const url = new URL(request.url, location.href)
    if (url.origin !== location.origin) throw new Error('this page only talks to ' + location.origin)
    // A repository name is many segments of the path and a digest has a colon; neither needs an escape, so what is
    // shown and sent is what people would type.
    url.pathname = prefix + url.pathname.replace(/%2F/gi, '/').replace(/%3A/gi, ':')
    request.url = url.href
    return request
  },
})

fetch('openapi.json').then((response) => response.json()).then(show)
`
