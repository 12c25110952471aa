/** What swagger-ui's own style leaves to be done: the head of the page, and a width a phone has. */
export const STYLE = `:root { --berth-ink: #16323d; --berth-paper: #fff; --berth-line: #d5dee2; --berth-link: #0b5c7a }
html { background: var(--berth-paper); color: var(--berth-ink) }
html.dark-mode { --berth-ink: #e4eef2; --berth-paper: #1c2022; --berth-line: #3a4449; --berth-link: #7cc4e0 }
body { margin: 0; background: inherit; font: 16px/1.5 system-ui, sans-serif }

header.berth {
  display: flex; align-items: center; gap: .6rem; padding: .6rem 1.25rem;
  border-bottom: 1px solid var(--berth-line);
}
header.berth strong { font-size: 1.25rem }
header.berth span { opacity: .75 }
header.berth a { margin-left: auto; color: var(--berth-link) }
noscript { display: block; padding: 1.25rem }

/* The page has a head already; the document's own is its description. */
.swagger-ui .info { margin: 1.5rem 0 }
.swagger-ui .info hgroup.main, .swagger-ui .info .info__license, .swagger-ui .info > .link { display: none }
.swagger-ui .information-container { padding-top: 0 }
.swagger-ui .scheme-container { padding: .75rem 0; box-shadow: none; border-block: 1px solid var(--berth-line) }
/* The document links no operation to another, and the column that says so makes the table wider than a phone. */
.swagger-ui .response-col_links { display: none }
/* There is one server: this one. */
.swagger-ui .scheme-container .servers, .swagger-ui .scheme-container .servers-title { display: none }
.swagger-ui .wrapper { max-width: 75rem }
.swagger-ui .opblock .opblock-summary-operation-id { font-weight: 600; word-break: normal }
.swagger-ui .opblock .opblock-summary-path { word-break: normal; overflow-wrap: anywhere }

@media (max-width: 640px) {
  header.berth { padding: .5rem .75rem }
  header.berth span { display: none }
  .swagger-ui .wrapper { padding: 0 .75rem }
  .swagger-ui .filter .operation-filter-input { box-sizing: border-box; max-width: none }
  .swagger-ui .opblock .opblock-summary-description, .swagger-ui .opblock-tag small { display: none }
  .swagger-ui .opblock .opblock-summary-operation-id { display: none }
  .swagger-ui .opblock .opblock-summary-method { min-width: 4.2rem; padding: .35rem 0 }
  .swagger-ui table.parameters, .swagger-ui table.parameters > tbody, .swagger-ui table.parameters tr,
  .swagger-ui table.parameters td { display: block; width: auto }
  .swagger-ui table.parameters thead { display: none }
  .swagger-ui .parameters-col_description input, .swagger-ui .parameters-col_description select { width: 100%; max-width: 100% }
  .swagger-ui .responses-inner, .swagger-ui .opblock .opblock-section-header { padding: .6rem }
}
`
